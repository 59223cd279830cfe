"""Which settings renew which stage of ``describe``: each holds just what it depends on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image

import adtool.gaps.survey
from adtool import recognition
from adtool.cast.character import Cast, Character
from adtool.media.video_cursor import VideoCursor
from adtool.model.distinctad import DistinctAD
from adtool.narration.distinctad import DistinctADNarrator
from adtool.pipeline import describe
from adtool.recognition.recogniser import Face, Recogniser, unit
from adtool.settings import Banned, CharacterSettings, GapSettings, ModelSettings, Settings
from adtool.timeline import Span

SETTINGS = Settings(
    gaps=GapSettings(longest_clip=4000),
    model=ModelSettings(beams=2, max_tokens=2, batch=4),
    characters=CharacterSettings(recogniser="clip", unrecognised="cast"),
)

SEEN = {"characters", "features", "candidates", "decoding"}
RENEWED: dict[str, tuple[object, set[str]]] = {
    "speech.detector": ("silero", {"speech"}),
    "speech.step": (0.5, {"speech"}),
    "speech.onset": (0.4, {"speech"}),
    "speech.offset": (0.1, {"speech"}),
    "speech.block": (60.0, {"speech"}),
    "speech.context": (2.0, {"speech"}),
    "speech.whisper_model": ("large", set()),  # pyannote does not ask for it
    "speech.subtitles_offset": ("-1:00:00", set()),  # there are no subtitles
    "speech.songs": ("gap", set()),  # only subtitles tell what is sung
    "speech.track": ("1", set()),  # the same track; another renews the speech
    "gaps.margin": (500, {"shots", *SEEN}),
    "gaps.minimum": (1900, set()),  # the same gaps, the same clips
    "gaps.longest_clip": (6000, {"shots", *SEEN}),
    "gaps.shortest_clip": (1000, set()),  # the shots here are 2 s long
    "model.model": ("another/name", set()),  # the weights count, not what they are called
    "model.frame_reader": ("decord", SEEN),
    "model.device": ("cpu", set()),
    "model.frames": (4, set()),  # the model's own count
    "model.window": (4, set()),
    "model.beams": (3, {"candidates"}),
    "model.max_tokens": (1, {"candidates"}),
    "model.repetition_penalty": (1.1, {"candidates"}),
    "model.no_repeat_ngram": (2, {"candidates"}),
    "model.batch": (1, set()),
    "model.windows": (3, set()),
    "model.names": (1, {"candidates"}),
    **{
        f"model.chat.{name}": (value, set())  # no concern of a DistinctAD
        for name, value in {
            "writer": "another/name",
            "served": "name",
            "candidates": 3,
            "short_side": 64,
            "context": 1,
            "lines": 1,
            "clips": 2,
            "looking": 0.0,
            "writing": 0.0,
            "top_p": 0.5,
            "notes": 9,
            "tries": 0,
            "seed": 1,
            "parallel": 1,
            "patience": 9.0,
            "elsewhere": True,
        }.items()
    },
    "characters.recogniser": ("dlib", {"portraits", "characters", "decoding"}),
    "characters.threshold": (1.0, {"candidates"}),  # other people in the prompts
    "characters.exemplars": (5, set()),  # the same people
    "characters.frames": (2, {"characters", "decoding"}),
    "characters.detector": ("cnn", set()),  # the recogniser here has none
    "characters.unrecognised": ("unknown", {"candidates"}),
    "characters.strict": (True, {"portraits"}),
    "naming.absence_weight": (0.3, set()),
    "fitting.rate": (140.0, set()),
    "fitting.pause": (0, set()),
    "fitting.name_cost": (0.0, set()),
    "fitting.extended": (True, set()),  # its dialogue is too short for a pause
    "fitting.pauses": (6.0, set()),
    "fitting.pronouns": (True, set()),
    **{
        f"choice.{name}": (value, set())
        for name, value in {
            "beams": 2,
            "listener": "none",
            "listening": 0.5,
            "neighbours": 4,
            "temperature": 0.2,
            "shortening_weight": 0.5,
            "omission_weight": 0.5,
            "repeat_tolerance": 0.1,
            "repetition_weight": 0.0,
            "repetition_ngram": 2,
            "repetition_lines": 4,
            "newness_weight": 0.5,
        }.items()
    },
    "wording.banned": ((Banned("the", "a"),), set()),
    "language": ("en-GB", set()),
}
"""For each setting another value, and the stages that it renews."""


class Colours(Recogniser):
    """Takes a picture's mean colour, seen from grey, for the face in it."""

    threshold, frames, short_side = 0.9, 4, 48

    def __init__(self, name: str) -> None:
        self.name, self.identity = name, f"{name} 1"

    def faces(self, picture: np.ndarray) -> list[Face]:
        return [Face((0.0, 0.0, 1.0, 1.0), unit(picture.mean(axis=(0, 1)) - 128))]


@dataclass(frozen=True)
class Described:
    """A film that was described once, and what was kept of that."""

    film: Path
    cast: Cast
    model: DistinctAD
    work: Path

    def again(self, settings: Settings) -> Counter[str]:
        """Describe it with other settings; count the entries that were made, by stage."""
        before = set(self.work.rglob("*-*"))
        narrator = DistinctADNarrator(self.model, settings.model)
        describe(self.film, settings, cast=self.cast, narrator=narrator, work=self.work)
        new = set(self.work.rglob("*-*")) - before
        return Counter(path.name.partition("-")[0] for path in new)


@pytest.fixture
def described(
    make_film: Callable[..., Path],
    model_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Described:
    for name in ("clip", "dlib"):
        monkeypatch.setitem(recognition.RECOGNISERS, name, lambda *_, name=name: Colours(name))
    monkeypatch.setattr("adtool.recognition.dlib.require", lambda: None)
    monkeypatch.setattr(adtool.gaps.survey, "hear", lambda *_, **__: (Span(4_000, 5_500),))
    portraits = tmp_path / "anna.png", tmp_path / "tom.png"
    scene = np.random.default_rng(3).integers(0, 256, (3, 4, 3), np.uint8)  # the one from 6 s on
    for path, pixels in zip(portraits, (scene, 255 - scene), strict=True):
        Image.fromarray(pixels.repeat(4, axis=0).repeat(4, axis=1)).save(path)
    anna, tom = (
        Character(path.stem.title(), portraits=(path,), pronoun="they") for path in portraits
    )
    film = make_film("film.mp4", 14, sound=True)
    model = DistinctAD.from_pretrained(model_folder)
    made = Described(film, Cast("", (tom, anna)), model, tmp_path / "work")
    first = made.again(SETTINGS)
    assert set(first) == {"speech", "shots", "portraits", *SEEN}
    return made


def leaves(settings: object, before: str = "") -> Iterator[str]:
    for field in fields(settings):  # type: ignore[arg-type]
        value = getattr(settings, field.name)
        if is_dataclass(value):
            yield from leaves(value, f"{before}{field.name}.")
        else:
            yield before + field.name


def changed(setting: str, value: object) -> Settings:
    def with_value(settings: Any, name: str) -> Any:
        own, _, inner = name.partition(".")
        return replace(
            settings, **{own: with_value(getattr(settings, own), inner) if inner else value}
        )

    return cast("Settings", with_value(SETTINGS, setting))


def test_the_table_has_every_setting() -> None:
    assert list(RENEWED) == list(leaves(SETTINGS))


@pytest.mark.slow
def test_each_setting_renews_the_stages_that_depend_on_it_and_no_other(
    described: Described,
) -> None:
    assert described.again(SETTINGS) == {}
    renewed = {
        setting: set(described.again(changed(setting, value)))
        for setting, (value, _) in RENEWED.items()
    }
    assert renewed == {setting: stages for setting, (_, stages) in RENEWED.items()}


def test_other_wordings_of_a_described_film_take_no_frame(
    described: Described, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    real = VideoCursor.at
    monkeypatch.setattr(VideoCursor, "at", lambda self, time: read.append(time) or real(self, time))
    made = described.again(changed("model.beams", 4))
    assert set(made) == {"candidates"}
    assert read == []
    described.again(changed("gaps.longest_clip", 6000))
    assert read  # other clips do
