"""YouTube's SBV (.sbv), and SubViewer (.sub), which it comes from.

A cue is ``0:00:01.500,0:00:03.000``, its text below, and a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.ascii_line import ascii_line
from adtool.scripts.buried_times import TIMES_IN_TEXT, holds_times
from adtool.scripts.reading import shown
from adtool.scripts.text import decode, split_lines
from adtool.speech.readers.film import Cues, Film, Found, cues_of

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:\.(\d{1,3}))?"
_TIMES = re.compile(rf"(?=(?:.*:){{4}}|.*\..*\.)\s*{_TIME}\s*,\s*{_TIME}\s*")
_LIKE_TIMES = re.compile(
    r"(?=\S*:\S*:|\S*\s*,\s*\S*:\S*:)\s*\S*\d\S*\s*,\s*\S*\d\S*\s*"
    r"|\s*\d+:\d+:\d+[\d:.,]*\s*"
)
_LONGEST = 100
"""Characters in the longest line that could be times."""
_HEADER = re.compile(r"\s*\[[^\]]*\].*")


def read(content: bytes, path: Path, film: Film) -> Cues:
    """Read the content of an SBV file.

    Raises:
        ScriptError: naming the line, if a cue's times make no sense, or text stands before the
            first of them; if it is no text, or no cue is in it.
    """
    text, _ = decode(content, path)
    return cues_of(path, _found(split_lines(text), path))


def _found(lines: list[str], path: Path) -> Iterator[Found]:
    times: tuple[int, int, int] | None = None
    own: list[str] = []
    for number, line in enumerate(lines, 1):
        if _looks_like_times(line):
            if times:
                yield Found(*times, "\n".join(own))
            times, own = (number, *_times(path, number, line)), []
        elif times and holds_times(line):
            raise ScriptError(path, f"line {number}: {TIMES_IN_TEXT}: {shown(line)}")
        elif times:
            own += line.replace("[br]", "\n").splitlines()
        elif line.strip() and not _HEADER.fullmatch(line):
            raise ScriptError(path, f"line {number}: text without times: {shown(line)}")
    if times:
        yield Found(*times, "\n".join(own))


def _looks_like_times(line: str) -> bool:
    plain = _plain(line)
    short = len(plain) <= _LONGEST
    return short and bool(_TIMES.fullmatch(plain) or _LIKE_TIMES.fullmatch(plain))


def _plain(line: str) -> str:
    return ascii_line(line.replace(";", ","), _LONGEST + 1)[0]


def _times(path: Path, number: int, line: str) -> tuple[int, int]:
    match = _TIMES.fullmatch(_plain(line))
    parts = match.groups() if match else ()
    numbers = [int(part or 0) for part in parts]
    if match is None or max(numbers[1:3] + numbers[5:7]) > 59:
        raise ScriptError(path, f"line {number}: these are no times: {shown(line)}")
    return _milliseconds(parts[:4]), _milliseconds(parts[4:])


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((parts[3] or "").ljust(3, "0"))
