"""MAD's rows."""

from __future__ import annotations

from adtool.datasets.annotations import (
    Annotation,
    Excerpt,
    read_annotations,
)

MAD = """\
movie,sentence,movie_duration,start,end,imdb,lsmdc_filename,start_hms,end_hms
1005_Signs,"A set of swings, a barbecue.",6391.2,126.568,130.799,tt0286106,1005_Signs_00.02,a,b
10142,Snow falls.,6000.0,12,13.5,tt6977338,,a,b
"""


def written(tmp_path, content: str | bytes, name: str = "table.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


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
