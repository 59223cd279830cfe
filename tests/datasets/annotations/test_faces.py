"""The faces that were recognised in a clip's pictures."""

from __future__ import annotations

import csv
import json

import pytest

from adtool.datasets.annotations import (
    SeenFace,
    count_faces,
    read_annotations,
)

TVAD = """\
text,start,end,imdbid,imdbid_pe,season,episode,scaled_end,scaled_start,duration,tvad_name,tvad_index
He sits.,240.25,242.112,tt0108778,tt0583459,1,1,242.181,240.181,2,friends_s01,"[9, 10, 11, 15]"
"""


def written(tmp_path, content: str | bytes, name: str = "table.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def kinds(table) -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.row) for fault in table.faults]


def with_faces(bboxes: str, people: str) -> str:
    header, row = TVAD.splitlines()
    return f'{header},bboxes,pred_ids\n{row},"{bboxes}","{people}"\n'


BOXES = "[[[30, 20, 40, 35], [1, 2, 3, 4]], [], [[5, 5, 645, 9]], [[0, 0, 9, 9]]]"


WHOSE = "{'nm1': [(0, 1)], 'nm2': [(2, 0), (3, 0)]}"


def test_recognised_people_are_named_by_their_numbers_the_most_present_first(tmp_path):
    table = read_annotations(written(tmp_path, with_faces(BOXES, WHOSE)), "tvad")
    (clip,) = table.movies["tt0583459"]
    assert clip.people == ("nm2", "nm1")
    assert clip.faces == (
        SeenFace(0, (30, 20, 40, 35)),
        SeenFace(0, (1, 2, 3, 4), "nm1"),
        SeenFace(2, (5, 5, 645, 9), "nm2"),
        SeenFace(3, (0, 0, 9, 9), "nm2"),
    )
    assert str(count_faces([clip, clip])) == (
        "8 in 8 frames (4 different pictures) of 2 rows; 6 are those of 2 people"
    )
    assert table.faults == ()
    plain = read_annotations(written(tmp_path, TVAD), "tvad").movies["tt0583459"][0]
    assert (plain.people, plain.faces) == ((), None)
    assert count_faces([plain]).rows == 0


def test_faces_of_jsonl_are_the_same(tmp_path):
    cells = dict(zip(*csv.reader(with_faces(BOXES, WHOSE).splitlines()), strict=True))
    cells |= {key: json.loads(cells[key]) for key in ("bboxes", "tvad_index")}
    cells |= {"pred_ids": {"nm1": [[0, 1]], "nm2": [[2, 0], [3, 0]]}}
    rows = read_annotations(written(tmp_path, json.dumps(cells), "t.jsonl"), "tvad").movies
    table = read_annotations(written(tmp_path, with_faces(BOXES, WHOSE)), "tvad").movies
    assert rows["tt0583459"][0].faces == table["tt0583459"][0].faces
    assert rows["tt0583459"][0].people == table["tt0583459"][0].people


@pytest.mark.parametrize(
    ("bboxes", "people", "fault"),
    [
        ("[[[3, 2, 4, 2]], [], [], []]", "{}", "a box is [3, 2, 4, 2]"),
        ("[[[3, 2, 4]], [], [], []]", "{}", "a box is [3, 2, 4]"),
        ("[[[0, 0, NaN, Infinity]], [], [], []]", "{}", "a box is [0, 0, nan, inf]"),
        ("[[1], [], [], []]", "{}", "a box is 1"),
        ("[1, [], [], []]", "{}", "bboxes is '[1, "),
        ("[[]]", "{}", "bboxes has 1 pictures, the row 4"),
        ("[" * 100_000, "{}", "bboxes is '[[["),
        ("", "{}", ""),
        ("[[], [], [], []]", "{'nm1': [(4, 0)]}", "pred_ids names (4, 0), which bboxes does not"),
    ],
)
def test_faces_that_cannot_be_read_are_counted_and_the_row_is_kept(tmp_path, bboxes, people, fault):
    table = read_annotations(written(tmp_path, with_faces(bboxes, people)), "tvad")
    (clip,) = table.movies["tt0583459"]
    assert clip.text == "He sits."
    assert not clip.faces
    assert kinds(table) == ([("no faces", 2)] if fault else [])
    assert fault in "".join(map(str, table.faults))


def test_recognised_people_are_read_and_never_run(tmp_path):
    text = with_faces("[[], [], [], []]", "__import__('os').system('x')")
    assert read_annotations(written(tmp_path, text), "tvad").movies["tt0583459"][0].people == ()
