"""The files of films: found, measured, left out (Appendix E)."""

from __future__ import annotations

from pathlib import Path

from adtool.datasets.annotated import annotated_films
from adtool.datasets.lengths import read_lengths
from adtool.datasets.reels import Reel, _difference
from adtool.datasets.settings import DataSettings
from adtool.faults import FaultList

from .conftest import about, grey_video, levels, plain


def test_a_film_of_another_length_than_its_metadata_is_left_out(tmp_path, own):
    table = tmp_path / "lengths.csv"
    table.write_text("movie,duration\na,62\nb,62.1\n")
    faults = FaultList()
    settings = plain(tmp_path, ["a,0,1,x,", "b,0,1,x,", "c,0,1,x,"], metadata=str(table))
    assert [film.name for film in annotated_films(settings, "train", faults)] == ["a", "c"]
    (fault,) = faults.faults
    assert str(fault) == f"b: {own.videos}/b.mp4 lasts 0:00:02, but should 0:01:02"


TABLE_E3 = """\
2738 1h 41m 59s, 1h 42m
2787 1h 52m 16s, 1h 52m
4017 1h 57m 41s, 1h 59m
4061 2h 8m 12s, 2h 8m
4266 1h 40m 39s, 1h 40m
4772 1h 44m 33s, 1h 44m
4902 1h 11m 55s, 1h 14m
5634 1h 51m 50s, 1h 40m
6952 2h 21m 53s, 2h 21m
"""


def test_of_the_papers_table_e3_the_papers_three_films_are_left_out(tmp_path):
    table = tmp_path / "lengths.csv"
    lines = [line.partition(" ")[::2] for line in TABLE_E3.splitlines()]
    rows = [(name, *times.split(", ")) for name, times in lines]

    def lengths(column: int) -> dict[str, int]:
        table.write_text("movie,duration\n" + "".join(f"{r[0]},{r[column]}\n" for r in rows))
        return read_lengths(table, FaultList())

    ours, imdb = lengths(1), lengths(2)
    assert ours["2738"] == (3600 + 41 * 60 + 59) * 1000
    out = [
        name
        for name in ours
        if _difference(Reel(name, name, (Path(name),), (), ours[name], imdb[name]))
    ]
    assert out == ["4017", "4902", "5634"]


def test_scenes_of_a_movie_are_found_by_their_own_names(tmp_path):
    grey_video(tmp_path / "videos" / "2014" / "ewE.mkv")
    table = tmp_path / "cmd.csv"
    table.write_text(
        "text,start,end,scaled_start,scaled_end,cmd_filename,imdbid\n"
        "She smiles.,1401,1402,1,1.5,2014/ewE,tt0042208\n"
    )
    settings = DataSettings(
        kind="cmdad",
        annotations=str(table),
        videos=str(tmp_path / "videos"),
        validation_films=0,
    )
    (film,) = annotated_films(settings, "train")
    assert film.name == "tt0042208"
    assert levels(film.frames(0, 1, None)) == about(120)


def test_the_whole_movie_serves_where_its_parts_are_not_there(tmp_path):
    grey_video(tmp_path / "videos" / "1005_Signs.mp4")
    table = tmp_path / "mad.csv"
    table.write_text("movie,sentence,start,end,lsmdc_filename\n1005_Signs,x,1,1.5,1005_00.1\n")
    settings = DataSettings(
        kind="mad", annotations=str(table), videos=str(tmp_path / "videos"), validation_films=0
    )
    assert levels(annotated_films(settings, "train")[0].frames(0, 1, None)) == about(120)
    grey_video(tmp_path / "videos" / "1005_Signs" / "1005_00.1.mkv")
    assert levels(annotated_films(settings, "train")[0].frames(0, 1, None)) == about(20)
