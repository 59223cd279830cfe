"""A cast's portraits, seen by the recogniser that describe would take."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adtool import recognition
from adtool.checking.cast import check_cast
from adtool.errors import CastError
from adtool.recognition.recogniser import Face, Recogniser, unit
from adtool.settings import CharacterSettings, ModelSettings


@pytest.fixture
def cast(tmp_path: Path) -> Path:
    for name, colour in (("ann", "red"), ("tom", "blue")):
        Image.new("RGB", (40, 40), colour).save(tmp_path / f"{name}.png")
    people = [{"name": name, "portraits": [f"{name.lower()}.png"]} for name in ("Ann", "Tom")]
    (tmp_path / "cast.json").write_text(json.dumps({"characters": people}))
    return tmp_path / "cast.json"


def test_without_a_recogniser_portraits_are_opened_alone(cast: Path) -> None:
    (cast.parent / "tom.png").write_text("no picture")
    report = check_cast(cast, characters=CharacterSettings(recogniser="none"))
    assert (report.recogniser, report.threshold) == ("none", None)
    assert report.levels["error"] == 1
    assert report.findings[0].rule == "broken"
    assert report.unchecked == ["faces; name a recogniser with --faces."]


def test_a_cast_without_portraits_asks_no_recogniser(cast: Path) -> None:
    cast.write_text('{"characters": [{"name": "Ann"}]}')
    nowhere = ModelSettings(model="nowhere")  # it is never loaded
    report = check_cast(cast, characters=CharacterSettings(), model=nowhere)
    assert report.unchecked == ["faces; no portrait can be used."]
    assert [finding.rule for finding in report.findings] == ["no-portrait"]


class Seer(Recogniser):
    """Sees a face in every picture that is red enough."""

    name, identity, threshold, frames, short_side = "seer", "seer 1", 0.5, 1, 64

    def faces(self, picture: np.ndarray) -> list[Face]:
        red = picture[..., 0].mean() > 128
        return [Face((0.0, 0.0, 1.0, 1.0), unit(picture.mean(axis=(0, 1)) + 1))] if red else []


@pytest.fixture
def seer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recogniser for living people; the model's own is loaded in no test that asks for it."""
    known = recognition.load_recogniser

    def load(settings: CharacterSettings, *, drawn: bool, encoder: object) -> object:
        if settings.recogniser == "auto" and not drawn:
            return Seer(), "A licence."
        return known(settings, drawn=drawn, encoder=encoder)  # type: ignore[arg-type]

    monkeypatch.setattr(recognition, "load_recogniser", load)


def test_portraits_with_a_face_are_looked_at_by_a_recogniser_of_faces(
    cast: Path, seer: None
) -> None:
    (cast.parent / "ann.png").write_text("no picture")  # passed over
    Image.new("RGB", (40, 40), "red").save(cast.parent / "tom.png")
    report = check_cast(cast)
    assert (report.recogniser, report.threshold, report.unchecked) == ("seer", 0.5, [])


def test_a_threshold_without_a_recogniser_is_none(cast: Path) -> None:
    report = check_cast(cast, characters=CharacterSettings(recogniser="none", threshold=0.5))
    assert report.threshold is None


def test_why_there_is_no_recogniser_is_said(cast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "load_recogniser", lambda *_, **__: (None, "why not."))
    assert check_cast(cast).unchecked == ["faces. why not."]


@pytest.mark.slow
def test_portraits_without_a_face_are_those_of_drawn_people(cast: Path, seer: None) -> None:
    for name in ("ann", "tom"):
        Image.new("RGB", (40, 40), "blue").save(cast.parent / f"{name}.png")
    assert check_cast(cast).recogniser == "clip"


@pytest.mark.slow
def test_the_models_own_world_is_seen_by_its_clip(cast: Path) -> None:
    report = check_cast(cast, characters=CharacterSettings(threshold=1.0))
    assert (report.recogniser, report.threshold) == ("clip", 1.0)
    assert len(report.seen) == 2
    assert "clip takes it as a whole" in report.unchecked[0]
    assert check_cast(cast).threshold != 1.0  # the recogniser's own


def test_a_cast_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CastError, match="there is no such file"):
        check_cast(tmp_path / "none.json")
