"""What a Word document says: its tables, with changes that are tracked taken or left.

Insertions, deletions and moves of text, paragraphs and rows are ECMA-376, part 1, 17.13.5.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from adtool.documents.office import refuse_package
from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.reading import Reading
from adtool.scripts.tables.about import read_told, told
from adtool.scripts.tables.grid import MOST, GridRow

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ADDED = (f"{_W}ins", f"{_W}moveTo")
_TAKEN = (f"{_W}del", f"{_W}moveFrom")
_BESIDE = tuple(
    f"{_W}{name}" for name in ("instrText", "pPr", "rPr", "tbl", "txbxContent", "footnote")
)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "‑"}
_BOOKMARK = re.compile(r"_ad_((?:[A-Za-z0-9]|_[0-9a-f]{1,6}_)+)")


def read(content: bytes, path: Path, layout: Layout) -> Reading:
    """Read a Word document that somebody has worked on.

    Tracked changes are taken as if they were accepted, or with ``layout.original`` as if they were
    rejected.

    Raises:
        ScriptError: if it cannot be opened, or no table in it has columns of times and text.
    """
    refuse_package(content, path, ScriptError, b"<w:tr", MOST)
    body = _opened(content, path)
    state = _State(_ADDED if layout.original else _TAKEN)
    said = told(state.text(paragraph) for paragraph in body.iterchildren(f"{_W}p"))
    grids = _numbered([list(state.rows(table)) for table in body.iter(f"{_W}tbl")])
    if not grids:
        raise ScriptError(path, "has no table; a script has columns of times and text")
    return read_told(grids, path, layout, said)


def _opened(content: bytes, path: Path) -> Any:
    """Return the body of a document; its macros, if it has any, are not looked at.

    (python-docx opens no document with macros, and none made of a template.)
    """
    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name.lower(): name for name in package.namelist()}
        try:
            rels = etree.fromstring(package.read(parts["_rels/.rels"]), safe)
            main = next(one for one in rels if one.get("Type", "").endswith("/officeDocument"))
            name = main.get("Target", "").lstrip("/").lower()
            body = etree.fromstring(package.read(parts[name]), safe).find(f"{_W}body")
        except (KeyError, StopIteration, etree.XMLSyntaxError) as fault:
            raise ScriptError(path, "is damaged: it has no document within") from fault
    if body is None:
        raise ScriptError(path, "is no Word document: its main part is something else")
    return body


def _numbered(grids: list[list[GridRow]]) -> list[list[GridRow]]:
    """Number the rows of all tables on end."""
    numbers = iter(range(1, 1 + sum(map(len, grids))))
    return [[replace(row, number=next(numbers)) for row in grid] for grid in grids]


@dataclass(frozen=True, slots=True)
class _State:
    """A document in one state: before its tracked changes, or after them.

    Attributes:
        absent: the elements whose content this state does not have.
    """

    absent: tuple[str, ...]

    def rows(self, table: Any) -> Iterator[GridRow]:
        """Yield the rows of a table, not those of tables within; numbers are still to come."""
        for row in _own(table, f"{_W}tr", f"{_W}tbl"):
            marks = row.find(f"{_W}trPr")
            if marks is None or not any(marks.find(name) is not None for name in self.absent):
                yield self._row(row)

    def _row(self, row: Any) -> GridRow:
        cells: list[str] = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"))
        continues = set()
        for cell in _own(row, f"{_W}tc", f"{_W}tr"):
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is not None and merged.get(f"{_W}val", "continue") == "continue":
                continues.add(len(cells))
            cells.append(self.text(cell))
            cells += [""] * (_number(cell.find(f"{_W}tcPr/{_W}gridSpan")) - 1)
        marks = (mark.get(f"{_W}name", "") for mark in row.iter(f"{_W}bookmarkStart"))
        found = [match for mark in marks if (match := _BOOKMARK.fullmatch(mark))]
        return GridRow(0, cells, frozenset(continues), _id(found[0][1]) if found else "")

    def text(self, element: Any) -> str:
        """Return the text of a cell or a paragraph, with line breaks between paragraphs."""
        whole = [element] if element.tag == f"{_W}p" else _own(element, f"{_W}p", f"{_W}tbl")
        text = ""
        for paragraph in whole:
            mark = paragraph.find(f"{_W}pPr/{_W}rPr")
            joins = mark is not None and any(mark.find(name) is not None for name in self.absent)
            text += "".join(self._pieces(paragraph)) + ("" if joins else "\n")
        return text.strip("\n")

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element.iterchildren():
            if child.tag in self.absent or child.tag in _BESIDE or _is_hidden(child):
                continue
            if child.tag in (f"{_W}t", f"{_W}delText"):
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif not str(child.tag).endswith("}Fallback"):  # says the same again, for old readers
                yield from self._pieces(child)


def _own(element: Any, tag: str, stop: str) -> Iterator[Any]:
    """Yield the elements of a kind inside another, but none inside a further ``stop``."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag != stop:
            yield from _own(child, tag, stop)


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return hidden is not None and hidden.get(f"{_W}val", "1") not in ("0", "false", "off")


def _number(element: Any) -> int:
    value = "" if element is None else element.get(f"{_W}val", "")
    return min(int(value), 100) if value.isascii() and value.isdigit() else 0


def _id(coded: str) -> str:
    return re.sub("_([0-9a-f]{1,6})_", lambda code: chr(min(int(code[1], 16), 0x10FFFF)), coded)
