"""One row of a table: its cells as names, times and numbers."""

from __future__ import annotations

import pytest

from adtool.datasets.annotations.row import Row, RowError


def row(**cells: object) -> Row:
    return Row(cells, 7)


def test_the_first_name_of_a_column_that_is_there_counts() -> None:
    one = row(text=" B ", sentence="A")
    assert one.cell("sentence", "text") == "A"
    assert one.cell("none", "text") == "B"
    assert one.cell("none") is None
    assert [one.has("text"), one.has("none"), row(text=" ").has("text")] == [True, False, False]


def test_a_text_is_one_line_without_stray_spaces() -> None:
    assert row(text=" She \n  runs. ").text("text") == "She runs."
    assert row(text=12).text("text") == "12"
    assert row().text("text") == ""


def test_a_movie_without_a_name_is_refused() -> None:
    assert row(movie=" Sintel ").name("movie") == "Sintel"
    with pytest.raises(RowError) as caught:
        row(movie=" ").name("movie")
    assert caught.value.kind == "no movie"


@pytest.mark.parametrize(
    ("cell", "ms"),
    [
        ("1.2345", 1234),
        (2, 2000),
        ("1:02", 62_000),
        ("1:02:03.5", 3_723_500),
        ("0:00:01,25", 1250),
        ("-3", -3000),
        ("1000000", 1_000_000_000),
    ],
)
def test_times_are_seconds_or_clocks(cell: object, ms: int) -> None:
    assert row(start=cell).time("start") == ms


@pytest.mark.parametrize("cell", ["", "soon", "nan", "inf", True, None, [1], "1000001", "1:2:3:4"])
def test_what_is_no_time_is_named_with_its_column(cell: object) -> None:
    with pytest.raises(RowError, match="start is ") as caught:
        row(start=cell).time("start")
    assert caught.value.kind == "no number"


def test_a_span_begins_at_0_at_the_earliest_and_has_a_length() -> None:
    assert row(start="-2", end="3").span("start", "end") == (0, 3000)
    with pytest.raises(RowError, match="start 3 s, end 3 s") as caught:
        row(start=3, end="3").span("start", "end")
    assert caught.value.kind == "no length"


def test_whole_numbers_come_as_text_or_as_a_list() -> None:
    assert row(index="[9, 0, 10]").integers("index") == (9, 0, 10)
    assert row(index=[1, 2]).integers("index") == (1, 2)


@pytest.mark.parametrize("cell", ["[]", "[-1]", "[1.5]", "[true]", "[1000000000]", "9", "[9", None])
def test_what_is_no_list_of_whole_numbers_is_refused(cell: object) -> None:
    with pytest.raises(RowError, match="index is"):
        row(index=cell).integers("index")
