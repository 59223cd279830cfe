"""``adtool train films``: Appendix E as a command."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner

from adtool.cli import group


def adtool(*arguments: object) -> tuple[int, str, str]:
    ran = CliRunner().invoke(group, [str(a) for a in arguments], prog_name="adtool")
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.fixture
def config(tmp_path) -> Path:
    """A configuration with four films, of which one is missing and one is of another length."""
    videos = tmp_path / "videos"
    videos.mkdir()
    for name in ("Sintel", "Signs", "Hugo"):
        with av.open(str(videos / f"{name}.mp4"), "w") as container:
            stream = container.add_stream("libx264", rate=Fraction(1))
            stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
            for _ in range(70):
                image = np.zeros((32, 32, 3), np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
            container.mux(stream.encode())
    rows = ["Sintel,1,2,x", "Sintel,3,2,x", "Signs,1,2,x", "Signs,99,100,x", "Hugo,1,2,x"]
    rows += ["Titanic,1,2,x"]
    (tmp_path / "own.csv").write_text("movie,start,end,text\n" + "\n".join(rows))
    (tmp_path / "lengths.csv").write_text("movie,duration\nSintel,0:02:09\nHugo,2m 11s\n")
    path = tmp_path / "own.toml"
    path.write_text(
        f"""
base = "storyworld-stage1.toml"
[data]
kind = "plain"
annotations = "{tmp_path}/own.csv"
videos = "{videos}"
metadata = "{tmp_path}/lengths.csv"
"""
    )
    return path


def test_every_film_has_a_line_with_its_lengths_and_a_verdict(config):
    code, out, error = adtool("train", "films", "--config", config, "--progress", "lines")
    assert code == 3
    assert (
        out
        == """\
film     clips   length  metadata  difference  verdict
Sintel       1  0:01:10   0:02:09    -0:00:59  ok
Signs        2  0:01:10                        1 past its end
Hugo         1  0:01:10   0:02:11    -0:01:01  another release: left out
Titanic      1                                 missing
"""
    )
    assert "end no later than they start, dropped: 1 (first: own.csv, line 3" in error
    assert "2 of 4 files and 2 of 5 clips can be used." in error


def test_films_that_are_all_there_exit_with_0(config, tmp_path):
    (tmp_path / "own.csv").write_text("movie,start,end,text\nSintel,1,2,x\n")
    assert adtool("train", "films", "--config", config, "-q")[0] == 0


def test_a_program_reads_json(config):
    code, out, error = adtool("train", "films", "--config", config, "--json", "-q")
    assert (code, error) == (3, "")
    films = json.loads(out)
    assert [film["film"] for film in films] == ["Sintel", "Signs", "Hugo", "Titanic"]
    assert films[1]["length"] == 70.0
    assert (films[1]["clips"], films[1]["usable"]) == (2, 1)
    assert (films[2]["metadata"], films[2]["usable"]) == (131.0, 0)
    assert films[3] == {
        "film": "Titanic",
        "file": None,
        "clips": 1,
        "usable": 0,
        "length": None,
        "metadata": None,
        "faults": [{"kind": "no film", "detail": "Titanic: 1 annotations"}],
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["data.videos="], "data.videos: name the folder of videos: data.videos=FOLDER"),
        (["data.annotations=none.csv"], "none.csv: there is no such file"),
        (["data.kind=storyworld"], "data.kind: storyworld's films are drawn"),
        (["data.video=x"], "unknown key data.video; did you mean data.videos?"),
    ],
)
def test_a_wrong_setting_is_one_line_and_exit_1(config, arguments, message):
    code, out, error = adtool("train", "films", "--config", config, *arguments)
    assert (code, out) == (1, "")
    assert message in error
    assert len(error.splitlines()) == 1
