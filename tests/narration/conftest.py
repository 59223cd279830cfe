"""A narrator that keeps count, and clips for it to see."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from adtool.cast.character import Character
from adtool.media import probe
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Group, Offer, Seen, ShownClip, View
from adtool.narration.seeing import Viewing, Window
from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings
from adtool.timeline import Candidate, Clip, Gap
from adtool.work import WorkFolder

GAP = Gap(0, 10_000)
CLIPS = [Clip(start, start + 2000, GAP) for start in range(0, 10_000, 2000)]
ANNA, TOM = Character("Anna", "A. Actor"), Character("Tom")


class Scribe:
    """A narrator that keeps count of what it is shown and asked."""

    name, identity, drawn, encoder = "scribe", "scribe 1", False, None
    facts: dict[str, object] = {}  # noqa: RUF012

    def __init__(self, view: View, windows: int = 1) -> None:
        self.view = view
        self.settings = ModelSettings(windows=windows)
        self.sight: object = "eyes"
        self.wording: object = "words"
        self.seen = 0
        self.groups: list[Group] = []
        self.portrayed: list[list[tuple[int, ...]]] = []
        self.notes: list[str] = []
        self.clips: list[ShownClip] = []

    def see(self, clips: Iterable[ShownClip], progress: Progress) -> Seen:
        shown = list(clips)
        self.clips += shown
        rows = [[-1 if one is None else int(one.mean()) for one in clip.frames] for clip in shown]
        self.seen += len(rows)
        tensors = {"level": torch.tensor(rows), "share": torch.tensor(rows) / 3}
        return Seen(tensors, self.notes[: len(rows)])

    def from_features(self, features: Tensor) -> Seen:
        raise NotImplementedError

    def portray(self, pictures: Sequence[np.ndarray]) -> Tensor:
        self.portrayed.append([picture.shape for picture in pictures])
        return torch.tensor([float(len(pictures))])

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> float | None:
        return float(sum(int(there.sum()) for there in present))

    def narrate(self, group: Group, progress: Progress) -> list[Offer]:
        self.groups.append(group)
        return [
            Offer((Candidate(f"At {clip.start}.", -0.5), Candidate("Nothing.", -math.pi)))
            if there
            else Offer(reason="It is dark.", facts={"seen": "nothing"})
            for clip, there in zip(group.clips, group.present.any(dim=1).tolist(), strict=True)
        ]


@pytest.fixture
def viewing(make_film: Callable[..., Path], tmp_path: Path) -> Callable[..., Viewing]:
    info = probe(make_film("film.mp4", 9))

    def of(scribe: Scribe, work: str = "work") -> Viewing:
        return Viewing(info, scribe, WorkFolder(tmp_path / work), SILENT)

    return of


def narrations(*characters: Character) -> list[ClipNarration]:
    return [ClipNarration(clip, characters) for clip in CLIPS]


def windows(*lengths: int) -> list[Window]:
    """Windows of the clips, every frame seen."""
    found, start = [], 0
    for length in lengths:
        part, start = CLIPS[start : start + length], start + length
        level = torch.tensor([[clip.start] for clip in part])
        found.append(Window(part, Seen({"level": level}), torch.ones(length, 1, dtype=torch.bool)))
    return found
