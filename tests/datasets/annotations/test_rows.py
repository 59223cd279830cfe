"""CSV and JSONL as they occur in the wild."""

from __future__ import annotations

import csv

import pytest

from adtool.datasets.annotations import (
    Annotation,
    read_annotations,
)
from adtool.datasets.annotations import rows as rows_module
from adtool.errors import AnnotationError


def written(tmp_path, content: str | bytes, name: str = "table.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def kinds(table) -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.row) for fault in table.faults]


def test_semicolons_tabs_marks_and_windows_line_ends_are_no_matter(tmp_path):
    for separator in ";\t":
        text = "\ufeffMovie, Start ,END,text\r\na,1,2,Go.\r\n".replace(",", separator)
        table = read_annotations(written(tmp_path, text), "plain")
        assert table.movies["a"] == (Annotation("a", 1000, 2000, "Go.", row=2),)


def test_a_row_is_named_by_the_line_it_begins_in(tmp_path):
    text = 'movie,start,end,text\na,1,2,"Two\nlines."\na,x,4,Bad.\na,5,6,Good.\n'
    table = read_annotations(written(tmp_path, text), "plain")
    assert [(clip.text, clip.row) for clip in table.movies["a"]] == [
        ("Two lines.", 2),
        ("Good.", 5),
    ]
    assert kinds(table) == [("lines", 2), ("no number", 4)]


def test_rows_that_an_open_quotation_mark_swallows_are_not_lost_silently(tmp_path):
    text = 'movie,start,end,text\na,1,2,"Oops\na,3,4,Fine.\na,5,6,"Also."\na,7,8,Good.\n'
    table = read_annotations(written(tmp_path, text), "plain")
    assert [clip.row for clip in table.movies["a"]] == [2, 5]
    assert [str(fault) for fault in table.faults] == ["table.csv, line 2: to line 4"]


def test_a_stray_carriage_return_is_a_space(tmp_path):
    table = read_annotations(written(tmp_path, "movie,start,end,text\na,1,2,O\rne.\r\n"), "plain")
    assert table.movies["a"][0].text == "O ne."


def test_cells_may_be_longer_than_the_csv_module_likes(tmp_path):
    limit = csv.field_size_limit()
    text = f"movie,start,end,text,bboxes\na,1,2,Go.,{'9' * 200_000}\n"
    assert read_annotations(written(tmp_path, text), "plain").count == 1
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(
    ("content", "message"),
    [("[1]", "line 1 is no object"), ("{", "line 1 is no JSON"), ('{"movie": 1}', "line 1 lacks")],
)
def test_a_line_that_is_no_object_is_refused(tmp_path, content, message):
    with pytest.raises(AnnotationError, match=message):
        read_annotations(written(tmp_path, content, "own.jsonl"), "plain")


def test_an_endless_line_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(rows_module, "LONGEST_LINE", 1000)
    path = written(tmp_path, "movie,start,end,text\na,1,2," + "x" * 1001)
    with pytest.raises(AnnotationError, match="line 2 is over"):
        read_annotations(path, "plain")


def test_a_cell_that_swallows_the_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(rows_module, "LONGEST_LINE", 1000)
    path = written(tmp_path, 'movie,start,end,text\na,1,2,"' + "x,y\n" * 300)
    with pytest.raises(AnnotationError, match="is no CSV past line 1: field larger than"):
        read_annotations(path, "plain")
