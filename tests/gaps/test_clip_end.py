"""Where a clip ends: the same as of all cuts, and nothing that it may show is let go of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adtool.gaps import clip_end
from adtool.gaps.clip_end import LEAD, ClipEnd
from adtool.gaps.clips import cut_clips
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap

LENGTHS = GapSettings()
PICTURE = np.zeros((2, 2, 3), np.uint8)


class Told:
    """Stands in for the detector: it finds the cuts that the test has made, two frames late."""

    cuts_at: tuple[int, ...] = ()

    def __init__(self) -> None:
        self.seen: list[int] = []

    def cuts(self, time: int, image: object) -> list[int]:
        self.seen.append(time)
        return [cut for cut in self.cuts_at if cut in self.seen[-3:-2]]


@pytest.fixture(autouse=True)
def detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clip_end, "CutDetector", Told)
    Told.cuts_at = ()


@settings(max_examples=60, deadline=None)
@given(
    length=st.integers(8_001, 30_000),
    step=st.integers(100, 300),
    cuts=st.lists(st.integers(0, 100), max_size=20),
    counts=st.lists(st.integers(1, 16), min_size=1, max_size=2),
)
def test_no_frame_is_let_go_of_that_the_clip_shows_in_the_end(
    length: int, step: int, cuts: list[int], counts: list[int]
) -> None:
    Told.cuts_at = tuple(sorted({step * cut for cut in cuts}))
    gap, search = Gap(0, length), ClipEnd(0, length, LENGTHS)
    dropped: list[tuple[int, int]] = []  # stretches of which nothing is wanted any more
    earliest: list[int] = []
    for time in range(0, length, step):
        if search.is_settled:
            break
        search.see(time, PICTURE)
        at, end = 0, search.earliest
        for first, last in search.wants(counts):
            dropped.append((at, min(first, end)))
            at = max(at, last + 1)
        dropped.append((at, end))
        earliest.append(end)
    (clip, *_) = cut_clips([gap], Told.cuts_at, LENGTHS)
    assert clip == Clip(0, search.bound, gap)
    shown = {time for count in counts for time in clip.frame_times(count)}
    assert not [(time, lost) for lost in dropped for time in shown if lost[0] <= time < lost[1]]
    assert max(earliest, default=0) <= search.bound


def test_an_end_is_settled_two_frames_after_it_may_be_no_later() -> None:
    search = ClipEnd(0, 20_000, LENGTHS)
    for time in range(0, 8_040, 40):
        search.see(time, PICTURE)
        assert not search.is_settled
    search.see(8_040, PICTURE)
    assert not search.is_settled
    search.see(8_080, PICTURE)
    assert search.is_settled
    assert search.bound == 6_666


def test_only_frames_near_a_possible_end_are_looked_at() -> None:
    search = ClipEnd(1_000, 20_000, LENGTHS)
    assert not search.looks_at(1_000 + 3_000 - LEAD - 1)
    assert search.looks_at(1_000 + 3_000 - LEAD)
    Told.cuts_at = (4_200,)
    for time, picture in ((1_200, PICTURE), (4_200, PICTURE), (4_240, None), (4_280, PICTURE)):
        search.see(time, picture)
    assert search.bound == 1_000 + 19_000 // 3  # the cut is not known yet
    search.see(4_320, PICTURE)
    assert search.bound == 4_200
