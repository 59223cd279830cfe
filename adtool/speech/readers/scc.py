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
from adtool.scripts.reading import shown
from adtool.scripts.text import decode, split_lines
from adtool.speech.readers.film import HOUR, Cues, Film, Found, cues_of

if TYPE_CHECKING:
    from ttconv.model import ContentElement

HEADER = "Scenarist_SCC"
_LINE = re.compile(
    r"\s*(\d\d)[:;.,](\d\d)[:;.,](\d\d)([:;.,])(\d\d)\s+((?:[0-9a-f]{4}\s*)+)", re.IGNORECASE
)
_SLOW = 1001 * HOUR // 1000
"""An hour of time code that counts 30 frames a second (``:``), of which 29.97 are shown."""


def read(content: bytes, path: Path, film: Film) -> Cues:
    """Read the content of an SCC file: its first caption channel.

    Raises:
        ScriptError: naming the line, if one is not a time code with words of four digits; if it is
            no text, or shows nothing.
    """
    text, _ = decode(content, path)
    lines = list(_lines(split_lines(text), path))
    return cues_of(path, _found(lines, path), hour=_SLOW if _counts_frames(lines) else HOUR)


_Numbered = tuple[int, str]


def _lines(lines: list[str], path: Path) -> Iterator[_Numbered]:
    """Yield the lines with captions as ttconv knows them, each with its number."""
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(HEADER):
            continue
        match = _LINE.fullmatch(line)
        if match is None or int(match[2]) > 59 or int(match[3]) > 59 or int(match[5]) > 29:
            raise ScriptError(path, f"line {number}: this is no line of captions: {shown(line)}")
        mark = ":" if match[4] == ":" else ";"
        code = f"{match[1]}:{match[2]}:{match[3]}{mark}{match[5]}"
        yield number, f"{code}\t{' '.join(match[6].split())}"


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
