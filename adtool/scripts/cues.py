"""What SubRip and WebVTT share: cues, each a line of times with text below it.

Real files miss blank lines, hours and numbers, and hold what was never in the format. So the times
lead: every line of times begins a cue, wherever it stands, and what lies between two of them is
sorted out. (pysubs2 and webvtt-py read such files too, but take a mistyped line of times for text
or drop it without a word, and tell no line numbers.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from adtool.scripts.reading import OUT_OF_ORDER, Fault

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(\s.*)?", re.ASCII)
_LIKE_TIMES = re.compile(
    r"\s*[\d:.,]*\d[:.,]\d\S*\s*-->\s*([\d:.,].*)?"  # 00:01,000 -->
    r"|\s*\S*-->\s*\d+[:.,]\d.*",  # 00:0x:01,000 --> 00:00:02,000
    re.ASCII,
)
_OTHER_ARROW = re.compile(
    r"\s*[\d:]*:\d\d[.,]\d+\s*(?:-{1,3}>?|[→–—]>?)\s*[\d:]*:\d\d[.,]\d+.*", re.ASCII
)
_LONGEST = 500
"""Characters in the longest line that could be times and cue settings."""

_ORPHAN = "text without times"
_BLOCKS = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as it stands in a file.

    Attributes:
        line: the line number of its times, from 1.
        start: when it begins, in ms.
        end: when it ends, in ms; not before ``start``.
        settings: what stands behind the times.
        text: the lines below the times, as they are.
    """

    line: int
    start: int
    end: int
    settings: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format's cues differ.

    Attributes:
        name: the format's name in faults.
        example: a line of times as it must be.
        times: what such a line matches.
        blocks: whether there are NOTE, STYLE and REGION blocks, and cues may have any name.
    """

    name: str
    example: str
    times: re.Pattern[str]
    blocks: bool


def looks_like_times(line: str) -> bool:
    """Say whether a reader would take ``line`` for the times of a cue, well-formed or not."""
    if "-->" not in line or len(line) > _LONGEST:
        return False
    return bool(_TIMES.fullmatch(line) or _LIKE_TIMES.fullmatch(line))


def _is_head(lines: list[str], index: int) -> bool:
    """Say whether a cue begins here: also at a mistyped arrow, if only a number stands above."""
    line = lines[index]
    if looks_like_times(line):
        return True
    if len(line) > _LONGEST or not _OTHER_ARROW.fullmatch(line):
        return False
    above = lines[max(0, index - 2) : index]
    if above and above[-1].strip().isdecimal():
        above.pop()
    return not above or not above[-1].strip()


def scan(lines: list[str], dialect: Dialect, first: int = 0) -> Iterator[Cue | Fault]:
    """Yield the cues and the faults of a file, in its order.

    Args:
        lines: the whole file.
        dialect: the format.
        first: how many lines at the top are header.
    """
    heads = [index for index in range(first, len(lines)) if _is_head(lines, index)]
    edges = [*heads, len(lines)]
    yield from _orphans(_paragraphs(_below(lines, first - 1, edges[0], dialect)), dialect)
    latest = 0
    for head, end in pairwise(edges):
        body = _below(lines, head, end, dialect)
        found = _times(head + 1, lines[head])
        if isinstance(found, Fault):
            yield found
        else:
            yield from _slips(head + 1, lines[head], found[0] < latest, dialect)
            latest = found[0]
            yield from _cue(Cue(head + 1, *found, ()), body, dialect)
        if end < len(lines) and body and body[-1][1].strip():
            yield Fault(end + 1, "no blank line stands above the cue")


Numbered = tuple[int, str]  # a line's number, from 1, and the line


def is_broken_cue(fault: Fault) -> bool:
    """Say whether a fault of ``scan`` is a cue that was lost, and not text that is in no cue."""
    return fault.lost and not fault.what.startswith(_ORPHAN)


def _below(lines: Sequence[str], head: int, end: int, dialect: Dialect) -> list[Numbered]:
    """Return the lines from below ``head`` to the next times, less the name that those have."""
    body = [(index + 1, lines[index]) for index in range(head + 1, end)]
    if end == len(lines) or not body or not body[-1][1].strip():
        return body
    alone = len(body) == 1 or not body[-2][1].strip()
    named = dialect.blocks and alone and (len(body) > 1 or head < 0)
    return body[:-1] if named or body[-1][1].strip().isdecimal() else body


def _slips(number: int, line: str, early: bool, dialect: Dialect) -> Iterator[Fault]:
    """Yield the faults of times that make sense all the same."""
    if not dialect.times.match(line):
        yield Fault(number, f"{dialect.name} writes times like {dialect.example}")
    if early:
        yield Fault(number, f"the cue {OUT_OF_ORDER}")


def _cue(cue: Cue, body: Sequence[Numbered], dialect: Dialect) -> Iterator[Cue | Fault]:
    """Yield a cue with its text, and the faults below it."""
    paragraphs = list(_paragraphs(body))
    own: list[str] = []
    if paragraphs and paragraphs[0][0][0] == cue.line + 1:
        own += [line for _, line in paragraphs.pop(0)]
    elif paragraphs and not _is_block(paragraphs[0], dialect):
        text = paragraphs.pop(0)
        yield Fault(text[0][0], "a blank line stands between the times and their text")
        own += [line for _, line in text]
    while paragraphs and not dialect.blocks:
        text = paragraphs.pop(0)
        yield Fault(text[0][0], "a blank line stands inside the text of a cue")
        own += [line for _, line in text]
    yield Cue(cue.line, cue.start, cue.end, cue.settings, tuple(own))
    yield from _orphans(paragraphs, dialect)


def _orphans(paragraphs: Iterable[list[Numbered]], dialect: Dialect) -> Iterator[Fault]:
    """Yield a fault for each paragraph that no cue and no comment owns."""
    for paragraph in paragraphs:
        if not _is_block(paragraph, dialect):
            number, line = paragraph[0]
            yield Fault(number, f"{_ORPHAN}: {shown(line)}", lost=True)


def _is_block(paragraph: Sequence[Numbered], dialect: Dialect) -> bool:
    words = paragraph[0][1].split(maxsplit=1)
    return dialect.blocks and words[0] in _BLOCKS and paragraph[0][1].startswith(words[0])


def _paragraphs(body: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    for blank, group in groupby(body, key=lambda line: not line[1].strip()):
        if not blank:
            yield list(group)


def _times(number: int, line: str) -> tuple[int, int, str] | Fault:
    match = _TIMES.fullmatch(line)
    if match is None:
        return Fault(number, f"these are no times: {shown(line)}", lost=True)
    *parts, settings = match.groups()
    start, end = _milliseconds(parts[:4]), _milliseconds(parts[4:])
    if start is None or end is None:
        return Fault(number, f"no minute or second is over 59: {shown(line)}", lost=True)
    if end < start:
        return Fault(number, f"the cue ends before it starts: {shown(line)}", lost=True)
    return start, end, (settings or "").strip()


def _milliseconds(parts: Sequence[str | None]) -> int | None:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    if minutes > 59 or seconds > 59:
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((parts[3] or "").ljust(3, "0"))


def shown(line: str) -> str:
    """Return a line for a message: quoted, and not too long."""
    line = " ".join(line.split())
    return repr(line if len(line) <= 60 else f"{line[:59]}…")
