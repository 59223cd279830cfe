"""CMD-AD's rows."""

from __future__ import annotations

from adtool.datasets.annotations import (
    Annotation,
    Excerpt,
    read_annotations,
)

CMDAD = """\
text,start,end,movie,scaled_start,scaled_end,cmd_filename,imdbid,movie_title,cmd_clip_idx
She smiles.,1401.108,1401.769,7212,9.412105920544011,11.412105920544011,2014/ewE,tt0042208,A,1
Doc turns.,3257.716,3258.497,7212,1.6044999999999172,3.604499999999917,2014/-nb,tt0042208,A,3
He runs.,1390,1392,7212,-0.4,1.5,2014/ewE,tt0042208,A,1
"""


def written(tmp_path, content: str | bytes, name: str = "table.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def kinds(table) -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.row) for fault in table.faults]


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
