"""``--subtitles-offset``: how far the subtitles' times are off, as it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

AUTO = "auto"
"""The offset is found where one is needed."""

_SECONDS = r"\d{0,6}[.,]\d{1,6}|\d{1,6}"
_TIME = re.compile(
    rf"(?P<sign>[+-]?) ?(?:(?:(?P<h>\d{{1,3}}):)?(?P<m>\d{{1,4}}):)?(?P<s>{_SECONDS})"
)
_UNITS = re.compile(
    rf"(?P<sign>[+-]?) ?(?=[\d.,])(?:(?P<h>{_SECONDS}) ?h(?:ours?|rs?)? ?)?"
    rf"(?:(?P<m>{_SECONDS}) ?m(?:in(?:ute)?s?)? ?)?(?:(?P<s>{_SECONDS}) ?s(?:ec(?:ond)?s?)? ?)?"
    r"(?:(?P<ms>\d{1,9}) ?ms)?",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?P<sign>[+-]?) ?(?P<h>\d\d?):(?P<m>\d\d):(?P<s>\d\d)[:;](?P<frames>\d\d)")
_MINUS = dict.fromkeys(map(ord, "−–‐‑"), "-")


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

    A time is added: -1:00:00, +2.5, -1h, -90s. A time code without a sign is where the programme
    begins in the subtitles, and is taken away: 10:00:00:00.

    Raises:
        ValueError: if it is neither.
    """
    plain = text.strip().translate(_MINUS)
    if plain.lower() == AUTO:
        return None
    forms = ((_CODE, -1), (_TIME, 1), (_UNITS, 1))
    for form, unsigned in forms:
        match = form.fullmatch(plain) if plain.isascii() else None
        if match and (form is _UNITS or _is_time(match)):
            sign = {"+": 1, "-": -1, "": unsigned}[match["sign"]]
            return _told(match.groupdict(), sign)
    raise ValueError(f"{text!r} is no time like -1:00:00, no time code like 10:00:00:00")


def _is_time(match: re.Match[str]) -> bool:
    """Say whether only its first part is over 59."""
    parts = [number for number in (match["h"], match["m"], match["s"]) if number]
    return all(_number(part) < 60 for part in parts[1:])


def _told(parts: dict[str, str | None], sign: int) -> Told:
    hours, minutes, seconds, thousandths, frames = (
        _number(parts.get(name)) for name in ("h", "m", "s", "ms", "frames")
    )
    whole = (hours * 60 + minutes) * 60 + seconds + thousandths / 1000
    return Told(sign * whole, int(sign * frames))


def _number(text: str | None) -> Fraction:
    return Fraction((text or "0").replace(",", "."))
