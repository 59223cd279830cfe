"""Time in TTML: every way to write one, and what elements in elements make of it (TTML2, §12)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

_CLOCK = re.compile(
    r"(\d{2,6}):(\d\d):(\d\d)(?:\.(\d{1,12})|:(\d{1,4})(?:\.(\d{1,4}))?)?", re.ASCII
)
_OFFSET = re.compile(r"(\d{1,15}(?:\.\d{1,12})?)(h|m|s|ms|f|t)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Clock:
    """How a document counts time.

    Attributes:
        frame_rate: frames a second, with its multiplier.
        nominal_rate: whole frames that a second of time code counts.
        sub_frames: parts of a frame.
        tick_rate: ticks a second.
        drop: whether time codes leave out numbers, as NTSC's do ("dropNTSC").
        codes: whether ``hh:mm:ss:ff`` counts frames from zero (``smpte``) and not media time.
    """

    frame_rate: Fraction = Fraction(30)
    nominal_rate: int = 30
    sub_frames: int = 1
    tick_rate: Fraction = Fraction(1)
    drop: bool = False
    codes: bool = False

    @classmethod
    def of(cls, attributes: Mapping[str, str]) -> Clock:
        """Return the clock that the parameters on a ``tt`` element set.

        Raises:
            ValueError: naming the parameter that makes no sense.
        """
        given = {key.rpartition("}")[2]: value.strip() for key, value in attributes.items()}
        nominal = _whole(given, "frameRate", 30)
        sub_frames = _whole(given, "subFrameRate", 1)
        rate = nominal * _multiplier(given.get("frameRateMultiplier", "1 1"))
        ticks = rate * sub_frames if "frameRate" in given else Fraction(1)
        return cls(
            frame_rate=rate,
            nominal_rate=nominal,
            sub_frames=sub_frames,
            tick_rate=Fraction(_whole(given, "tickRate", 0)) or ticks,
            drop=given.get("dropMode") == "dropNTSC",
            codes=given.get("timeBase") == "smpte",
        )

    def seconds(self, time: str) -> Fraction:
        """Return a time expression in seconds.

        Raises:
            ValueError: if it is none.
        """
        if match := _OFFSET.fullmatch(time.strip()):
            return Fraction(match[1]) * self._unit(match[2])
        match = _CLOCK.fullmatch(time.strip())
        if match is None or int(match[2]) > 59 or int(match[3]) > 59:
            raise ValueError(f"this is no time: {time.strip()[:60]!r}")
        whole = (int(match[1]) * 60 + int(match[2])) * 60 + int(match[3])
        if match[5] is None:
            return whole + Fraction(f"0.{match[4] or 0}")
        frames = int(match[5]) + Fraction(int(match[6] or 0), self.sub_frames)
        if frames >= self.nominal_rate:
            raise ValueError(f"a second has {self.nominal_rate} frames: {time.strip()[:60]!r}")
        return self._with_frames(whole, frames)

    def _with_frames(self, whole: int, frames: Fraction) -> Fraction:
        if not self.codes:
            return whole + frames / self.frame_rate
        minutes = whole // 60
        dropped = 2 * (minutes - minutes // 10) if self.drop else 0
        return (whole * self.nominal_rate + frames - dropped) / self.frame_rate

    def _unit(self, metric: str) -> Fraction:
        units = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}
        return units[metric] if metric in units else 1 / self._rate(metric)

    def _rate(self, metric: str) -> Fraction:
        return self.frame_rate if metric == "f" else self.tick_rate


@dataclass(frozen=True, slots=True)
class Interval:
    """When an element is active, in seconds from the document's start.

    Attributes:
        begin: the first moment.
        end: the end, or None where nothing ends it.
    """

    begin: Fraction
    end: Fraction | None

    def within(self, attributes: Mapping[str, str], clock: Clock, after: Fraction) -> Interval:
        """Return when an element in this one is active.

        Args:
            attributes: those of the element: ``begin``, ``end`` and ``dur`` count.
            clock: how its times are written.
            after: where its own time zero lies: this ``begin``, or in a sequence the end of the
                element before.

        Raises:
            ValueError: if a time is none, or the element would end before it begins.
        """
        times = {
            name: clock.seconds(attributes[name])
            for name in ("begin", "end", "dur")
            if name in attributes
        }
        begin = after + times.get("begin", 0)
        ends = [] if self.end is None else [self.end]
        if self.end is not None and begin > self.end:
            raise ValueError("it begins after the element that it stands in has ended")
        if "end" in times:
            ends.append(after + times["end"])
            if ends[-1] < begin:
                raise ValueError("it ends before it begins")
        if "dur" in times:
            ends.append(begin + times["dur"])
        return Interval(begin, min(ends) if ends else None)


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or (name in given and int(text) == 0):
        raise ValueError(f"{name} is no whole number above 0: {text[:60]!r}")
    return int(text)


def _multiplier(text: str) -> Fraction:
    match = re.fullmatch(r"(\d{1,9})[\s:]+(\d{1,9})", text, re.ASCII)
    if match is None or int(match[1]) * int(match[2]) == 0:
        raise ValueError(f"frameRateMultiplier is no pair of numbers: {text[:60]!r}")
    return Fraction(int(match[1]), int(match[2]))
