"""Plain text, as a screen reader reads it well: a paragraph a line, its time first.

0:01:02.500 to 0:01:05.000
A woman opens the door.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.reading import Reading
from adtool.scripts.tables.about import TITLE, about, read_told, told
from adtool.scripts.tables.grid import GridRow
from adtool.scripts.tables.headings import OURS
from adtool.scripts.tables.row import Row, rows_of
from adtool.scripts.text import decode, split_lines
from adtool.timeline import Script

SAID = "Dialogue"
_TIME = r"(?:\d{1,3}[:.])?\d{1,3}[:.]\d{2}(?:[.,:;]\d{1,3})?"
_FIRST = re.compile(
    rf"\s*[\[(]?\s*({_TIME})(?:\s*(?:-{{1,2}}>?|[‐-―→/]|to|until|bis)\s*({_TIME}))?\s*[\])]?"
    r"(?:\s*[.:–—-]?(?:\s+(.*)|$))",
    re.IGNORECASE,
)


def write(script: Script, layout: Layout) -> str:
    """Return ``script`` as plain text; clips without a line have no place in it."""
    head = [TITLE, *(f"{label}: {value}" for label, value in about(script, layout).items())]
    rows = [row for row in rows_of(script, layout) if row.number or row.dialogue]
    paragraphs = ["\n".join(head), *(_paragraph(row, layout) for row in rows)]
    return "\n\n".join(paragraphs) + "\n"


def _paragraph(row: Row, layout: Layout) -> str:
    start, end = layout.timecode.written(row.span)
    if row.dialogue:
        return f"{SAID}, {start}: {row.dialogue}"
    return f"{start} to {end}\n{row.text}".rstrip()


def read(content: bytes, path: Path, layout: Layout) -> Reading:
    """Read plain text whose paragraphs begin with times.

    Raises:
        ScriptError: if it is no text, or no paragraph begins with a time.
    """
    text, faults = decode(content, path)
    lines = split_lines(text)
    first = next((at for at, line in enumerate(lines) if _FIRST.fullmatch(line)), len(lines))
    if first == len(lines) and lines[0] != TITLE:
        raise ScriptError(path, "no paragraph begins with a time like 0:01:02.500")
    said = told(lines[:first])
    head = GridRow(0, [OURS[role] for role in ("line", "start", "end", "text")])
    rows = [
        GridRow(number, ["line" if start else "", start, end, "\n".join(words)])
        for number, start, end, words in _paragraphs(lines, first)
    ]
    reading = read_told([[head, *rows]], path, layout, said)
    return replace(reading, faults=(*faults, *reading.faults))


def _paragraphs(lines: list[str], first: int) -> list[tuple[int, str, str, list[str]]]:
    """Return each paragraph: its line from 1, its times, and its lines of text.

    Where text stands below its times, a line of it may look like times; so these are looked for
    below a blank line, and below a line that has its times before it.
    """
    found: list[tuple[int, str, str, list[str]]] = []
    above = True  # a blank line
    for number, line in enumerate(lines[first:], first + 1):
        match = _FIRST.fullmatch(line)
        if match and (above or found[-1][3][0]):
            found.append((number, match[1], match[2] or "", [match[3] or ""]))
        elif above and line.strip():
            found.append((number, "", "", [line]))
        else:
            found[-1][3].append(line)
        above = not line.strip()
    return [one for one in found if one[1] or not one[3][0].startswith(f"{SAID},")]
