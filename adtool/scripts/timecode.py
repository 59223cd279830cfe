"""Timecode: how a time of the movie is written in frames, or in milliseconds (SMPTE ST 12-1).

A line's start is rounded up to a frame and its end down, so that a line which touches no speech
touches none when it is written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from adtool.timeline import Span, clock

_DAY = 24


@dataclass(frozen=True, slots=True)
class Timecode:
    """A way to write times.

    Attributes:
        rate: frames a second; None writes hours, minutes, seconds and milliseconds.
        drop: whether labels are dropped so that they keep up with the clock (ST 12-1, 8.2).
        start: what is shown at the movie's first frame: a count of labels, or of milliseconds.
    """

    rate: Fraction | None = None
    drop: bool = False
    start: int = 0

    @property
    def labels(self) -> int:
        """The labels in a second that is shown: 30 at 29.97 frames a second."""
        return math.ceil(self.rate or 1000)

    def written(self, span: Span) -> tuple[str, str]:
        """Return the start and the end of a span, the end at least a frame after the start."""
        if self.rate is None:
            return clock(span.start + self.start), clock(span.end + self.start)
        first = math.ceil(span.start * self.rate / 1000)
        last = max(first + 1, math.floor(span.end * self.rate / 1000))
        return self.label(first), self.label(last)

    def label(self, frame: int) -> str:
        """Return the label of the movie's frame of that number, from 0 on."""
        count = frame + self.start
        if self.drop:
            count += self._dropped(count)
        seconds, frames = divmod(count, self.labels)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        mark = ";" if self.drop else ":"
        return f"{hours % _DAY:02}:{minutes:02}:{seconds:02}{mark}{frames:02}"

    def _dropped(self, count: int) -> int:
        """Return how many labels are skipped before the label of that many frames."""
        skipped = self.labels // 15  # two at 30, four at 60
        minute = 60 * self.labels - skipped
        tens, rest = divmod(count, 10 * minute + skipped)
        return skipped * (9 * tens + max(0, rest - skipped) // minute)


MILLISECONDS = Timecode()
"""Hours, minutes, seconds and milliseconds from the movie's start."""
