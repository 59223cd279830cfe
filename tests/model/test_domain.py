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
