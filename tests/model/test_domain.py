from pathlib import Path

import pytest
import torch
from torch import Tensor

from adtool.errors import CheckpointError
from adtool.model.distinctad import DistinctAD
from adtool.model.domain import Domain, fit, unlikeness

CHANNELS = 12


def film(seed: int, world: int = 0, frames: int = 300) -> Tensor:
    """Correlated features about a mean, both different in each world."""
    basis = torch.randn(CHANNELS, 2 * CHANNELS, generator=torch.Generator().manual_seed(world))
    draws = torch.randn(frames, CHANNELS, generator=torch.Generator().manual_seed(100 + seed))
    return basis[:, 0] * 3 + draws @ basis[:, CHANNELS:]


def test_the_distance_is_the_mahalanobis_distance_of_normalised_features() -> None:
    films = [film(1), film(2)]
    domain = fit(films)
    x = torch.cat([f / f.norm(dim=1, keepdim=True) for f in films]).double()
    mean = x.mean(dim=0)
    covariance = (x - mean).T @ (x - mean) / len(x)
    average = covariance.trace() / CHANNELS
    covariance = 0.999 * covariance + 0.001 * average * torch.eye(CHANNELS)
    deviations = x[:300] - mean
    squared = (deviations @ torch.linalg.inv(covariance) * deviations).sum(dim=1) / CHANNELS
    assert unlikeness(films[0], domain) == pytest.approx(float(squared.median()), rel=1e-3)


def test_an_unseen_film_of_the_world_is_alike_and_another_world_is_not() -> None:
    domain = fit([film(seed) for seed in range(6)])
    assert 0.5 < unlikeness(film(50), domain) < domain.threshold
    assert unlikeness(film(50, world=1), domain) > domain.threshold


def test_the_scale_of_features_does_not_matter() -> None:
    domain = fit([film(1), film(2)])
    assert unlikeness(film(3) * 7, domain) == pytest.approx(unlikeness(film(3), domain), rel=1e-4)


def test_a_few_odd_frames_do_not_decide() -> None:
    domain = fit([film(1), film(2)])
    odd = torch.cat([film(3), film(3, world=1, frames=100)])
    assert unlikeness(odd, domain) < domain.threshold


def test_channels_that_never_vary_give_finite_numbers() -> None:
    still = [torch.ones(5, CHANNELS), torch.ones(5, CHANNELS)]
    assert 0 <= unlikeness(still[0], fit(still)) < float("inf")


def test_no_frames_are_not_unlike() -> None:
    assert unlikeness(torch.zeros(0, CHANNELS), fit([film(1), film(2)])) == 0


def test_a_domain_comes_back_from_its_tensors() -> None:
    domain = fit([film(1), film(2)])
    again = Domain.from_tensors(domain.tensors())
    assert unlikeness(film(3), again) == unlikeness(film(3), domain)
    assert again.threshold == pytest.approx(domain.threshold)


@pytest.mark.parametrize(
    "tensors",
    [{}, {"mean": torch.zeros(2), "whitening": torch.zeros(2, 3), "threshold": torch.tensor(1.0)}],
)
def test_tensors_that_make_no_domain_are_refused(tensors: dict[str, Tensor]) -> None:
    with pytest.raises(ValueError, match=r"domain is a mean|mean is \(C,\)"):
        Domain.from_tensors(tensors)


def test_one_film_is_not_enough() -> None:
    with pytest.raises(ValueError, match="two films"):
        fit([film(1)])


def test_a_domain_is_kept_with_the_model(tmp_path: Path, model: DistinctAD) -> None:
    model.save_pretrained(tmp_path / "without")
    assert DistinctAD.from_pretrained(tmp_path / "without").domain is None
    width = model.config.vision.embed_dim
    model.domain = Domain(torch.zeros(width), torch.eye(width), 1.5)
    model.save_pretrained(tmp_path / "with")
    loaded = DistinctAD.from_pretrained(tmp_path / "with").domain
    assert loaded is not None
    assert torch.equal(loaded.whitening, torch.eye(width))
    (tmp_path / "with" / "domain.safetensors").write_bytes(b"broken")
    with pytest.raises(CheckpointError, match=r"domain\.safetensors: is damaged"):
        DistinctAD.from_pretrained(tmp_path / "with")


def test_the_threshold_is_a_fifth_above_the_most_unlike_film_seen_by_the_other_half() -> None:
    films = [film(seed) for seed in range(4)]
    even, odd = fit(films[::2]), fit(films[1::2])
    unseen = [unlikeness(films[0], odd), unlikeness(films[2], odd)]
    unseen += [unlikeness(films[1], even), unlikeness(films[3], even)]
    assert fit(films).threshold == pytest.approx(1.2 * max(unseen), rel=1e-5)


def test_every_film_has_the_same_weight_however_long() -> None:
    short, long = film(1, frames=50), film(2, frames=500)
    repeated = fit([short.repeat(10, 1), long])
    once = fit([short, long])
    torch.testing.assert_close(once.mean, repeated.mean)
    assert unlikeness(film(3), once) == pytest.approx(unlikeness(film(3), repeated), rel=1e-4)
    mean = sum((f / f.norm(dim=1, keepdim=True)).mean(dim=0) for f in (short, long)) / 2
    torch.testing.assert_close(once.mean, mean)


def test_whitened_frames_of_the_domain_vary_by_about_one_in_every_direction() -> None:
    films = [film(1, frames=2000), film(2, frames=2000)]
    domain = fit(films)
    normalised = torch.cat([f / f.norm(dim=1, keepdim=True) for f in films])
    whitened = (normalised - domain.mean) @ domain.whitening.T
    covariance = whitened.T @ whitened / len(whitened)
    off = covariance - torch.diag(covariance.diagonal())
    assert off.abs().max() < 0.02
    assert covariance.diagonal().max() < 1.02


@pytest.mark.parametrize("films", [[], [torch.ones(0, 4), torch.ones(3, 4)]])
def test_films_without_frames_are_not_learned_from(films: list[Tensor]) -> None:
    with pytest.raises(ValueError, match="none without frames"):
        fit(films)


@pytest.mark.parametrize(
    "change",
    [
        {"threshold": None},
        {"mean": torch.zeros(1, 2)},
        {"mean": torch.zeros(3)},
        {"whitening": torch.zeros(3, 2)},
        {"extra": torch.zeros(1)},
    ],
    ids=["no threshold", "mean of 2 axes", "other channels", "not square", "extra"],
)
def test_only_the_three_tensors_of_a_domain_make_one(change: dict[str, Tensor | None]) -> None:
    whole = {"mean": torch.zeros(2), "whitening": torch.eye(2), "threshold": torch.tensor(1.5)}
    assert Domain.from_tensors(whole).threshold == 1.5
    tensors = {key: value for key, value in {**whole, **change}.items() if value is not None}
    with pytest.raises(ValueError, match=r"domain is a mean|mean is \(C,\)"):
        Domain.from_tensors(tensors)
