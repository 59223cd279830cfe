"""A time as people type it into a table: ``1:02``, ``01:02:03;12``, ``62,5 s``, ``1 min 2 s``."""

from __future__ import annotations

import re

from adtool.scripts.loose_time import LooseTime, thousandths
from adtool.scripts.timecode import Timecode

_FRAMES = re.compile(r"\d{1,2}[:.]\d{2}[:.]\d{2}[:;]\d{2,3}|\d{1,2}:\d{2}:\d{2}\.\d{2}", re.ASCII)
_UNITS = re.compile(
    r"(?:(\d{1,4})\s*(?:h|hrs?|hours?|std)\.?)?\s*"
    r"(?:(\d{1,5})\s*(?:m|min|mins|minutes?|')\.?)?\s*"
    r"(?:(\d{1,7})(?:[.,](\d{1,6}))?\s*(?:s|secs?|seconds?|sek|\"|'')\.?)?",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(r"\d[\d ]*[:.,][\d:., ]*", re.ASCII)
_NUMBER = re.compile(r"(\d{1,7})(?:[.,](\d{1,9}))?", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:-{1,2}>?|[‐-―→/|\n]|\b(?:to|until|bis)\b)\s*|\s+", re.IGNORECASE)
_MARKS = str.maketrans({"’": "'", "‘": "'", "′": "'", "”": '"', "“": '"', "″": '"', "：": ":"})


def typed_time(text: str, timecode: Timecode, *, end: bool = False) -> int:
    """Return the time in the movie, in ms, that somebody has typed.

    Timecode counts from the movie's start timecode, and so do times like ``1:02:03.5`` where the
    table is not in frames; other ways to write a time count from the movie's start.

    Args:
        text: the time.
        timecode: how the table's times are written.
        end: round part of a millisecond up, as in ``Timecode.read``.

    Raises:
        ValueError: if it is none, as a clause that says why.
    """
    typed = " ".join(text.translate(_MARKS).split())
    if _FRAMES.fullmatch(typed) and (timecode.rate is not None or "." not in typed[-3:]):
        if timecode.rate is None:
            raise ValueError(f"{typed!r} counts frames; say their rate, as in --timecode 25")
        return timecode.read(_padded(typed), end=end)
    loose = LooseTime.read(typed) if _CLOCK.fullmatch(typed) else None
    if loose and ":" in typed:
        if not loose.possible:
            raise ValueError(f"{typed!r} is no time: a minute has 60 seconds, an hour 60 minutes")
        time = loose.signed("")
        return time - timecode.start if timecode.rate is None and time >= timecode.start else time
    if (seconds := _in_units(typed)) is not None:
        return seconds
    if loose and loose.possible:
        return loose.signed("")
    raise ValueError(f"{text[:40]!r} is no time like 0:01:02.500")


def typed_times(text: str) -> tuple[str, str]:
    """Return the two times that stand in one cell; the second is empty where there is only one."""
    first, _, second = _BETWEEN.sub("\n", text.strip(), count=1).partition("\n")
    return first, second


def _padded(typed: str) -> str:
    hours, rest = re.split(r"[:.]", typed, maxsplit=1)
    return f"{hours:0>2}:{rest[:5].replace('.', ':')}{rest[5:]}"


def _in_units(typed: str) -> int | None:
    """Return the time of ``1 min 2 s``, or of a number of seconds."""
    if match := _NUMBER.fullmatch(typed):
        return _milliseconds(0, 0, int(match[1]), match[2])
    match = _UNITS.fullmatch(typed)
    if not match or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    return _milliseconds(hours, minutes, seconds, match[4])


def _milliseconds(hours: int, minutes: int, seconds: int, fraction: str | None) -> int:
    whole = (hours * 60 + minutes) * 60 + seconds
    return whole * 1000 + thousandths(fraction or "")
