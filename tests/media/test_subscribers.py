"""Clips that are handed on: who gets which, in which groups, and what a fault does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from threading import Event, Timer

import av
import numpy as np
import pytest

from adtool.media.clip_frames import Frames
from adtool.media.held_frames import HeldFrame
from adtool.media.subscribers import AHEAD, Deliveries, PassingClip, Subscriber
from adtool.timeline import Clip, Gap

SQUARE = Fraction(1)


def passing(place: int) -> PassingClip:
    start = place * 1000
    clip = Clip(start, start + 1000, Gap(0, 9000))
    frame = av.VideoFrame.from_ndarray(np.full((8, 8, 3), place, np.uint8), "rgb24")
    return PassingClip(place, clip, {start: HeldFrame(frame, 0), start + 500: None})


class Viewer:
    """Notes what each group shows; may fail, or wait to be told to go on."""

    def __init__(self, group: int, *, fails_at: int = -1, waits: Event | None = None) -> None:
        self.group, self.frames, self.short_side = group, 2, 8
        self.groups: list[list[tuple[int, int | None, bool]]] = []
        self.fails_at, self.waits = fails_at, waits

    def has(self, clips: Sequence[Clip]) -> bool:
        return False

    def take(self, clips: Iterable[tuple[Clip, Frames]]) -> None:
        if self.waits:
            self.waits.wait()
        seen = []
        for clip, frames in clips:
            if clip.start == self.fails_at:
                raise RuntimeError("no memory")
            first, second = frames.read(clip.frame_times(2))
            seen.append(
                (clip.start, None if first is None else int(first[0, 0, 0]), second is None)
            )
        self.groups.append(seen)


def hand_over(
    wanted: Mapping[Subscriber, Callable[[int], bool]],
    count: int,
    then: BaseException | None = None,
) -> None:
    """Let some clips go by, and break off if there is an error to do so with."""
    with Deliveries(wanted, SQUARE).open() as hand_on:
        for place in range(count):
            hand_on(passing(place))
        if then is not None:
            raise then


def test_each_gets_the_clips_that_it_wants_in_its_own_groups() -> None:
    three, two = Viewer(3), Viewer(2)
    wanted = {three: lambda place: place >= 3, two: lambda place: True}
    hand_over(wanted, 5)
    assert three.groups == [[(3000, 3, True), (4000, 4, True)]]
    assert two.groups == [
        [(0, 0, True), (1000, 1, True)],
        [(2000, 2, True), (3000, 3, True)],
        [(4000, 4, True)],
    ]


def test_the_fault_of_one_ends_all_and_no_group_is_left_half() -> None:
    failing, other = Viewer(2, fails_at=4000), Viewer(100)
    wanted = {failing: lambda place: True, other: lambda place: True}
    with pytest.raises(RuntimeError, match="no memory"):
        hand_over(wanted, 50)
    assert failing.groups == [
        [(0, 0, True), (1000, 1, True)],
        [(2000, 2, True), (3000, 3, True)],
    ]
    assert other.groups == []


def test_where_the_clips_break_off_the_group_that_was_begun_is_dropped() -> None:
    viewer = Viewer(2)
    with pytest.raises(KeyboardInterrupt):
        hand_over({viewer: lambda place: True}, 3, KeyboardInterrupt())
    assert viewer.groups in ([], [[(0, 0, True), (1000, 1, True)]])


def test_no_more_than_a_few_clips_wait_for_a_slow_viewer() -> None:
    go_on = Event()
    viewer, handed = Viewer(1, waits=go_on), list[int]()
    Timer(0.5, go_on.set).start()
    with Deliveries({viewer: lambda place: True}, SQUARE).open() as hand_on:
        for place in range(1 + AHEAD + 3):
            hand_on(passing(place))
            if not go_on.is_set():
                handed.append(place)
    assert len(handed) <= 1 + AHEAD  # one is viewed, the others wait
    assert len(viewer.groups) == 1 + AHEAD + 3
