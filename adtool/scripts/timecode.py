"""Timecode: how a time of the movie is written in frames, or in milliseconds (SMPTE ST 12-1).

A line's start is rounded up to a frame and its end down, so that a line which touches no speech
touches none when it is written.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction

from adtool.scripts.loose_time import LooseTime
from adtool.scripts.retiming import frame_rate
from adtool.timeline import Span, clock

_DAY = 24
_WRITTEN = re.compile(r"(\d\d):([0-5]\d):([0-5]\d)([:;.])(\d{2,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Timecode:
    """A way to write times.

    Attributes:
        rate: frames a second; None writes hours, minutes, seconds and milliseconds.
        drop: whether labels are dropped so that they keep up with the clock (ST 12-1, 8.2).
        start: what is shown at the movie's first frame: a count of frames, or of milliseconds.
            Where labels are dropped, those are not counted.
    """

    rate: Fraction | None = None
    drop: bool = False
    start: int = 0

    @property
    def labels(self) -> int:
        """The labels in a second that is shown: 30 at 29.97 frames a second."""
        return math.ceil(self.rate or 1000)

    @property
    def name(self) -> str:
        """What ``timecode_named`` calls it: ``25``, ``29.97df``, ``ms``."""
        if self.rate is None:
            return "ms"
        number = f"{float(self.rate):.3f}".rstrip("0").rstrip(".")
        return number + ("df" if self.drop else "ndf") * _droppable(self.rate)

    @property
    def first(self) -> str:
        """The label of the movie's first frame; where there are no frames, its time."""
        return clock(self.start) if self.rate is None else self.label(0)

    @property
    def shift(self) -> int:
        """What is shown at the movie's first frame as a time, in ms."""
        return self.start if self.rate is None else round(self.start * 1000 / self.rate)

    def written(self, span: Span) -> tuple[str, str]:
        """Return the start and the end of a span, the end at least a frame after the start."""
        if self.rate is None:
            return clock(span.start + self.start), clock(span.end + self.start)
        first, last = self.frames(span)
        return self.label(first), self.label(last)

    def frames(self, span: Span) -> tuple[int, int]:
        """Return the first frame of a span, and the first behind it; without frames, in ms."""
        if self.rate is None:
            return span.start, span.end
        first = math.ceil(span.start * self.rate / 1000)
        last = math.floor(span.end * self.rate / 1000)
        if last <= first:  # no whole frame lies inside: the frame in which it begins
            first = math.floor(span.start * self.rate / 1000)
            last = first + 1
        return first, last

    def length(self, span: Span) -> str:
        """Return the time between the two that ``written`` gives for a span."""
        if self.rate is None:
            return clock(span.duration)
        first, last = self.frames(span)
        return self.from_zero.label(last - first)

    @property
    def from_zero(self) -> Timecode:
        """The same timecode of a movie that begins at 00:00:00:00."""
        return replace(self, start=0)

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

    def read(self, text: str, *, end: bool = False) -> int:
        """Return the time in ms that a label stands for.

        A start is rounded down to whole milliseconds and an end up: what ``written`` has moved
        inwards by part of a frame stays inside, and is written by the same labels again.

        A label before that of the movie's first frame belongs to the next day.

        Raises:
            ValueError: if it is no label of this rate, as a clause that says why.
        """
        if self.rate is None:
            raise ValueError(f"{text[:40]!r} cannot be read without a frame rate")
        frame = self.count(text) - self.start
        time = (frame % self._frames_a_day) * 1000 / self.rate
        return math.ceil(time) if end else math.floor(time)

    def count(self, text: str) -> int:
        """Return how many frames after 00:00:00:00 a label stands; errors are those of ``read``."""
        match = _WRITTEN.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text[:40]!r} is no timecode (10:00:00:00)")
        hours, minutes, seconds, frames = (int(match[group]) for group in (1, 2, 3, 5))
        if hours >= _DAY:
            raise ValueError(f"hour {hours} of {match[0]}: a day has 24")
        if frames >= self.labels:
            raise ValueError(f"frame {frames} at {self.labels} fps: they count from 0")
        if match[4] == ";" and not self.drop:
            raise ValueError(f"{match[0]} is drop-frame, and the timecode is not")
        minute = 60 * hours + minutes
        label = (60 * minute + seconds) * self.labels + frames
        if not self.drop:
            return label
        if minute % 10 and not seconds and frames < self._skipped:
            raise ValueError(f"{match[0]} does not exist: drop-frame leaves it out")
        return label - self._skipped * (minute - minute // 10)

    @property
    def _skipped(self) -> int:
        return self.labels // 15  # labels in most minutes: two at 30, four at 60

    @property
    def _frames_a_day(self) -> int:
        left_out = 54 * self._skipped * _DAY if self.drop else 0
        return 3600 * _DAY * self.labels - left_out

    def _dropped(self, count: int) -> int:
        """Return how many labels are skipped before the label of that many frames."""
        skipped = self._skipped
        minute = 60 * self.labels - skipped
        tens, rest = divmod(count, 10 * minute + skipped)
        return skipped * (9 * tens + max(0, rest - skipped) // minute)


MILLISECONDS = Timecode()
"""Hours, minutes, seconds and milliseconds from the movie's start."""


def timecode_named(name: str, start: str | None = None) -> Timecode:
    """Return the timecode called ``25``, ``23.976``, ``29.97df``, ``59.94ndf`` or ``ms``.

    Args:
        name: a frame rate; ``df`` behind it drops labels, ``ndf`` says that none are dropped.
        start: the label of the movie's first frame; by default, and for ``0``, 00:00:00:00.
            Without frames it is a time, as ``10:00:00``.

    Raises:
        ValueError: if there is no such rate, if labels are to be dropped where they never are, if
            29.97 or 59.94 does not say whether they are, or if ``start`` is no label.
    """
    if start == "0":
        start = None
    if name == "ms":
        return Timecode(start=_whole_seconds(start)) if start else MILLISECONDS
    number, way = re.fullmatch(r"(.*?)(n?df)?", name.strip().lower(), re.DOTALL).groups()  # type: ignore[union-attr]  # matches any text
    rate = frame_rate(number)
    if way == "df" and not _droppable(rate):
        raise ValueError(f"{number} frames a second have no drop-frame timecode; 29.97df has")
    if _droppable(rate) and not way:
        raise ValueError(f"{number} is {number}df or {number}ndf; say which")
    timecode = Timecode(rate, drop=way == "df")
    return replace(timecode, start=timecode.count(start)) if start else timecode


def _droppable(rate: Fraction) -> bool:
    """Say whether a rate has drop-frame timecode: 29.97, and what is a multiple of it."""
    return rate.denominator == 1001 and math.ceil(rate) % 30 == 0


def _whole_seconds(start: str) -> int:
    """Return a start in ms: a time, or a label that stands at a whole second at any rate."""
    typed = re.sub(r"(?<=:\d\d:\d\d)[:;]00$", "", start.strip())
    time = LooseTime.read(typed) if _CLOCK.fullmatch(typed) else None
    if time is None or not time.possible:
        raise ValueError(f"{start[:40]!r} needs a frame rate, as in --timecode 25")
    return time.signed("")


def own_timecode(rate: Fraction, start: str = "") -> Timecode | None:
    """Return a movie's own timecode; None where its frame rate has none (12, 119.88, variable).

    At 29.97 and 59.94 labels are dropped, as broadcasters of these do, unless the movie's start
    says otherwise: it has a semicolon where they are, and a colon where not.

    Args:
        rate: average frames a second; 0 where the movie does not say.
        start: the label of its first frame; empty for 00:00:00:00.
    """
    known = (Fraction(given) * (Fraction(1000, 1001) if ntsc else 1) for given, ntsc in _RATES)
    nearest = min(known, key=lambda one: abs(one - rate))
    if abs(nearest - rate) > nearest / 2000:
        return None
    timecode = Timecode(nearest, drop=_droppable(nearest) and (not start or ";" in start))
    try:
        return replace(timecode, start=timecode.count(start)) if start else timecode
    except ValueError:
        return timecode


_CLOCK = re.compile(r"\d{1,2}(:\d{2}){1,2}([.,]\d{1,3})?", re.ASCII)
_RATES = tuple(
    (rate, ntsc)
    for rate, forms in ((24, 2), (25, 1), (30, 2), (48, 2), (50, 1), (60, 2))
    for ntsc in (False, True)[:forms]
)
"""Frame rates that have timecode (ST 12-1, ST 12-3); each also by 1000/1001."""
