"""The annotations that the field passes round, clean and dirty."""

from __future__ import annotations

import csv
import json

import pytest

from adtool.datasets.annotations import (
    FORMATS,
    Annotation,
    Excerpt,
    SeenFace,
    count_faces,
    read_annotations,
)
from adtool.datasets.annotations import rows as rows_module
from adtool.errors import AdtoolError, AnnotationError

MAD = """\
movie,sentence,movie_duration,start,end,imdb,lsmdc_filename,start_hms,end_hms
1005_Signs,"A set of swings, a barbecue.",6391.2,126.568,130.799,tt0286106,1005_Signs_00.02,a,b
10142,Snow falls.,6000.0,12,13.5,tt6977338,,a,b
"""

CMDAD = """\
text,start,end,movie,scaled_start,scaled_end,cmd_filename,imdbid,movie_title,cmd_clip_idx
She smiles.,1401.108,1401.769,7212,9.412105920544011,11.412105920544011,2014/ewE,tt0042208,A,1
Doc turns.,3257.716,3258.497,7212,1.6044999999999172,3.604499999999917,2014/-nb,tt0042208,A,3
He runs.,1390,1392,7212,-0.4,1.5,2014/ewE,tt0042208,A,1
"""

TVAD = """\
text,start,end,imdbid,imdbid_pe,season,episode,scaled_end,scaled_start,duration,tvad_name,tvad_index
He sits.,240.25,242.112,tt0108778,tt0583459,1,1,242.181,240.181,2,friends_s01,"[9, 10, 11, 15]"
"""

PLAIN = """\
movie,start,end,text,characters
Sintel,0:01:12.5,1:15,Snow drives over the pass.,"Sintel; Scales;;Sintel"
Sintel,84,86.2,  She  stumbles
on. ,"[""Sintel""]"
"""


def written(tmp_path, content: str | bytes, name: str = "table.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def kinds(table) -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.row) for fault in table.faults]


def test_mad_names_the_movie_and_the_file_of_the_clip_alone(tmp_path):
    table = read_annotations(written(tmp_path, MAD), "mad")
    assert table.movies == {
        "1005_Signs": (
            Annotation(
                "1005_Signs",
                126568,
                130799,
                "A set of swings, a barbecue.",
                excerpt=Excerpt("1005_Signs/1005_Signs_00.02", 0, 4231),
                ids=("tt0286106",),
                row=2,
            ),
        ),
        "10142": (Annotation("10142", 12000, 13500, "Snow falls.", ids=("tt6977338",), row=3),),
    }
    assert table.faults == ()


def test_cmdad_joins_the_scenes_of_a_movie_in_its_own_order(tmp_path):
    table = read_annotations(written(tmp_path, CMDAD), "cmdad")
    (clips,) = table.movies.values()
    assert [(clip.movie, clip.start, clip.text) for clip in clips] == [
        ("tt0042208", 1390000, "He runs."),
        ("tt0042208", 1401108, "She smiles."),
        ("tt0042208", 3257716, "Doc turns."),
    ]
    assert clips[0].excerpt == Excerpt("2014/ewE", 0, 1500)
    assert clips[1].excerpt == Excerpt("2014/ewE", 9412, 11412)
    assert kinds(table) == [("order", 4)]


def test_cmdad_without_the_movies_times_takes_each_scene_for_a_movie(tmp_path):
    table = read_annotations(
        written(tmp_path, "cmd_filename,scaled_start,scaled_end,text\n2014/ewE,1,2,He runs.\n"),
        "cmdad",
    )
    assert table.movies == {
        "2014/ewE": (
            Annotation(
                "2014/ewE", 1000, 2000, "He runs.", excerpt=Excerpt("2014/ewE", 1000, 2000), row=2
            ),
        )
    }


def test_tvad_names_the_pictures_of_a_clip_and_when_they_are_shown(tmp_path):
    table = read_annotations(written(tmp_path, TVAD), "tvad")
    (clip,) = table.movies["tt0583459"]
    assert (clip.start, clip.end) == (240250, 242112)
    # At three a second, picture 9 appears at 8/3 s, and picture 15 goes at 5 s.
    assert clip.excerpt == Excerpt("friends_s01", 2667, 5000, (9, 10, 11, 15))


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


def test_ones_own_table_has_clocks_and_names(tmp_path):
    table = read_annotations(written(tmp_path, PLAIN), "plain")
    assert table.movies == {
        "Sintel": (
            Annotation(
                "Sintel", 72500, 75000, "Snow drives over the pass.", ("Sintel", "Scales"), row=2
            ),
        )
    }
    # The second row's text breaks the line unquoted: half a row is worse than none.
    assert kinds(table) == [("cells", 3), ("cells", 4)]


def test_ones_own_table_may_be_jsonl(tmp_path):
    rows = [
        {"movie": "a", "start": 3, "end": "0:05", "text": "Two.", "characters": ["Ann", "Bob"]},
        {"movie": "a", "start": 1.5, "end": 2, "text": "One.", "extra": None},
        {"movie": "a", "start": True, "end": 2, "text": "One."},
        {"movie": "a", "start": 6, "end": 7, "text": "No.", "characters": 3},
    ]
    text = "\ufeff" + "\n\n".join(json.dumps(row) for row in rows)
    table = read_annotations(written(tmp_path, text, "own.jsonl"), "plain")
    assert table.movies["a"] == (
        Annotation("a", 1500, 2000, "One.", row=3),
        Annotation("a", 3000, 5000, "Two.", ("Ann", "Bob"), row=1),
    )
    assert kinds(table) == [("no number", 5), ("no names", 7), ("order", 3)]


def test_semicolons_tabs_marks_and_windows_line_ends_are_no_matter(tmp_path):
    for separator in ";\t":
        text = "\ufeffMovie, Start ,END,text\r\na,1,2,Go.\r\n".replace(",", separator)
        table = read_annotations(written(tmp_path, text), "plain")
        assert table.movies["a"] == (Annotation("a", 1000, 2000, "Go.", row=2),)


def test_dirt_is_counted_by_name_and_the_rest_is_read(tmp_path):
    lines = [
        b"movie,start,end,text",
        b"a,9,10,It ends\x92s here.",
        b"a,1,3,One.",
        b"a,2,4,Two.",
        b"a,5,6,",
        b"a,7,7,Seven.",
        b"a,nan,8,Eight.",
        b"a,1e999,8,Eight.",
        b",7,8,Nobody.",
        b"a,7,8,Too, many.",
        b"a,7,8",
        b"",
        b"a,11,12,Nu\0l.",
    ]
    table = read_annotations(written(tmp_path, b"\n".join(lines)), "plain")
    assert [clip.text for clip in table.movies["a"]] == [
        "One.",
        "Two.",
        "It ends\N{REPLACEMENT CHARACTER}s here.",
        "Nu\N{REPLACEMENT CHARACTER}l.",
    ]
    assert sorted(kinds(table)) == [
        ("bad bytes", 2),
        ("bad bytes", 13),
        ("cells", 10),
        ("cells", 11),
        ("no length", 6),
        ("no movie", 9),
        ("no number", 7),
        ("no number", 8),
        ("no text", 5),
        ("order", 3),
        ("overlap", 4),
    ]
    assert (
        str(table.faults[0]) == "table.csv, line 2: a,9,10,It ends\N{REPLACEMENT CHARACTER}s here."
    )


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
    ("kind", "content", "message"),
    [
        ("mad", "film,text,start\na,b,1\n", "lacks movie, end; its columns are film, text, start"),
        ("mad", "movie,start,end\na,1,2\n", "lacks sentence or text; its columns are movie"),
        ("plain", "", "is empty"),
        ("plain", "movie,start,end,text\n", "has no row that can be used"),
        ("plain", "movie,start,end,text\na,1,2,\n", "first fault: table.csv, line 2: a"),
        ("plain", "movie,start,end,text,text\na,1,2,b,c\n", "has two columns called 'text'"),
        ("plain", "movie,start,end,text\n".encode("utf-16"), "is UTF-16 text; save it as UTF-8"),
        ("plain", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "lacks movie, start, end, text"),
        ("tvad", TVAD.replace("[9, 10, 11, 15]", "[9, __import__('os')]"), "tvad_index is"),
        ("tvad", TVAD.replace("[9, 10, 11, 15]", "[" * 100_000), "tvad_index is"),
        ("tvad", TVAD.replace("[9, 10, 11, 15]", "[]"), "tvad_index is"),
    ],
)
def test_what_is_no_such_table_is_refused_in_one_line(tmp_path, kind, content, message):
    path = written(tmp_path, content)
    with pytest.raises(AnnotationError) as caught:
        read_annotations(path, kind)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [("[1]", "line 1 is no object"), ("{", "line 1 is no JSON"), ('{"movie": 1}', "line 1 lacks")],
)
def test_a_line_that_is_no_object_is_refused(tmp_path, content, message):
    with pytest.raises(AnnotationError, match=message):
        read_annotations(written(tmp_path, content, "own.jsonl"), "plain")


def test_files_that_are_none_are_refused(tmp_path):
    with pytest.raises(AnnotationError, match="there is no such file"):
        read_annotations(tmp_path / "none.csv", "mad")
    with pytest.raises(AnnotationError, match="is no file; name"):
        read_annotations(tmp_path, "mad")
    with pytest.raises(AdtoolError, match=f"choose from {', '.join(FORMATS)}"):
        read_annotations(tmp_path, "mads")


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
