"""Options of how scripts are laid out, through the commands that have them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.scripts import examine, read_script, write_script
from adtool.scripts.layout import timecode_facts
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Line, Script, Span

ROOT = Path(__file__).parents[2]
SCRIPT = Script((Line(1_000, 2_000, "Anna sits."), Line(5_000, 6_500, "Snow falls.")))


def run(*arguments: object) -> str:
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """Return a movie at 25 frames a second with a timecode track from 10:00:00:00 on."""
    path = tmp_path / "master.mov"
    with av.open(path, "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.metadata["timecode"] = "10:00:00:00"
        for _ in range(50):
            frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), "rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_the_masters_own_timecode_is_written(tmp_path: Path, master: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.srt")
    run("convert", tmp_path / "ad.srt", "--movie", master, "-o", tmp_path / "ad.csv")
    assert "10:00:01:00,10:00:02:00,Anna sits." in (tmp_path / "ad.csv").read_text()


def test_the_masters_own_timecode_is_read(tmp_path: Path, master: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.json")
    run("convert", tmp_path / "ad.json", "--movie", master, "-o", tmp_path / "ad.edl")
    run("convert", tmp_path / "ad.edl", "--movie", master, "-o", tmp_path / "back.json")
    spans = [line.span for line in read_script(tmp_path / "back.json").lines]
    assert spans == [Span(1_000, 2_000), Span(5_000, 6_480)]  # no half frame


def test_a_start_that_the_movies_rate_has_not_is_told_before_the_work(
    tmp_path: Path, master: Path
) -> None:
    write_script(
        replace(SCRIPT, metadata=timecode_facts(timecode_named("25"))), tmp_path / "ad.json"
    )
    drop = ["--start-timecode", "10:00:00;00", "-o", str(tmp_path / "new.json")]
    for told in (["convert", tmp_path / "ad.json"], ["describe", master, "--model", "spotting"]):
        result = CliRunner().invoke(group, [str(one) for one in (*told, *drop)])
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
        assert "Error: --start-timecode: 10:00:00;00 is drop-frame" in result.stderr
        assert not (tmp_path / "new.json").exists()


def test_a_start_timecode_moves_subtitles_and_is_taken_off_again(tmp_path: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.json")
    from_ten = ("--start-timecode", "10:00:00:00")
    run("convert", tmp_path / "ad.json", *from_ten, "-o", tmp_path / "ad.srt")
    assert "10:00:01,000 --> 10:00:02,000" in (tmp_path / "ad.srt").read_text()
    run("convert", tmp_path / "ad.srt", *from_ten, "-o", tmp_path / "back.json")
    assert read_script(tmp_path / "back.json").lines == SCRIPT.lines


def test_an_edit_list_without_a_frame_rate_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    write_script(SCRIPT, tmp_path / "ad.srt")
    film = ROOT / "examples" / "film.mp4"  # of 12 frames a second, which have no timecode
    for told in (["convert", tmp_path / "ad.srt"], ["describe", film, "--model", "spotting"]):
        told += ["-o", f"{tmp_path}/out/", "-f", "csv,edl"]
        result = CliRunner().invoke(group, [str(one) for one in told])
        assert result.exit_code == 1
        assert "CMX3600 counts frames; say how many a second" in result.stderr
        assert not list((tmp_path / "out").glob("*"))


def test_check_reads_timecode(tmp_path: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.json")
    rate = ("--timecode", "25")
    run("convert", tmp_path / "ad.json", *rate, "-o", tmp_path / "ad.csv")
    refused = CliRunner().invoke(group, ["check", str(tmp_path / "ad.csv")])
    assert refused.exit_code == 1
    assert "'00:00:01:00' counts frames; say their rate, as in --timecode 25" in refused.stderr
    assert "counts frames" not in run("check", tmp_path / "ad.csv", *rate)


def test_dialogue_is_shown_around_the_lines(tmp_path: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.srt")
    (tmp_path / "film.srt").write_text("1\n00:00:03,000 --> 00:00:04,000\nHello.\n")
    shown = ("--with-dialogue", tmp_path / "film.srt")
    run("convert", tmp_path / "ad.srt", *shown, "-o", tmp_path / "ad.txt")
    assert "Dialogue, 0:00:03.000: Hello." in (tmp_path / "ad.txt").read_text()


def test_a_document_is_read_in_its_own_timecode_and_written_on_in_it(tmp_path: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.json")
    run("convert", tmp_path / "ad.json", "--timecode", "25", "-o", tmp_path / "ad.docx")
    run("convert", tmp_path / "ad.docx", "-o", tmp_path / "ad.csv")
    assert "00:00:01:00,00:00:02:00,Anna sits." in (tmp_path / "ad.csv").read_text()
    assert examine(tmp_path / "ad.docx").script.lines[1].span == Span(5_000, 6_480)
