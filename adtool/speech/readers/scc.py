"""Scenarist closed captions (.scc): the bytes of CEA-608 captions, by time code.

What those bytes show on the screen is ttconv's to say. It passes over a line that it cannot read
without a word, so each is looked at here first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import ScriptError
from adtool.scripts.order import STARTS_AGAIN
from adtool.scripts.reading import shown
from adtool.scripts.text import decode, split_lines
from adtool.speech.readers.film import HOUR, Cues, Film, Found, cues_of

if TYPE_CHECKING:
    from ttconv.model import ContentElement

HEADER = "Scenarist_SCC"
_LINE = re.compile(
    r"\s*(\d\d)[:;.,](\d\d)[:;.,](\d\d)([:;.,])(\d\d)\s+((?:[0-9a-f]{4}\s*)+)", re.I | re.A
)
_SECOND = 0x08
"""The bit in a command's first byte that is set for the second channel."""
_EMPTY = "8080"
_SLOW = 1001 * HOUR // 1000
"""An hour of time code that counts 30 frames a second (``:``), of which 29.97 are shown."""


def read(content: bytes, path: Path, film: Film) -> Cues:
    """Read the content of an SCC file: both caption channels, for either may hold the dialogue.

    Raises:
        ScriptError: naming the line, if one is not a time code with words of four digits; if it is
            no text, or shows nothing.
    """
    text, _ = decode(content, path)
    lines = list(_lines(split_lines(text), path))
    found = [one for channel in _channels(lines) for one in _found(channel, path)]
    return cues_of(path, found, hour=_SLOW if _counts_frames(lines) else HOUR)


_Numbered = tuple[int, str]


def _lines(lines: list[str], path: Path) -> Iterator[_Numbered]:
    """Yield the lines with captions as ttconv knows them, each with its number."""
    passed = joined = ""
    for number, line in enumerate(lines, 1):
        if line.startswith(HEADER):
            joined = passed
        if not line.strip() or line.startswith(HEADER):
            continue
        match = _LINE.fullmatch(line)
        if match is None or int(match[2]) > 59 or int(match[3]) > 59 or int(match[5]) > 29:
            raise ScriptError(path, f"line {number}: this is no line of captions: {shown(line)}")
        mark = ":" if match[4] == ":" else ";"
        code = f"{match[1]}:{match[2]}:{match[3]}{mark}{match[5]}"
        if code < joined:
            raise ScriptError(path, f"line {number}: {STARTS_AGAIN}: {shown(line)}")
        passed = max(passed, code)
        yield number, f"{code}\t{' '.join(match[6].split())}"


def _channels(lines: list[_Numbered]) -> Iterator[list[_Numbered]]:
    """Yield the lines of each caption channel, the second as if it were the first.

    A command's bit tells the channel, and text goes to that of the last command. A word of the
    other channel becomes an empty one, for each takes a frame.
    """
    for wanted in (0, _SECOND):
        channel, used, kept = 0, False, []
        for number, line in lines:
            code, _, words = line.partition("\t")
            own = []
            for word in words.split():
                first = int(word[:2], 16) & 0x7F
                if command := 0x10 <= first < 0x20:
                    channel = first & _SECOND
                used = used or (command and channel == wanted)
                mine = f"{first & ~_SECOND:02x}{word[2:]}" if command else word
                own.append(mine if channel == wanted else _EMPTY)
            kept.append((number, f"{code}\t{' '.join(own)}"))
        if used:
            yield kept


def _counts_frames(lines: list[_Numbered]) -> bool:
    return bool(lines) and lines[0][1][8] == ":"


def _found(lines: list[_Numbered], path: Path) -> Iterator[Found]:
    from ttconv.model import P
    from ttconv.scc.line import SccLine
    from ttconv.scc.reader import to_model

    try:
        document = to_model("\n".join(line for _, line in lines))
        codes = [SccLine.from_str(line) for _, line in lines]
    except Exception as error:  # whatever captions against the standard bring about
        raise ScriptError(path, f"cannot be read as CEA-608 captions ({error})") from error
    starts = [code.time_code.to_temporal_offset() for code in codes if code]
    for element in (document.get_body() or P()).dfs_iterator():
        if isinstance(element, P) and element.get_begin() is not None:
            begin, end = element.get_begin(), element.get_end()
            place = max(0, bisect_right(starts, begin) - 1)
            until = None if end is None else round(end * 1000)
            yield Found(lines[place][0], round(begin * 1000), until, _text(element))


def _text(element: ContentElement) -> str:
    from ttconv.model import Br, Text

    pieces = (
        "\n" if isinstance(part, Br) else part.get_text()
        for part in element.dfs_iterator()
        if isinstance(part, Br | Text)
    )
    return "".join(pieces)
