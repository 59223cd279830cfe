"""The semicolon form of CSV: ``Position;Start;End;Text;Dialogue``.

``Dialogue`` shows the words that are spoken last before a line: the cue to come in at.
"""

from __future__ import annotations

from adtool.scripts.layout import Layout
from adtool.scripts.tables import csv
from adtool.scripts.tables.row import rows_of
from adtool.timeline import Script

HEAD = ("Position", "Start", "End", "Text", "Dialogue")


def write(script: Script, layout: Layout) -> str:
    """Return ``script`` in the semicolon form; clips without a line have no place in it."""
    rows = [HEAD]
    cue = ""
    for row in rows_of(script, layout):
        if row.number:
            start, end = layout.timecode.written(row.span)
            rows.append((str(row.number), start, end, row.text, cue))
        cue = row.dialogue or ("" if row.number else cue)
    return csv.BOM + csv.text_of(rows, ";")


read = csv.read
