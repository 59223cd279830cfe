"""DistinctAD behind the narrators' door."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from adtool.errors import CheckpointError, UnavailableError
from adtool.model.distinctad import DistinctAD
from adtool.model.domain import Domain
from adtool.model.prompt import Role
from adtool.narration.distinctad import GIVEN, DistinctADNarrator, find
from adtool.narration.narrator import Group, Offer, ShownClip
from adtool.progress import SILENT
from adtool.settings import ModelSettings
from adtool.timeline import Span

SETTINGS = ModelSettings(beams=2, max_tokens=2, frames=5, window=5, names=3)


@pytest.fixture(scope="module")
def model(model_folder: Path) -> DistinctAD:
    return DistinctAD.from_pretrained(model_folder)


@pytest.fixture
def narrator(model: DistinctAD) -> DistinctADNarrator:
    return DistinctADNarrator(model, SETTINGS)


def pictures(clips: int) -> list[list[np.ndarray]]:
    rng = np.random.default_rng(0)
    return [list(rng.integers(0, 256, (2, 32, 32, 3), np.uint8)) for _ in range(clips)]


def shown(clips: int) -> list[ShownClip]:
    return [ShownClip(Span(0, 1), frames) for frames in pictures(clips)]


def group(narrator: DistinctADNarrator, clips: int, present: torch.Tensor | None = None) -> Group:
    return Group(
        clips=[],
        seen=narrator.see(shown(clips), SILENT),
        present=torch.ones(clips, 2, dtype=torch.bool) if present is None else present,
        characters=[[Role("Anna")]] * clips,
        portraits={},
    )


def test_the_models_own_frames_and_window_hold(narrator: DistinctADNarrator) -> None:
    assert (narrator.settings.frames, narrator.settings.window) == (2, 2)
    view = narrator.view
    assert (view.frames, view.window, view.characters, view.lines) == (2, 2, 3, 0)
    assert view.short_side == 64  # twice the 32 pixels that the encoder takes
    assert not view.portraits
    assert narrator.name == GIVEN


def test_a_model_that_reads_its_own_lines_or_sees_faces_asks_for_them(model: DistinctAD) -> None:
    reading = DistinctADNarrator(model)
    reading.model = _with(model, prompt="contexts", contexts=2)
    assert reading.view.lines == 2
    reading.model = _with(model, faces=True)
    assert reading.view.portraits


def _with(model: DistinctAD, **config: object) -> DistinctAD:
    class Other:
        pass

    other = Other()
    other.config = replace(model.config, **config)  # type: ignore[attr-defined,arg-type]
    return other  # type: ignore[return-value]


def test_it_sees_the_encoders_features(narrator: DistinctADNarrator) -> None:
    features = narrator.see(shown(3), SILENT).tensors["features"]
    assert features.shape == (3, 2, 16)
    torch.testing.assert_close(features[1], narrator.model.encode(pictures(3)[1]))
    ready = torch.ones(3, 2, 16)
    assert narrator.from_features(ready).tensors["features"] is ready


def test_it_offers_what_the_model_generates(narrator: DistinctADNarrator) -> None:
    told = group(narrator, 3)
    features = told.seen.tensors["features"]
    offered = narrator.model.narrate(features, told.characters, settings=narrator.settings)
    assert narrator.narrate(told, SILENT) == [Offer(tuple(clip)) for clip in offered]


def test_a_clip_without_a_frame_gets_no_wording(narrator: DistinctADNarrator) -> None:
    present = torch.tensor([[True, True], [False, False]])
    first, second = narrator.narrate(group(narrator, 2, present), SILENT)
    assert first.candidates
    assert second == Offer()


def test_it_is_another_with_other_weights_or_another_configuration(
    model: DistinctAD, model_folder: Path
) -> None:
    same = DistinctADNarrator(DistinctAD.from_pretrained(model_folder), name="called otherwise")
    plain = DistinctADNarrator(model)
    assert (same.identity, same.sight) == (plain.identity, plain.sight)
    with torch.no_grad():
        same.model.projection.weight.mul_(-1)
    other = DistinctADNarrator(same.model)
    assert other.identity != plain.identity
    assert other.sight == plain.sight  # the encoder is the same
    assert other.facts == {"identity": other.identity, "language_model": "bundled"}
    with torch.no_grad():
        next(same.model.encoder.parameters()).mul_(-1)
    assert DistinctADNarrator(same.model).sight != plain.sight


def test_what_it_was_trained_on_and_sees_with_are_the_models(model: DistinctAD) -> None:
    narrator = DistinctADNarrator(model)
    assert narrator.drawn is False
    assert narrator.encoder is model.encoder
    narrator.model = _with(model, drawn=True)
    assert narrator.drawn is True


def test_a_portrait_is_what_the_model_makes_of_its_pictures(narrator: DistinctADNarrator) -> None:
    one, two = pictures(1)[0]
    looks = narrator.portray([one, two])
    assert looks.shape == (16,)
    torch.testing.assert_close(looks, narrator.model.portrait_features([one, two]))
    assert not torch.allclose(looks, narrator.portray([one]))


@pytest.mark.parametrize(
    ("setting", "counts"),
    [
        ({"beams": 4}, True),
        ({"max_tokens": 3}, True),
        ({"repetition_penalty": 1.5}, True),
        ({"no_repeat_ngram": 4}, True),
        ({"batch": 2}, False),
        ({"windows": 2}, False),
        ({"device": "cpu"}, False),
    ],
)
def test_wordings_depend_on_how_it_decodes(
    model: DistinctAD, setting: dict[str, object], counts: bool
) -> None:
    plain = DistinctADNarrator(model, SETTINGS)
    other = DistinctADNarrator(model, replace(SETTINGS, **setting))  # type: ignore[arg-type]
    assert (plain.wording != other.wording) == counts


def test_unlikeness_is_the_distance_of_the_frames_that_are_there_over_the_limit(
    model_folder: Path,
) -> None:
    narrator = DistinctADNarrator(DistinctAD.from_pretrained(model_folder))
    seen = [narrator.see(shown(2), SILENT)]
    there = [torch.tensor([[True, False], [True, True]])]
    assert narrator.unlikeness(seen, there) is None
    narrator.model.domain = Domain(torch.zeros(16), torch.eye(16) * 4, 0.5)
    assert narrator.unlikeness([], []) is None
    # Unit vectors of 16 channels have squares of 1/16 on average; 16 times that, over 0.5.
    assert narrator.unlikeness(seen, there) == pytest.approx(16 / 16 / 0.5, rel=1e-4)
    with pytest.raises(ValueError, match="longer"):  # which frames are there of other windows
        narrator.unlikeness(seen, [*there, *there])


def test_a_model_is_found_before_it_is_loaded(model_folder: Path, tmp_path: Path) -> None:
    loaded = find(ModelSettings(model=str(model_folder), device="cpu"))()
    assert loaded.name == str(model_folder)
    with pytest.raises(UnavailableError):
        find(ModelSettings(model="./nothing/here"))
    with pytest.raises(UnavailableError, match="no device"):
        find(ModelSettings(model=str(model_folder), device="cuda:77"))
    (tmp_path / "model").write_text("")
    with pytest.raises(CheckpointError, match="is a file"):
        find(ModelSettings(model=str(tmp_path / "model")))
