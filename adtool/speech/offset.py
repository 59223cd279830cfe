"""``--subtitles-offset``: how far the subtitles' times are off, as it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

AUTO = "auto"
"""The offset is found where one is needed."""

_TOLD = re.compile(
    r"([+-]?)(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6}(?:[.,]\d{1,3})?)|"
    r"([+-]?)(\d\d?):(\d\d):(\d\d)[:;](\d\d)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Told:
    """An offset that was told.

    Attributes:
        seconds: what is added to the subtitles' times.
        frames: frames more.
    """

    seconds: Fraction
    frames: int = 0

    def milliseconds(self, hour: int, frame_rate: Fraction) -> int:
        """Return it on a clock whose hour takes ``hour`` ms."""
        frames = self.frames / (frame_rate or Fraction(25))
        return round((self.seconds + frames) * hour / 3600)


def parse_offset(text: str) -> Told | None:
    """Return an offset that is told; None for ``auto``.

    A time is added: -1:00:00, +2.5. A time code without a sign is where the programme begins in the
    subtitles, and is taken away: 10:00:00:00.

    Raises:
        ValueError: if it is neither.
    """
    match = _TOLD.fullmatch(text.strip())
    if text.strip().lower() == AUTO:
        return None
    if match is None:
        raise ValueError(f"{text!r} is no time like -1:00:00, no time code like 10:00:00:00")
    if match[9]:
        sign = 1 if match[5] == "+" else -1
        seconds = (int(match[6]) * 60 + int(match[7])) * 60 + int(match[8])
        return Told(Fraction(sign * seconds), sign * int(match[9]))
    sign = -1 if match[1] == "-" else 1
    minutes = int(match[2] or 0) * 60 + int(match[3] or 0)
    return Told(sign * (minutes * 60 + Fraction(match[4].replace(",", "."))))
