"""The annotations that the field passes round, clean and dirty."""

from __future__ import annotations

import pytest

from adtool.datasets.annotations import (
    FORMATS,
    read_annotations,
)
from adtool.errors import AdtoolError, AnnotationError

TVAD = """\
text,start,end,imdbid,imdbid_pe,season,episode,scaled_end,scaled_start,duration,tvad_name,tvad_index
He sits.,240.25,242.112,tt0108778,tt0583459,1,1,242.181,240.181,2,friends_s01,"[9, 10, 11, 15]"
"""


def written(tmp_path, content: str | bytes, name: str = "table.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


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


def test_files_that_are_none_are_refused(tmp_path):
    with pytest.raises(AnnotationError, match="there is no such file"):
        read_annotations(tmp_path / "none.csv", "mad")
    with pytest.raises(AnnotationError, match="is no file; name"):
        read_annotations(tmp_path, "mad")
    with pytest.raises(AdtoolError, match=f"choose from {', '.join(FORMATS)}"):
        read_annotations(tmp_path, "mads")
