"""The table of annotation formats, and the one way through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from adtool.datasets.annotations import cmdad, mad, plain, tvad
from adtool.datasets.annotations.annotation import Annotation
from adtool.datasets.annotations.row import Row
from adtool.datasets.annotations.rows import csv_rows, jsonl_rows
from adtool.datasets.annotations.table import AnnotationTable, make_table
from adtool.errors import AdtoolError
from adtool.faults import FaultList


@dataclass(frozen=True, slots=True)
class AnnotationFormat:
    """How one data set writes its annotations.

    Attributes:
        title: what the data set is called.
        columns: those that there must be, each with the names it may have.
        annotation: makes an annotation of a row, or raises ``RowError``.
    """

    title: str
    columns: Sequence[Sequence[str]]
    annotation: Callable[[Row], Annotation]


PLAIN = "plain"
"""The form of a table of one's own, which is taken where none is named."""

FORMATS: dict[str, AnnotationFormat] = {
    "mad": AnnotationFormat("MAD", mad.COLUMNS, mad.annotation),
    "cmdad": AnnotationFormat("CMD-AD", cmdad.COLUMNS, cmdad.annotation),
    "tvad": AnnotationFormat("TV-AD", tvad.COLUMNS, tvad.annotation),
    PLAIN: AnnotationFormat("a table of one's own", plain.COLUMNS, plain.annotation),
}


def read_annotations(path: str | Path, format: str) -> AnnotationTable:  # noqa: A002
    """Read a file of annotations: JSONL where the extension says so, else CSV.

    Rows that cannot be used are left out; what is wrong is in the table's ``faults``.

    Args:
        path: the file.
        format: an entry of ``FORMATS``.

    Raises:
        AdtoolError: if there is no such format.
        AnnotationError: if the file cannot be read, lacks a column, or has no row of use.
    """
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise AdtoolError(f"There are no annotations of the kind {format!r}; choose from {known}.")
    path, known_as, faults = Path(path), FORMATS[format], FaultList()
    is_jsonl = path.suffix.lower() in (".jsonl", ".ndjson")
    rows = (jsonl_rows if is_jsonl else csv_rows)(path, known_as.columns, faults)
    return make_table(path, rows, known_as.annotation, faults)
