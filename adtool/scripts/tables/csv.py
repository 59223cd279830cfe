"""CSV (RFC 4180): our columns, and those of others.

The file begins with UTF-8's mark, without which spreadsheets take it for another encoding.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.reading import Reading
from adtool.scripts.safe_cell import as_typed, safe
from adtool.scripts.tables.grid import GridRow, read_grids
from adtool.scripts.tables.headings import DIALOGUE, OURS, is_heading, roles
from adtool.scripts.tables.row import cells, rows_of
from adtool.scripts.text import decode
from adtool.timeline import Script

BOM = "\ufeff"
_DELIMITERS = ",;\t|"
_TOP = 20  # lines in which the delimiter is looked for
_LARGEST_CELL = 2**20


def write(script: Script, layout: Layout) -> str:
    """Return ``script`` as CSV with our columns."""
    shown = [role for role in _SHOWN if role != DIALOGUE or layout.dialogue]
    head = [OURS[role] for role in shown]
    rows = (cells(row, layout) for row in rows_of(script, layout))
    return BOM + text_of([head, *([row[role] for role in shown] for row in rows)])


_SHOWN = [role for role in OURS if role not in ("seconds", "rate", "left")]


def text_of(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Return rows as the text of a CSV file, each cell safe in a spreadsheet."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return table.getvalue()


def read(content: bytes, path: Path, layout: Layout) -> Reading:
    """Read a CSV file of a describer, with commas, semicolons, tabs or bars between the cells.

    Raises:
        ScriptError: if it is no text, no CSV, or has no columns of times and text.
    """
    text, faults = decode(content, path)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    grid: list[GridRow] = []
    try:
        before = 0
        for cells in rows:
            grid.append(GridRow(before + 1, [as_typed(cell) for cell in cells]))
            before = rows.line_num
    except csv.Error as error:
        raise ScriptError(path, f"line {rows.line_num}: is no CSV ({error})") from error
    reading = read_grids([grid], path, layout)
    return replace(reading, faults=(*faults, *reading.faults))


def _delimiter(text: str) -> str:
    """Return what stands between the cells of the head."""
    for line in text[:20_000].splitlines()[:_TOP]:
        for mark in _DELIMITERS:
            if is_heading(roles(re.split(re.escape(mark), line.replace('"', "")))):
                return mark
    return ","
