"""The files of films: found, measured, left out (Appendix E)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from adtool.datasets.annotated import annotated_films
from adtool.datasets.lengths import read_lengths
from adtool.datasets.reels import Reel, _difference
from adtool.datasets.settings import DataSettings
from adtool.faults import FaultList


def grey_video(path: Path, seconds: float = 2) -> Path:
    """A video of 10 frames a second, each ten grey levels brighter than the last."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10), options={"threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(round(seconds * 10)):
            image = np.full((48, 64, 3), 20 + 10 * i, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    return path


@pytest.fixture
def own(tmp_path) -> DataSettings:
    """Settings of three films of one's own, two seconds each."""
    for name in ("a", "b", "c"):
        grey_video(tmp_path / "videos" / f"{name}.mp4")
    rows = [f"{name},{s},{s + 1},AD {s} of {name}.,Ann;Bob" for name in "abc" for s in (0, 1)]
    return plain(tmp_path, rows)


def plain(tmp_path: Path, rows: list[str], **changes: object) -> DataSettings:
    table = tmp_path / "own.csv"
    table.write_text("\n".join(["movie,start,end,text,characters", *rows]), encoding="utf-8")
    (tmp_path / "videos").mkdir(exist_ok=True)
    known = {"kind": "plain", "annotations": str(table), "videos": str(tmp_path / "videos")}
    return DataSettings(**{**known, "validation_films": 0, **changes})  # type: ignore[arg-type]


def levels(frames: np.ndarray) -> list[float]:
    return list(frames.mean((1, 2, 3)))


def about(*grey: int) -> object:
    return pytest.approx(list(grey), abs=3)


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
