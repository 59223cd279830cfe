"""TV-AD's rows."""

from __future__ import annotations

from adtool.datasets.annotations import (
    Excerpt,
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


def test_tvad_names_the_pictures_of_a_clip_and_when_they_are_shown(tmp_path):
    table = read_annotations(written(tmp_path, TVAD), "tvad")
    (clip,) = table.movies["tt0583459"]
    assert (clip.start, clip.end) == (240250, 242112)
    # At three a second, picture 9 appears at 8/3 s, and picture 15 goes at 5 s.
    assert clip.excerpt == Excerpt("friends_s01", 2667, 5000, (9, 10, 11, 15))
