"""The rows of a CSV or JSONL file, as dirty as such files are."""

from __future__ import annotations

import codecs
import csv
import json
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from adtool.datasets.annotations.row import Row
from adtool.documents import refuse_address
from adtool.errors import AnnotationError
from adtool.faults import Fault, Faults
from adtool.output import keep

LONGEST_LINE = 16 * 2**20
"""Bytes in the longest line. A row that boxes a crowd's faces in 16 frames takes some hundred kB,
more than the csv module's own limit of 128 kB a cell; past this it is no table."""

SEPARATORS = ",;\t"
"""What may stand between cells: spreadsheets in half the world write semicolons."""


def csv_rows(path: Path, needed: Sequence[Sequence[str]], faults: Faults) -> Iterator[Row]:
    """Give the rows of a CSV file, whose first line names the columns.

    Args:
        path: the file.
        needed: columns that there must be, each with the names it may have.
        faults: collects bytes that are not UTF-8, rows that go on over several lines, and rows
            with too few or many cells, which are left out.

    Raises:
        AnnotationError: if the file cannot be read, is no such table, or lacks a column.
    """
    with _opened(path) as file, _long_cells():
        lines = _lines(path, file, faults)
        header = next(lines, "").lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
        separator, before = max(SEPARATORS, key=header.count), 1
        try:
            names = [
                name.strip().lower() for name in next(csv.reader([header], delimiter=separator))
            ]
            _check(path, names, needed)
            reader = csv.reader(lines, delimiter=separator)
            for cells in reader:
                line, before = before + 1, reader.line_num + 1
                if before > line:  # as an AD may; or a quotation mark was never closed
                    faults.report(Fault("lines", path.name, f"to line {before}", line))
                if len(cells) == len(names):
                    yield Row(dict(zip(names, cells, strict=True)), line)
                elif any(cells):
                    detail = f"{len(cells)} cells under {len(names)} names"
                    faults.report(Fault("cells", path.name, detail, line))
        except csv.Error as error:
            raise AnnotationError(path, f"is no CSV past line {before}: {error}") from error


def jsonl_rows(path: Path, needed: Sequence[Sequence[str]], faults: Faults) -> Iterator[Row]:
    """Give the rows of a JSONL file, an object a line.

    Args:
        path: the file.
        needed: keys that every object must have, each with the names it may have.
        faults: collects bytes that are not UTF-8.

    Raises:
        AnnotationError: if the file cannot be read, or a line is no object or lacks a key.
    """
    with _opened(path) as file:
        for number, line in enumerate(_lines(path, file, faults), 1):
            text = line.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}").strip()
            if not text:
                continue
            try:
                cells = json.loads(text)
            except (ValueError, RecursionError) as error:
                raise AnnotationError(path, f"line {number} is no JSON: {error}") from error
            if not isinstance(cells, dict):
                raise AnnotationError(path, f"line {number} is no object like {{…}}")
            _check(path, list(cells), needed, f"line {number} ")
            yield Row({str(key).lower(): value for key, value in cells.items()}, number)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    keep(path)
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            raise AnnotationError(path, "is no file; name the CSV or JSONL file itself")
        with path.open("rb") as file:
            if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                raise AnnotationError(path, "is UTF-16 text; save it as UTF-8")
            file.seek(0)
            yield file
    except FileNotFoundError as error:
        refuse_address(path, AnnotationError)
        raise AnnotationError(path, "there is no such file") from error
    except OSError as error:
        raise AnnotationError(path, f"cannot be read: {error.strerror}") from error


def _lines(path: Path, file: BinaryIO, faults: Faults) -> Iterator[str]:
    """Give the lines with their ends; what is no UTF-8, or no text at all, is replaced."""
    number = 0
    while content := file.readline(LONGEST_LINE):
        number += 1
        if len(content) == LONGEST_LINE:
            raise AnnotationError(path, f"line {number} is over {LONGEST_LINE >> 20} MB: no table")
        text = content.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
        if text.encode() != content:
            faults.report(Fault("bad bytes", path.name, _shown(text.strip(), 80), number))
        yield text.replace("\r\n", "\n").replace("\r", " ")  # else csv gives up on the file
    if not number:
        raise AnnotationError(path, "is empty")


def _check(
    path: Path, names: Sequence[str], needed: Sequence[Sequence[str]], place: str = ""
) -> None:
    missing = [" or ".join(choice) for choice in needed if not set(choice) & set(names)]
    if missing:
        known = ", ".join(_shown(name, 40) for name in names[:20])
        raise AnnotationError(
            path, f"{place}lacks {', '.join(missing)}; its columns are {known or 'none'}"
        )
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise AnnotationError(path, f"{place}has two columns called {twice!r}")


def _shown(text: str, length: int) -> str:
    """Return the beginning of a text in a form that is safe to print."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:length])


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell be as long as a line may be, and then restore the csv module's own limit."""
    before = csv.field_size_limit(LONGEST_LINE)
    try:
        yield
    finally:
        csv.field_size_limit(before)
