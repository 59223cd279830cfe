"""``adtool gaps`` as a user meets it."""

import json
import subprocess
import sys

import av
import numpy as np
import pytest
from click.testing import CliRunner

from adtool import speech
from adtool.cli import group
from adtool.gaps.report import read_gaps
from adtool.timeline import Gap


@pytest.fixture
def film(tmp_path, monkeypatch):
    """Make ten seconds of sound, and a detector that hears speech from 4 s to 5 s in anything."""
    silent = speech.Entry(lambda settings: lambda samples: [(4.0, 5.0)])
    monkeypatch.setitem(speech.DETECTORS, "silero", silent)
    path = tmp_path / "film.wav"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=16_000, layout="mono")
        silence = np.zeros((1, 160_000), np.int16)
        frame = av.AudioFrame.from_ndarray(silence, format="s16", layout="mono")
        frame.sample_rate = 16_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def gaps(*arguments):
    return CliRunner().invoke(group, ["gaps", *map(str, arguments)])


def test_gaps_are_written_where_o_says(film, tmp_path):
    output = tmp_path / "gaps.json"
    result = gaps(film, "-o", output, "--speech", "silero")
    assert result.exit_code == 0, result.output
    assert read_gaps(output).gaps == (Gap(0, 3_750), Gap(5_250, 10_000))
    assert result.stdout == ""
    assert "film.wav: 2 gaps with 8.5 s of the movie's 10.0 s." in result.stderr


def test_standard_output_carries_the_document_alone(film):
    result = gaps(film, "-o", "-", "--speech", "silero", "--minimum-gap", "4.5")
    assert json.loads(result.stdout)["gaps"] == [[5.25, 10.0]]
    result = gaps(film, "-o", "-", "--speech", "silero", "-f", "vtt")
    assert result.stdout.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:03.750\n")


def test_several_formats_are_files_side_by_side(film, tmp_path):
    result = gaps(film, "-o", tmp_path / "out.json", "-f", "json,srt", "--speech", "silero", "-q")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert sorted(path.name for path in tmp_path.glob("out.*")) == ["out.json", "out.srt"]


def test_no_gap_is_an_empty_result_and_a_notice(film, tmp_path):
    output = tmp_path / "gaps.srt"
    result = gaps(film, "-o", output, "--speech", "silero", "--minimum-gap", "9")
    assert result.exit_code == 0
    assert output.read_text() == ""
    assert "film.wav has no gap of 9 s or more." in result.stderr


def test_an_output_that_exists_is_replaced_only_when_asked(film, tmp_path):
    output = tmp_path / "gaps.json"
    output.write_text("mine")
    result = gaps(film, "-o", output, "--speech", "silero")
    assert result.exit_code == 1
    assert output.read_text() == "mine"
    assert gaps(film, "-o", output, "--speech", "silero", "--overwrite").exit_code == 0
    assert read_gaps(output).duration == 10_000


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        (["-o", "gaps.txt"], 1, "names no format of gaps"),
        (["-o", "-", "-f", "json,srt"], 2, "Only one format"),
        (["-o", "-", "-f", "ttml"], 2, "'ttml' is not one of json, srt, vtt"),
        (["-o", "-", "--speech", "ears"], 2, "'ears' is not one of"),
        (["-o", "-", "--speech-onset", "0.1"], 2, "0 < offset <= onset < 1 must hold"),
        (["-o", "-", "--subtitles", "none.srt"], 1, "none.srt: there is no such file"),
        ([], 2, "Missing option '-o'"),
    ],
)
def test_wrong_use_is_one_line(film, arguments, code, fault):
    result = gaps(film, *arguments)
    assert result.exit_code == code
    assert fault in result.stderr
    assert result.stdout == ""


def test_a_movie_that_is_none_is_named(tmp_path):
    movie = tmp_path / "film.mp4"
    movie.write_text("text")
    result = gaps(movie, "-o", tmp_path / "gaps.json")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {movie}: ")
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_its_help_imports_no_heavy_package():
    check = (
        "import sys; from click.testing import CliRunner; from adtool.cli import group;"
        "assert CliRunner().invoke(group, ['gaps', '-h']).exit_code == 0;"
        "assert not {'torch', 'av', 'transformers', 'pysubs2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
