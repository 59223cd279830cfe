"""How far clips are known before the movie is gone through, and what viewers still want."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from adtool.gaps.known_clips import Known, KnownEnds, View, known_clips
from adtool.media.clip_frames import Frames
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap
from adtool.work import WorkFolder

SHORT, LONG = Gap(0, 8_000), Gap(9_000, 30_000)
PAUSE = Clip(8_500, 9_000, Gap(8_500, 8_500))
CLIPS = tuple(Clip(at, at + 10, Gap(at, at + 10)) for at in range(0, 70, 10))


class Viewer:
    group, frames, short_side = 3, 8, 96

    def __init__(self, *known: Sequence[Clip]) -> None:
        self.known = known

    def has(self, clips: Sequence[Clip]) -> bool:
        return tuple(clips) in self.known

    def take(self, clips: Iterable[tuple[Clip, Frames]]) -> None:
        raise AssertionError("nothing goes by")


@pytest.mark.parametrize("kept", [True, False])
def test_ends_are_known_as_far_as_they_were_found(tmp_path: Path, kept: bool) -> None:
    ends = KnownEnds(WorkFolder(tmp_path if kept else None), GapSettings())
    items = [SHORT, PAUSE, LONG]
    first = (Clip(0, 8_000, SHORT), PAUSE)
    assert known_clips(items, ends) == Known(first, (LONG,), 9_000)
    ends.keep(LONG, 9_000, 15_000)
    begun = (*first, Clip(9_000, 15_000, LONG))
    assert known_clips(items, ends) == Known(begun, (LONG,), 15_000)
    assert known_clips([*items, PAUSE], ends).left == 15_000 + 500
    ends.keep(LONG, 15_000, 22_500)
    assert known_clips(items, ends) == Known(
        (*begun, Clip(15_000, 22_500, LONG), Clip(22_500, 30_000, LONG))
    )
    assert known_clips(items, ends).left == 0


def test_other_lengths_are_other_ends(tmp_path: Path) -> None:
    work = WorkFolder(tmp_path)
    KnownEnds(work, GapSettings()).keep(LONG, 9_000, 15_000)
    for settings in (GapSettings(longest_clip=9_000), GapSettings(shortest_clip=3_500)):
        assert KnownEnds(work, settings).find(LONG, 9_000) is None


@pytest.mark.parametrize("wrong", [9_000, 30_000, -1, "15000", [], None])
def test_an_end_that_can_be_none_is_found_anew(tmp_path: Path, wrong: object) -> None:
    ends = KnownEnds(WorkFolder(tmp_path), GapSettings())
    ends.keep(LONG, 9_000, wrong)  # type: ignore[arg-type]
    assert ends.find(LONG, 9_000) is None


def test_a_viewer_wants_the_groups_that_it_has_not() -> None:
    view = View.of(Viewer(CLIPS[:3]), Known(CLIPS))
    assert [view.wants(place) for place in range(7)] == [False] * 3 + [True] * 4
    assert view.first == 3
    view = View.of(Viewer(CLIPS[3:6], CLIPS[6:]), Known(CLIPS))
    assert [place for place in range(9) if view.wants(place)] == [0, 1, 2, 7, 8]


def test_a_group_that_is_not_whole_yet_is_wanted_from_its_first_clip_on() -> None:
    view = View.of(Viewer(CLIPS[:3], CLIPS[3:6], CLIPS[6:]), Known(CLIPS, (LONG,), 9_000))
    assert (view.first, view.wants(5), view.wants(6)) == (6, False, True)
    assert View.of(Viewer(CLIPS[:3], CLIPS[3:6], CLIPS[6:]), Known(CLIPS)).first == 7
