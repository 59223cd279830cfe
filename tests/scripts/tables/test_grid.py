"""Tables that a describer has worked on: any headings, rows moved, added, merged and broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.reading import Reading
from adtool.scripts.tables.grid import MOST, Formula, GridRow, read_grids
from adtool.scripts.timecode import timecode_named

HEAD = ("Line", "Timecode In", "Timecode Out", "Script", "Id")


def read(*rows: tuple[str, ...], layout: Layout | None = None, **marks: frozenset[int]) -> Reading:
    grid = [
        GridRow(number, row, marks.get(f"row{number}", frozenset()))
        for number, row in enumerate(rows, 1)
    ]
    return read_grids([grid], Path("ad.xlsx"), layout or Layout())


def lines(reading: Reading) -> list[tuple[int, int, str]]:
    return [(line.start, line.end, line.text) for line in reading.script.lines]


@pytest.mark.parametrize(
    "rows",
    [
        [("Script", "TC out", "TC in"), ("A man.", "0:02", "0:01")],
        [("Film: Snow",), (), ("In", "Out", "Narration"), ("0:01", "0:02", "A man.")],
        [("Time", "Description"), ("0:01 – 0:02", "A man.")],
        [("Timecode In", "AD"), ("0:01 - 0:02", "A man.")],
        [("#", "Beginn", "Ende", "Beschreibung"), ("7", "0:01", "0:02", "A man.")],
        [("", "Start", "End", "Text"), ("", "1", "2,0 s", " A man. ")],
    ],
)
def test_columns_are_known_whatever_they_are_called(rows: list[tuple[str, ...]]) -> None:
    reading = read(*rows)
    assert lines(reading) == [(1_000, 2_000, "A man.")]
    assert reading.faults == ()


def test_rows_that_were_moved_are_sorted_and_told() -> None:
    reading = read(HEAD, ("", "0:05", "0:06", "Two."), ("", "0:01", "0:02", "One."))
    assert lines(reading) == [(1_000, 2_000, "One."), (5_000, 6_000, "Two.")]
    assert [(fault.line, fault.lost) for fault in reading.faults] == [(3, False)]
    assert reading.places == (3, 2)


def test_rows_that_were_added_have_no_id_and_a_copied_one_loses_it() -> None:
    reading = read(
        HEAD,
        ("1", "0:01", "0:02", "One.", "ad-1"),
        ("", "0:03", "0:04", "New."),
        ("1", "0:05", "0:06", "Copy.", "ad-1"),
        ("", "0:07", "0:08", "Odd.", "no id"),
    )
    assert [line.id for line in reading.script.lines] == ["ad-1", "", "", ""]
    assert [fault.what for fault in reading.faults] == [
        "has the id of row 2, 'ad-1'; taken for a new line",
        "'no id' is no id; taken for a new line",
    ]


def test_cells_merged_over_rows_make_one_line() -> None:
    script = frozenset({3})
    reading = read(HEAD, ("1", "0:01", "0:02", "One."), ("2", "0:03", "0:04", ""), row3=script)
    assert lines(reading) == [(1_000, 4_000, "One.")]
    times = frozenset({1, 2})
    reading = read(HEAD, ("1", "0:01", "0:02", "One."), ("", "", "", "Two."), row3=times)
    assert lines(reading) == [(1_000, 2_000, "One.\nTwo.")]


def test_a_repeated_head_empty_rows_and_dialogue_are_no_lines() -> None:
    head = ("Timecode In", "Timecode Out", "Script", "Dialogue")
    said = ("0:03", "0:04", "", "Hello.")
    reading = read(head, ("0:01", "0:02", "One.", ""), (), head, said)
    assert lines(reading) == [(1_000, 2_000, "One.")]
    assert reading.faults == ()


def test_an_end_that_no_column_tells_is_the_time_it_takes_to_say() -> None:
    text = "one two three four five six seven eight"
    reading = read(("In", "Script"), ("0:10", text), ("0:11", text))
    assert lines(reading) == [(10_000, 11_000, text), (11_000, 14_000, text)]
    assert [fault.line for fault in reading.faults] == [2]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("", "soon", "0:02", "A."), "Timecode In: 'soon' is no time like 0:01:02.500: 'A.'"),
        (("", "0:01", "0:99", "A."), "Timecode Out: '0:99' is no time"),
        (("", "0:02", "0:01", "A."), "ends (0:01) before it starts (0:02): 'A.'"),
        (("", "", "", "A."), "the row has text and no time: 'A.'"),
        (("", "00:00:01:12", "0:02", "A."), "Timecode In: '00:00:01:12' counts frames; say their"),
        (("", Formula("=B1+1"), "0:02", "A."), "Timecode In: is a formula, which is never evaluat"),
        (("", "0:01", "0:02", Formula("=A1")), "Script: is a formula, which is never evaluated"),
    ],
)
def test_a_row_that_makes_no_sense_is_told_with_its_column(row: tuple[str, ...], what: str) -> None:
    reading = read(HEAD, row, ("", "0:03", "0:04", "B."))
    assert lines(reading) == [(3_000, 4_000, "B.")]
    (fault,) = reading.faults
    assert (fault.line, fault.lost) == (2, True)
    assert fault.what.startswith(what)


def test_a_frame_that_the_rate_does_not_have_is_told() -> None:
    layout = Layout(timecode_named("24"))
    reading = read(HEAD, ("", "00:00:01:29", "00:00:02:00", "A."), layout=layout)
    assert "Timecode In: frame 29 at 24 fps: they count from 0" in reading.faults[0].what


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([("Script", "Notes")], "its table has no column for times: name one 'Timecode In'"),
        ([("In", "Out")], "its table has no column for the text: name one 'Script'"),
        ([("a", "b")], "its table has no column for times and text: name them 'Timecode In'"),
        ([()], "its table is empty"),
        ([("In", "Start", "Script")], "row 1: has two columns for the start, 'In' and 'Start'"),
        ([("In", "Text", "AD")], "row 1: has two columns for the text, 'Text' and 'AD'"),
        ([HEAD, *[("",)] * MOST], "holds 20,001 rows; a script has some thousands"),
    ],
)
def test_a_table_that_is_none_of_a_script_is_refused(
    rows: list[tuple[str, ...]], fault: str
) -> None:
    with pytest.raises(ScriptError, match=rf"^ad\.xlsx: {fault}"):
        read(*rows)


def test_columns_that_a_script_has_no_place_for_are_named() -> None:
    reading = read((*HEAD, "Status"), ("", "0:01", "0:02", "A.", "", "done"))
    assert reading.unkept == ("column 'Status'",)
