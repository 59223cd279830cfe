"""Reaper's regions: the CSV file that its Region/Marker Manager exports and imports.

Times are those of the project's ruler: minutes and seconds, or timecode.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.markers.marker import in_order, one_line, read_markers
from adtool.scripts.reading import Reading
from adtool.scripts.safe_cell import as_typed, safe
from adtool.scripts.text import decode, split_lines
from adtool.scripts.typed_time import typed_time
from adtool.timeline import Script

_HEAD = ("#", "Name", "Start", "End", "Length", "Color")
_NEEDED = _HEAD[1:4]


def write(script: Script, layout: Layout) -> str:
    """Return ``script`` as Reaper's regions, each line's text as the name of one."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(_HEAD)
    timecode = layout.timecode
    for number, line in enumerate(in_order(script), 1):
        start, end = timecode.written(line.span)
        length = timecode.length(line.span)
        rows.writerow((f"R{number}", safe(one_line(line.text)), start, end, length, ""))
    return table.getvalue()


def read(content: bytes, path: Path, layout: Layout) -> Reading:
    """Read the content of a file of regions; a marker, which has no end, has no length.

    Raises:
        ScriptError: if it is no text, or has no such columns.
    """
    text, faults = decode(content, path)
    rows = csv.reader(split_lines(text))
    try:
        found = [(rows.line_num, row) for row in rows if any(row)]
    except csv.Error as error:
        raise ScriptError(path, f"line {rows.line_num}: {error}") from error
    head = found.pop(0)[1] if found else []
    if missing := [name for name in _NEEDED if name not in head]:
        raise ScriptError(path, f"line 1: has no column {missing[0]!r}, as Reaper's regions do")
    name, start, end = (head.index(column) for column in _NEEDED)

    def region(fields: list[str]) -> tuple[int, int, str]:
        if len(fields) <= max(name, start, end):
            raise ValueError("has too few columns")
        begin = typed_time(fields[start], layout.timecode)
        if not fields[end].strip():
            return begin, begin, as_typed(fields[name])
        return begin, typed_time(fields[end], layout.timecode, end=True), as_typed(fields[name])

    return read_markers(found, region, faults)
