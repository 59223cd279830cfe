"""How long films should be: the metadata that Appendix E compares with.

A CSV or TSV with a column ``movie`` and a column ``duration``, in seconds, ``h:mm:ss`` or
``1h 42m 26s``. ``movie`` may be called ``imdbid``, or both be there. Rows of IMDb's own
``title.basics.tsv`` do as well, whose columns are called ``tconst`` and ``runtimeMinutes``.
"""

from __future__ import annotations

import re
from pathlib import Path

from adtool.datasets.annotations.row import Row, RowError
from adtool.datasets.annotations.rows import csv_rows
from adtool.faults import Fault, Faults

NAMES = ("movie", "imdbid", "imdb", "tconst")
LENGTHS = ("duration", "movie_duration", "runtimeminutes")

_WORDS = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?", re.IGNORECASE)


def read_lengths(path: Path, faults: Faults) -> dict[str, int]:
    """Read lengths in ms by a film's name; rows that cannot be read are reported.

    Raises:
        AnnotationError: if the file cannot be read, or lacks a column.
    """
    found = {}
    for row in csv_rows(path, (NAMES, LENGTHS), faults):
        length = _length(path, row, faults)
        for name in NAMES:
            if length and row.has(name):
                found[row.text(name)] = length
    return found


def _length(path: Path, row: Row, faults: Faults) -> int | None:
    text = row.text(*LENGTHS)
    if text in ("", r"\N"):  # IMDb's sign for what it does not know
        return None
    words = _WORDS.fullmatch(text)
    if words and any(words.groups()):
        hours, minutes, seconds = (int(part or 0) for part in words.groups())
        return ((hours * 60 + minutes) * 60 + seconds) * 1000
    try:
        length = row.time(*LENGTHS)
    except RowError as error:
        faults.report(Fault(error.kind, path.name, error.detail, row.line))
        return None
    in_minutes = not row.has(*LENGTHS[:2])
    return length * 60 if in_minutes else length
