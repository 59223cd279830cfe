"""A table of one's own, CSV or JSONL.

    movie,start,end,text,characters
    Sintel,0:01:12.5,0:01:15,Snow drives over the pass.,Sintel
    Sintel,84,86.2,She stumbles on.,Sintel;Scales

``movie`` is the video's file name, with or without its extension; times are seconds or
``h:mm:ss.mmm``. ``characters``, which may be left out, are names with semicolons between them, or
a JSON list.
"""

from __future__ import annotations

import json

from adtool.datasets.annotations.annotation import Annotation
from adtool.datasets.annotations.row import Row, RowError

COLUMNS = (("movie",), ("start",), ("end",), ("text",))


def annotation(row: Row) -> Annotation:
    """Make an annotation of a row."""
    return Annotation(
        row.name("movie"),
        *row.span("start", "end"),
        row.text("text"),
        _characters(row.cell("characters")),
        row=row.line,
    )


def _characters(cell: object) -> tuple[str, ...]:
    if isinstance(cell, str) and cell.startswith("["):
        try:
            cell = json.loads(cell)
        except (ValueError, RecursionError) as error:
            raise RowError("no names", "characters is no JSON list") from error
    names = cell.split(";") if isinstance(cell, str) else cell or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RowError("no names", "characters is no list of names")
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
