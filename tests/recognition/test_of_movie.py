"""The recognition of one run: when nobody can be recognised, and what the user is told then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adtool import recognition
from adtool.cast.character import Appearance, Character, FaceAt
from adtool.errors import UnavailableError
from adtool.media import probe
from adtool.progress import SILENT
from adtool.recognition import Face, Recogniser
from adtool.recognition.of_movie import recognise_cast, search_for_cast
from adtool.recognition.recogniser import unit
from adtool.settings import CharacterSettings
from adtool.timeline import Clip, Gap
from adtool.work import Run, WorkFolder

CLIPS = [Clip(0, 2_000, Gap(0, 4_000)), Clip(2_000, 4_000, Gap(0, 4_000))]


class Everybody(Recogniser):
    """Sees one and the same face in every picture, except where it is black."""

    name, identity, threshold, frames, short_side = "everybody", "everybody 1", 0.5, 2, 24

    def faces(self, picture: np.ndarray) -> list[Face]:
        return [Face((0.0, 0.0, 1.0, 1.0), unit([1.0, 0.0]))] if picture.any() else []


@pytest.fixture
def run(make_film: Callable[..., Path], tmp_path: Path) -> Run:
    return Run(probe(make_film("film.mp4", 4)), WorkFolder(tmp_path / "work"), SILENT)


@pytest.fixture
def anna(tmp_path: Path) -> Character:
    Image.new("RGB", (20, 20), (9, 9, 9)).save(tmp_path / "anna.png")
    return Character("Anna", portraits=(tmp_path / "anna.png",))


@pytest.fixture(autouse=True)
def recognisers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(recognition.RECOGNISERS, "clip", lambda *_: Everybody())


def recognise(
    run: Run, cast: list[Character], name: str = "clip", clips: list[Clip] | None = None
) -> tuple[list[tuple[Appearance, ...]] | None, dict[str, object] | None]:
    search = search_for_cast(
        run,
        cast,
        CharacterSettings(recogniser=name),
        reader="pyav",
        drawn=False,
        encoder=None,
    )
    return recognise_cast(search, CLIPS if clips is None else clips)


def test_those_recognised_stand_with_each_clip_and_how_they_were_found(
    run: Run, anna: Character
) -> None:
    found, facts = recognise(run, [Character("Tom"), anna])
    assert [[replace(one, faces=()) for one in clip] for clip in found] == [
        [Appearance(anna, 1.0, 1.0)]
    ] * 2
    whole = (0.0, 0.0, 1.0, 1.0)
    assert found[0][0].faces == (FaceAt(0, whole), FaceAt(1000, whole))
    assert facts == {"recogniser": "everybody 1", "threshold": 0.5, "frames": 2}
    assert run.warnings == []


def test_without_clips_nobody_is_asked(run: Run, anna: Character) -> None:
    assert recognise(run, [anna], clips=[]) == (None, None)
    assert run.warnings == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("auto", []),
        ("none", []),
        ("clip", ["No character of the cast has a portrait: nobody can be recognised."]),
    ],
)
def test_a_cast_without_portraits_is_told_to_who_asked_for_a_recogniser(
    run: Run, name: str, told: list[str]
) -> None:
    assert recognise(run, [Character("Tom")], name) == (None, None)
    assert run.warnings == told


def test_nobody_is_recognised_where_that_was_asked_for(run: Run, anna: Character) -> None:
    assert recognise(run, [anna], "none") == (None, None)


def test_a_portrait_without_a_face_is_told_on_every_run(run: Run, anna: Character) -> None:
    Image.new("RGB", (20, 20)).save(anna.portraits[0])
    again = Run(run.info, run.work, SILENT)
    for one in (run, again):
        assert recognise(one, [anna]) == (None, None)
        assert one.warnings == [
            "anna.png, a portrait of Anna: everybody finds no face in it.",
            "Anna has no portrait that can be used, so no face.",
            "No portrait can be used: nobody can be recognised.",
        ]


def test_a_recogniser_that_cannot_be_loaded_says_so(
    run: Run, anna: Character, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*_: object) -> Recogniser:
        raise UnavailableError("There is no dlib.", "Install it.")

    monkeypatch.setitem(recognition.RECOGNISERS, "dlib", load)
    with pytest.raises(UnavailableError, match="There is no dlib"):
        recognise(run, [anna], "dlib")
