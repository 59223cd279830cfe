"""XLSX (ECMA-376): a sheet in which a describer writes, and sees how many words are left."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adtool.documents.office import refuse_package, without_dates
from adtool.errors import AdtoolError, ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.reading import Reading
from adtool.scripts.tables.about import TITLE, about, read_told, told
from adtool.scripts.tables.formulas import formulas
from adtool.scripts.tables.grid import MOST, Formula, GridRow
from adtool.scripts.tables.headings import DIALOGUE, ID, OURS
from adtool.scripts.tables.row import Row, cells, rate_of, rows_of
from adtool.timeline import Script, clock

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SCRIPT = "Script"
ABOUT = "About"
LONGEST = 32_767
"""Characters that a cell can hold."""

_WIDTHS = {
    "line": 6, "start": 14, "end": 14, "text": 60, "note": 24, "characters": 20, "seconds": 9,
    "words": 8, "rate": 10, "left": 7, "gap": 8, "flags": 20, "dialogue": 40, "id": 10,
}  # fmt: skip
COUNTED = ("line", "words", "gap")
"""The columns of numbers that are no text in a sheet."""

_GREY = "FF595959"  # 7:1 on white (WCAG 2.2, 1.4.6)
_RED = "FFB00020"
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")  # a character by its number (ECMA-376, ST_Xstring)
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write(script: Script, layout: Layout) -> bytes:
    """Return ``script`` as an Excel file.

    Raises:
        AdtoolError: if a line is longer than a cell can be.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SCRIPT
    shown = [role for role in OURS if role != DIALOGUE or layout.dialogue]
    rows = list(rows_of(script, layout))
    _write_head(sheet, shown)
    for number, row in enumerate(rows, 2):
        _write_row(sheet, number, row, shown, layout, rate_of(script))
    _lay_out(sheet, shown, len(rows) + 1)
    _write_about(book, about(script, layout))
    content = io.BytesIO()
    book.save(content)
    return without_dates(content.getvalue())


def _write_head(sheet: Worksheet, shown: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, role in enumerate(shown, 1):
        cell = sheet.cell(1, column, OURS[role])
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFDDDDDD")
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_row(
    sheet: Worksheet, number: int, row: Row, shown: Sequence[str], layout: Layout, rate: float
) -> None:
    from openpyxl.styles import Alignment, Font

    texts = {role: text for role, text in cells(row, layout).items() if role not in COUNTED}
    counts: dict[str, float | str | None] = {"line": row.number or None, "gap": row.gap}
    if not row.dialogue:
        counts |= formulas(number, shown, layout.timecode, rate)
    top = Alignment(wrap_text=True, vertical="top")
    for column, role in enumerate(shown, 1):
        cell = sheet.cell(number, column)
        if role in texts:
            _write_text(cell, texts[role])
        else:
            cell.value = counts.get(role)
        cell.alignment = top
        if row.dialogue:
            cell.font = Font(color=_GREY, italic=True)


def _write_text(cell: Cell | Any, text: str) -> None:
    """Write what stays text, whatever it begins with."""
    escaped = _ESCAPE.sub("_x005F_", text)
    if len(escaped) > LONGEST:
        raise AdtoolError(
            f"The text in row {cell.row} has {len(escaped):,} characters, and a cell of a "
            f"spreadsheet holds {LONGEST:,}; shorten it, or choose another format."
        )
    if not text:
        return
    cell.value = escaped
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.number_format = "@"


def _lay_out(sheet: Worksheet, shown: Sequence[str], last: int) -> None:
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
    for column, role in enumerate(shown, 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = _WIDTHS[role]
        sheet.column_dimensions[letter].hidden = role == ID
        if role == "left" and last > 1:
            over = CellIsRule(operator="lessThan", formula=["0"], font=Font(color=_RED, bold=True))
            sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", over)


def _write_about(book: Workbook, said: dict[str, str]) -> None:
    from openpyxl.styles import Font

    sheet = book.create_sheet(ABOUT)
    sheet.cell(1, 1, TITLE).font = Font(bold=True)
    for number, (label, value) in enumerate(said.items(), 2):
        sheet.cell(number, 1, label)
        _write_text(sheet.cell(number, 2), value)
    for letter, width in (("A", 18), ("B", 50)):
        sheet.column_dimensions[letter].width = width


def read(content: bytes, path: Path, layout: Layout) -> Reading:
    """Read an Excel file that somebody has worked on; macros are left alone.

    Raises:
        ScriptError: if it cannot be opened, or has no columns of times and text.
    """
    refuse_package(content, path, ScriptError, b"<row", MOST)
    book = _opened(content, path)
    sheets = [sheet for sheet in book.worksheets if sheet.title != ABOUT]
    grids = [list(_grid(sheet)) for sheet in sheets if sheet.sheet_state == "visible"]
    return read_told(grids, path, layout, _told(book))


def _opened(content: bytes, path: Path) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it leaves out
            return load_workbook(io.BytesIO(content))
    except Exception as fault:  # whatever the library stumbles over in a damaged file
        raise ScriptError(path, f"is no Excel table that can be opened ({fault})") from fault


def _told(book: Workbook) -> dict[str, str]:
    if ABOUT not in book.sheetnames:
        return {}
    rows = book[ABOUT].iter_rows(max_row=50, max_col=2, values_only=True)
    return told(f"{label}: {_typed(value)}" for label, value in rows if label and value)


def _grid(sheet: Worksheet) -> Iterator[GridRow]:
    continues: dict[int, set[int]] = {}
    for merged in sheet.merged_cells.ranges:
        for number in range(merged.min_row + 1, min(merged.max_row, sheet.max_row) + 1):
            continues.setdefault(number, set()).update(range(merged.min_col - 1, merged.max_col))
    for row in sheet.iter_rows(max_col=50):
        cells = [_text(cell) for cell in row]
        if any(cells) or row[0].row in continues:
            number = row[0].row
            yield GridRow(number, cells, frozenset(continues.get(number, ())))


def _text(cell: Cell | Any) -> str:
    if cell.data_type == "f":
        return Formula(cell.value)
    return _CODE.sub(lambda code: chr(int(code[1], 16)), _typed(cell.value))


def _typed(value: object) -> str:
    """Return a cell's value as it might have been typed; times of day are times of the movie."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, timedelta):
        return clock(max(0, round(value.total_seconds() * 1000)))
    if isinstance(value, datetime):
        return _typed(value - datetime(1899, 12, 30))
    if isinstance(value, time):
        return _typed(datetime.combine(date.min, value) - datetime.min)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
