"""The door: whatever sees clips and offers wordings can narrate a film, and be evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

import adtool.gaps.survey
from adtool.cast.character import Cast, Character
from adtool.errors import UnavailableError
from adtool.evaluation.predict import Footage, frame_size, predict
from adtool.narration.narrator import Group, Narrator, Offer, Seen, ShownClip, View
from adtool.pipeline import describe
from adtool.progress import SILENT, Progress
from adtool.settings import CharacterSettings, GapSettings, ModelSettings, Settings
from adtool.timeline import Candidate, Span
from adtool.work import WorkFolder


@dataclass
class Painter:
    """A narrator without any model: it says how bright clips are, and who may be in them."""

    lines: int = 0
    name: str = "painter"
    identity: str = "painter 1"
    settings: ModelSettings = field(default_factory=ModelSettings)
    facts: dict[str, object] = field(default_factory=lambda: {"kind": "painter"})
    drawn: bool = False
    encoder: None = None
    sight: object = "brightness"
    wording: object = "plain"
    shown: list[tuple[int, ...]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    @property
    def view(self) -> View:
        return View(3, 24, 2, 1, portraits=True, lines=self.lines)

    def see(self, clips: Iterable[ShownClip], progress: Progress) -> Seen:
        rows = []
        for clip in clips:
            self.shown += [picture.shape for picture in clip.frames if picture is not None]
            rows.append([0.0 if one is None else float(one.mean()) for one in clip.frames])
        return Seen({"brightness": torch.tensor(rows)})

    def from_features(self, features: Tensor) -> Seen:
        raise UnavailableError("It has no features.", "Show it frames.")

    def portray(self, pictures: Sequence[np.ndarray]) -> Tensor:
        return torch.tensor([float(len(pictures))])

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> float | None:
        return None

    def narrate(self, group: Group, progress: Progress) -> list[Offer]:
        self.groups.append(group)
        found = []
        for clip, row, who in zip(
            group.clips, group.seen.tensors["brightness"], group.characters, strict=True
        ):
            subject = who[0].name if who else "Someone"
            said = f"{subject} sees {round(float(row.mean()))} after {clip.start} steps."
            found.append(Offer((Candidate(said, -0.5),)))
        return found


NARRATOR: Narrator = Painter()
"""What mypy holds to the protocol."""

SETTINGS = Settings(
    gaps=GapSettings(longest_clip=4000), characters=CharacterSettings(recogniser="none")
)


def test_a_narrator_looks_at_portraits_and_reads_its_lines_only_if_it_says_so() -> None:
    plain = View(3, 24, 2, 1)
    assert plain == View(3, 24, 2, 1, portraits=False, lines=0, faces=False, shots=False)
    assert (plain.context, plain.words) == (0, True)


@pytest.fixture(autouse=True)
def silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adtool.gaps.survey, "hear", lambda *_, **__: (Span(0, 2_000),))


def test_a_narrator_that_is_no_distinctad_describes_a_film(
    make_film: Callable[..., Path], tmp_path: Path
) -> None:
    painter, cast = Painter(), Cast("", (Character("Anna"), Character("Tom")))
    film = make_film("film.mp4", 14, sound=True)
    work = tmp_path / "work"
    script = describe(film, SETTINGS, cast=cast, narrator=painter, work=work)
    assert script.lines
    assert all(line.text.startswith("Anna sees ") for line in script.lines)
    assert script.metadata["model"] == {"name": "painter", "kind": "painter"}
    assert script.metadata["names"] == ["Anna"]  # it is told of one at the most
    assert set(painter.shown) == {(24, 32, 3)}  # as small as it wants them
    assert [len(group.clips) for group in painter.groups] == [2, 1]  # its windows
    assert all(group.present.all() and group.present.shape[1] == 3 for group in painter.groups)
    described = len(painter.groups)
    assert describe(film, SETTINGS, cast=cast, narrator=painter, work=work) == script
    assert len(painter.groups) == described


def test_a_narrator_is_told_its_wordings_before_a_window_if_it_asks(
    make_film: Callable[..., Path],
) -> None:
    painter = Painter(lines=1)
    describe(make_film("film.mp4", 14, sound=True), SETTINGS, narrator=painter)
    first, second = painter.groups
    assert list(first.before) == []
    (said,) = second.before
    assert said.endswith(f" after {first.clips[-1].start} steps.")


def test_a_narrator_that_sees_by_no_clip_is_evaluated_on_frames_and_refuses_features(
    colour_films: list, tmp_path: Path
) -> None:
    painter, film = Painter(), colour_films[0]
    found = predict([film], painter, Footage(), "cast", WorkFolder(tmp_path))
    assert [one.start for one in found] == [clip.start for clip in film.annotations]
    assert all(one.text.startswith("Ann sees ") for one in found)
    assert [len(group.clips) for group in painter.groups] == [2, 2, 2]
    assert painter.groups[0].portraits == {"Ann": torch.tensor([2.0]), "Bob": torch.tensor([1.0])}
    assert frame_size(painter) == 24
    with pytest.raises(UnavailableError, match="painter sees frames, and no features"):
        predict([film], painter, Footage(features=tmp_path), "cast", WorkFolder(None), SILENT)
