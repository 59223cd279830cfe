"""Excel files: what a describer sees, and what comes back when she has worked on it."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from adtool.errors import AdtoolError
from adtool.scripts.layout import Layout
from adtool.scripts.reading import Reading
from adtool.scripts.tables.xlsx import LONGEST, read, write
from adtool.timeline import Line, Script

SCRIPT = Script((Line(1_000, 3_000, "=A man.", id="ad-0001"), Line(4_000, 6_000, "Snow.")))


def sheet_of(script: Script) -> tuple[openpyxl.Workbook, openpyxl.worksheet.worksheet.Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(write(script, Layout())))
    return book, book["Script"]


def saved(book: openpyxl.Workbook) -> Reading:
    content = io.BytesIO()
    book.save(content)
    return read(content.getvalue(), Path("ad.xlsx"), Layout())


def test_the_head_stays_text_wraps_and_the_ids_are_hidden() -> None:
    _, sheet = sheet_of(SCRIPT)
    head = [cell.value for cell in sheet[1]]
    assert head[:5] == ["Line", "Timecode In", "Timecode Out", "Script", "On Screen Note"]
    assert sheet.freeze_panes == "A2"
    assert sheet["D2"].alignment.wrap_text
    last = openpyxl.utils.get_column_letter(len(head))
    assert (head[-1], sheet.column_dimensions[last].hidden) == ("Id", True)


def test_text_that_looks_like_a_formula_is_text() -> None:
    _, sheet = sheet_of(SCRIPT)
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=A man.", "s")
    assert sheet["D2"].quotePrefix


def test_words_and_what_is_left_of_them_are_counted_by_the_sheet() -> None:
    _, sheet = sheet_of(SCRIPT)
    head = [cell.value for cell in sheet[1]]
    cells = {name: sheet.cell(2, at) for at, name in enumerate(head, 1)}
    for name in ("Seconds", "Words", "Words a Minute", "Left"):
        assert cells[name].data_type == "f", name
    assert "D2" in cells["Words"].value


@pytest.mark.parametrize(
    "typed",
    [
        time(0, 0, 2, 500_000),
        timedelta(seconds=2.5),
        datetime(1899, 12, 30, 0, 0, 2, 500_000),
        2.5,
        "2.5 s",
        "0:02.5",
    ],
)
def test_times_that_excel_made_of_what_was_typed_are_read(typed: object) -> None:
    book, sheet = sheet_of(SCRIPT)
    sheet["B2"].value = typed
    assert saved(book).script.lines[0].start == 2_500


def test_rows_can_be_deleted_added_and_merged() -> None:
    book, sheet = sheet_of(SCRIPT)
    sheet.append([None, "0:07", "0:08", "New."])
    sheet.merge_cells("D2:D3")
    reading = saved(book)
    assert [(line.start, line.end, line.text, line.id) for line in reading.script.lines] == [
        (1_000, 6_000, "=A man.", "ad-0001"),
        (7_000, 8_000, "New.", ""),
    ]


def test_a_formula_is_told_with_its_row_and_column() -> None:
    book, sheet = sheet_of(SCRIPT)
    sheet["C3"].value = "=B3+1"
    reading = saved(book)
    assert [line.text for line in reading.script.lines] == ["=A man."]
    (fault,) = reading.faults
    assert (fault.line, fault.lost) == (3, True)
    assert fault.what.startswith("Timecode Out: is a formula")


def test_a_hidden_sheet_is_not_read() -> None:
    book, sheet = sheet_of(SCRIPT)
    other = book.copy_worksheet(sheet)
    other.sheet_state = "hidden"
    assert len(saved(book).script.lines) == 2


def test_a_line_too_long_for_a_cell_is_told() -> None:
    script = Script((Line(0, 1_000, "x" * (LONGEST + 1)),))
    with pytest.raises(AdtoolError, match="row 2 has 32,768 characters, and a cell of a spreadsh"):
        write(script, Layout())
