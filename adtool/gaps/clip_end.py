"""Where a clip ends, found while the frames of its gap go by."""

from __future__ import annotations

from collections.abc import Sequence

from adtool.gaps.clips import next_bound, reach
from adtool.gaps.shots import CutDetector
from adtool.media.image import Image
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap

LEAD = 1000
"""Milliseconds before a clip may end from which on cuts are looked for: the detector compares
frames with those around them, and finds no cut in the first ``SHORTEST_SHOT``."""


class ClipEnd:
    """Finds where a clip ends that begins in a gap longer than the longest clip.

    It depends on nothing but the frames from the clip's beginning on.

    Args:
        start: where the clip begins, in ms.
        end: where the gap ends.
        settings: the bounds of its length.
    """

    def __init__(self, start: int, end: int, settings: GapSettings) -> None:
        self._start, self._end, self._settings = start, end, settings
        self._first, self._last = reach(start, end, settings)
        self._detector = CutDetector()
        self._cuts: list[int] = []
        self._times = [start, start]

    def looks_at(self, time: int) -> bool:
        """Say whether it wants to see a frame that appears at a time."""
        return time >= self._first - LEAD

    def see(self, time: int, image: Image | None) -> None:
        """Look at the next frame, in ``SHORT_SIDE``; None where it is missing, or not looked at."""
        if image is not None and self.looks_at(time):
            self._times = [self._times[1], time]
            self._cuts += self._detector.cuts(time, image)

    @property
    def is_settled(self) -> bool:
        """Whether no later frame can move the end: a cut is known two frames after it."""
        return self._times[0] > self._last

    @property
    def bound(self) -> int:
        """Where the clip ends as far as is known."""
        return next_bound(self._start, self._end, self._cuts, self._settings)

    @property
    def earliest(self) -> int:
        """The earliest time at which it may end in the end."""
        return min(self.bound, self._unknown[0])

    def wants(self, counts: Sequence[int]) -> list[tuple[int, int]]:
        """Return when the uniform frames may be that a clip is shown with, in order.

        Args:
            counts: how many of them, for each viewer.

        Returns:
            First and last times in ms, both included, up to ``earliest``.
        """
        low, high = self._unknown
        ends = [(self.bound, self.bound), *([(low, high)] if low <= high else [])]
        return sorted(
            {
                times
                for count in counts
                for first, last in ends
                for times in zip(
                    self._times_to(first, count), self._times_to(last, count), strict=True
                )
            }
        )

    def _times_to(self, end: int, count: int) -> tuple[int, ...]:
        return Clip(self._start, end, Gap(self._start, end)).frame_times(count)

    @property
    def _unknown(self) -> tuple[int, int]:
        """The first and the last time at which a cut may still be found that ends the clip."""
        return max(self._first, self._times[0]), self._last
