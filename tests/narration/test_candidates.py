"""What a narrator sees of a movie and offers for it, window by window."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from adtool.cast.character import Character
from adtool.media import probe
from adtool.narration import candidates
from adtool.narration.candidates import Viewing, Window
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Group, Seen, View
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

    def see(self, clips: Iterable[Sequence[np.ndarray | None]]) -> Seen:
        rows = [[-1 if one is None else int(one.mean()) for one in clip] for clip in clips]
        self.seen += len(rows)
        return {"level": torch.tensor(rows), "share": torch.tensor(rows) / 3}

    def from_features(self, features: Tensor) -> Seen:
        raise NotImplementedError

    def portray(self, pictures: Sequence[np.ndarray]) -> Tensor:
        self.portrayed.append([picture.shape for picture in pictures])
        return torch.tensor([float(len(pictures))])

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> float | None:
        return float(sum(int(there.sum()) for there in present))

    def narrate(self, group: Group, progress: Progress) -> list[list[Candidate]]:
        self.groups.append(group)
        return [
            [Candidate(f"At {clip.start}.", -0.5), Candidate("Nothing.", -math.pi)] if there else []
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
        found.append(Window(part, {"level": level}, torch.ones(length, 1, dtype=torch.bool)))
    return found


def test_each_window_is_seen_once_and_kept_with_which_frames_there_are(
    viewing: Callable[..., Viewing],
) -> None:
    scribe = Scribe(View(2, 24, 2, 9))
    seen = candidates.see(viewing(scribe), CLIPS)
    assert [len(window) for window in seen] == [2, 2, 1]
    assert [clip for window in seen for clip in window.clips] == CLIPS
    assert seen[2].present.tolist() == [[True, False]]  # the film ends at 9 s
    assert seen[2].seen["level"][0, 1] == -1
    assert seen[0].seen.keys() == {"level", "share"}
    assert seen[0].seen["level"].dtype == torch.int64
    assert seen[0].seen["share"].dtype == torch.float16  # features are no finer
    assert scribe.seen == 5
    again = candidates.see(viewing(scribe), CLIPS)
    assert scribe.seen == 5
    assert torch.equal(again[1].seen["level"], seen[1].seen["level"])
    scribe.sight = "other eyes"
    candidates.see(viewing(scribe), CLIPS)
    assert scribe.seen == 10


def test_unlikeness_is_asked_of_all_windows(viewing: Callable[..., Viewing]) -> None:
    assert candidates.unlikeness(viewing(Scribe(View(1, 24, 2, 9))), windows(2, 2, 1)) == 5


def test_every_clip_gets_what_was_offered_for_it(viewing: Callable[..., Viewing]) -> None:
    scribe = Scribe(View(1, 24, 2, 1))
    found = candidates.narrate(viewing(scribe), narrations(ANNA, TOM), windows(2, 2, 1), {})
    assert [one.candidates[0].text for one in found] == [f"At {clip.start}." for clip in CLIPS]
    assert found[0].candidates[1].score == -math.pi
    assert [one.clip for one in found] == CLIPS
    assert all(one.readable for one in found)
    assert [len(group.clips) for group in scribe.groups] == [2, 2, 1]
    assert scribe.groups[0].characters == [[ANNA], [ANNA]]  # one at the most, the likeliest
    assert scribe.groups[1].seen["level"].tolist() == [[4000], [6000]]
    assert all(group.before == [] for group in scribe.groups)


def test_a_clip_without_a_frame_is_not_readable(viewing: Callable[..., Viewing]) -> None:
    (first, *rest) = windows(2, 2, 1)
    blind = replace(first, present=torch.tensor([[True], [False]]))
    scribe = Scribe(View(1, 24, 2, 1))
    found = candidates.narrate(viewing(scribe), narrations(), [blind, *rest], {})
    assert [one.readable for one in found] == [True, False, True, True, True]
    assert found[1].candidates == ()


def test_a_narrator_that_leaves_out_a_clip_is_found_out(viewing: Callable[..., Viewing]) -> None:
    class Lazy(Scribe):
        def narrate(self, group: Group, progress: Progress) -> list[list[Candidate]]:
            return super().narrate(group, progress)[:-1]

    with pytest.raises(ValueError, match="shorter"):
        candidates.narrate(viewing(Lazy(View(1, 24, 2, 1))), narrations(), windows(2, 2, 1), {})


def test_several_windows_at_once_offer_the_same_and_are_kept_one_by_one(
    viewing: Callable[..., Viewing],
) -> None:
    one, two = Scribe(View(1, 24, 2, 1)), Scribe(View(1, 24, 2, 1), windows=2)
    alone = candidates.narrate(viewing(one, "a"), narrations(), windows(2, 2, 1), {})
    together = candidates.narrate(viewing(two, "b"), narrations(), windows(2, 2, 1), {})
    assert together == alone
    assert [len(group.clips) for group in two.groups] == [4, 1]
    assert two.groups[0].seen["level"].flatten().tolist() == [0, 2000, 4000, 6000]
    candidates.narrate(viewing(two, "a"), narrations(), windows(2, 2, 1), {})
    assert len(two.groups) == 2  # what was kept one by one serves


def test_who_reads_its_lines_gets_the_latest_and_goes_window_by_window(
    viewing: Callable[..., Viewing],
) -> None:
    scribe = Scribe(View(1, 24, 2, 1, lines=3), windows=4)
    candidates.narrate(viewing(scribe), narrations(), windows(2, 2, 1), {})
    assert [group.before for group in scribe.groups] == [
        [],
        ["At 0.", "At 2000."],
        ["At 2000.", "At 4000.", "At 6000."],
    ]


def test_only_what_wordings_depend_on_makes_them_anew(viewing: Callable[..., Viewing]) -> None:
    scribe, view = Scribe(View(1, 24, 5, 9)), viewing
    faces = {"Anna": torch.tensor([1.0]), "Tom": torch.tensor([2.0])}

    def asked(people: Sequence[Character], portraits: dict[str, Tensor]) -> int:
        before = len(scribe.groups)
        candidates.narrate(view(scribe), narrations(*people), windows(5), portraits)
        return len(scribe.groups) - before

    assert asked([ANNA], faces) == 1
    assert asked([ANNA], faces) == 0
    assert asked([ANNA], {**faces, "Tom": torch.tensor([9.0])}) == 0  # who is not named
    assert asked([ANNA], {**faces, "Anna": torch.tensor([9.0])}) == 1
    assert asked([ANNA], {}) == 1
    assert asked([replace(ANNA, actor="B. Actor")], faces) == 1
    assert asked([replace(ANNA, pronoun="she")], faces) == 0
    assert asked([ANNA, TOM], faces) == 1
    assert asked([TOM, ANNA], faces) == 1
    scribe.wording = "other words"
    assert asked([ANNA], faces) == 1
    scribe.sight = "other eyes"
    assert asked([ANNA], faces) == 1


def test_portraits_are_shown_to_a_narrator_that_looks_at_them(
    viewing: Callable[..., Viewing], tmp_path: Path
) -> None:
    good, bad = tmp_path / "anna.png", tmp_path / "broken.png"
    Image.new("RGB", (20, 30)).save(good)
    bad.write_bytes(b"no picture")
    cast = [replace(ANNA, portraits=(good, bad, good)), replace(TOM, portraits=(bad,))]
    scribe = Scribe(View(1, 24, 5, 9, portraits=True))
    assert candidates.portray(viewing(scribe), cast) == {"Anna": torch.tensor([2.0])}
    assert scribe.portrayed == [[(30, 20, 3), (30, 20, 3)]]
    blind = Scribe(View(1, 24, 5, 9))
    assert candidates.portray(viewing(blind), cast) == {}
    assert blind.portrayed == []
