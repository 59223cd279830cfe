"""What SubRip and WebVTT share: cues, each a line of times with text below it.

Real files miss blank lines, hours and numbers, and hold what was never in the format. So the times
lead: every line of times begins a cue (``adtool.scripts.heads``), and what lies between two of
them is sorted out. (pysubs2 and webvtt-py read such files too, but take a mistyped line of times
for text or drop it without a word, and tell no line numbers.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from adtool.scripts.heads import find_heads, is_block, number_above, number_in
from adtool.scripts.order import Order, without_headers
from adtool.scripts.reading import Fault, shown
from adtool.scripts.time_lines import Times

_ORPHAN = "text without times"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as it stands in a file.

    Attributes:
        line: the line number of its times, from 1.
        start: when it begins, in ms; negative before the movie does.
        end: when it ends, in ms; not before ``start``.
        settings: where it is shown, as that stands behind the times.
        text: what else stands behind them, and the lines below, as they are.
    """

    line: int
    start: int
    end: int
    settings: str
    text: tuple[str, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Its start and end within the movie, in ms: none before 0."""
        return max(self.start, 0), max(self.end, 0)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format's cues differ.

    Attributes:
        name: the format's name in faults.
        example: a line of times as it must be.
        times: what such a line matches.
        blocks: whether there are NOTE, STYLE and REGION blocks, and cues may have any name.
        joins: whether text below a blank line belongs to the cue above; players of WebVTT leave it
            out.
    """

    name: str
    example: str
    times: re.Pattern[str]
    blocks: bool
    joins: bool


def scan(lines: list[str], dialect: Dialect, first: int = 0) -> Iterator[Cue | Fault]:
    """Yield the cues and the faults of a file, in its order.

    Args:
        lines: the whole file.
        dialect: the format.
        first: how many lines at the top are header.
    """
    lines, headers = without_headers(lines, first)
    for at in headers:
        if not lines[at]:
            yield Fault(at + 1, "the header of another file stands here")
    heads = find_heads(lines, first, blocks=dialect.blocks)
    edges = [*heads, len(lines)]
    yield from _orphans(_paragraphs(_below(lines, first - 1, edges[0], dialect)), dialect)
    order = Order(headers)
    for head, end in pairwise(edges):
        body = _below(lines, head, end, dialect)
        times = heads[head]
        if isinstance(times, str):
            yield _broken(times, head, lines)
        else:
            yield from _slips(head + 1, lines[head], times, dialect)
            yield from order.look(head, times, number_above(lines, head), lines[head])
            yield from _cue(_begun(head + 1, times), body, dialect)
        if end < len(lines) and body and body[-1][1].strip():
            yield Fault(end + 1, "no blank line stands above the cue")


def _begun(number: int, times: Times) -> Cue:
    text = (times.text,) if times.text else ()
    return Cue(number, times.start, times.end, times.settings, text)


def _broken(what: str, head: int, lines: Sequence[str]) -> Fault:
    told = lines[head] if lines[head].strip() else lines[head - 1]
    return Fault(head + 1, f"{what}: {shown(told)}", lost=True)


Numbered = tuple[int, str]  # a line's number, from 1, and the line


def is_broken_cue(fault: Fault) -> bool:
    """Say whether a fault of ``scan`` is a cue that was lost, and not text that is in no cue."""
    return fault.lost and not fault.what.startswith(_ORPHAN)


def _below(lines: Sequence[str], head: int, end: int, dialect: Dialect) -> list[Numbered]:
    """Return the lines from below ``head`` to the next times, less the name that those have."""
    body = [(index + 1, lines[index]) for index in range(head + 1, end)]
    if end == len(lines) or not body:
        return body
    if not body[-1][1].strip():
        return _without_number(body, first=head < 0)
    alone = len(body) == 1 or not body[-2][1].strip()
    named = dialect.blocks and alone and (len(body) > 1 or head < 0)
    return body[:-1] if named or number_in(body[-1][1]) is not None else body


def _without_number(body: list[Numbered], *, first: bool) -> list[Numbered]:
    """Leave out the number of the next cue where a blank line stands below it, as above."""
    *above, (at, last) = [line for line in body if line[1].strip()] or [(0, "")]
    alone = bool(above) and above[-1][0] < at - 1
    named = number_in(last) is not None and (alone or (first and not above))
    return [line for line in body if line[0] < at] if named else body


def _slips(number: int, line: str, times: Times, dialect: Dialect) -> Iterator[Fault]:
    """Yield the faults of times that make sense all the same."""
    if not dialect.times.match(line):
        yield Fault(number, f"{dialect.name} writes times like {dialect.example}")
    if times.text:
        yield Fault(number, f"text stands behind the times: {shown(times.text)}")


def _cue(cue: Cue, body: Sequence[Numbered], dialect: Dialect) -> Iterator[Cue | Fault]:
    """Yield a cue with its text, and the faults below it."""
    paragraphs = list(_paragraphs(body))
    own = list(cue.text)
    if paragraphs and paragraphs[0][0][0] == cue.line + 1:
        own += [line for _, line in paragraphs.pop(0)]
    elif paragraphs and not own and not _is_block(paragraphs[0], dialect):
        text = paragraphs.pop(0)
        yield Fault(text[0][0], "a blank line stands between the times and their text")
        own += [line for _, line in text]
    while paragraphs and dialect.joins:
        text = paragraphs.pop(0)
        if _is_block(text, dialect):
            continue
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
    return dialect.blocks and is_block(paragraph[0][1])


def _paragraphs(body: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    for blank, group in groupby(body, key=lambda line: not line[1].strip()):
        if not blank:
            yield list(group)
