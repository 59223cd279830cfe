"""``adtool gaps --subtitles`` as a user meets it: every format, tracks, offsets and mistakes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from av.stream import Disposition
from click.testing import CliRunner

from adtool.cli import group

ASS = (
    "[Script Info]\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:02.00,0:00:04.00,Default,,0,0,0,,Hello.\n"
)
SBV = "0:00:02.000,0:00:04.000\nHello.\n"
SCC = (
    "Scenarist_SCC V1.0\n\n00:00:01;20\t94ae 94ae 9420 9420 9470 9470 c8e5 ecec ef80 942f 942f\n\n"
    "00:00:04;00\t942c 942c\n"
)
TTML = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>'
    '<p begin="2s" end="4s">Hello.</p></div></body></tt>'
)


@pytest.fixture
def folder(subtitle_files, tmp_path):
    """A folder with a film of ten seconds, and the same subtitles in every format."""
    subtitle_files.movie(tmp_path / "film.mp4", subtitle_files.Track(codec="mov_text"))
    tracks = [
        subtitle_files.Track(language="eng", title="Forced", disposition=Disposition.forced),
        subtitle_files.Track(codec="ass", language="eng"),
        subtitle_files.Track(((5_000, 6_000, "Hallo."),), "webvtt", "ger", "Deutsch"),
        subtitle_files.Track(codec="dvd_subtitle", language="fre"),
    ]
    subtitle_files.movie(tmp_path / "film.mkv", *tracks)
    block = subtitle_files.Block((0, 0, 2, 0), (0, 0, 4, 0), b"Hello.")
    late = subtitle_files.Block((10, 0, 2, 0), (10, 0, 4, 0), b"Hello.")
    written = {
        "a.ass": ASS.encode(),
        "a.ssa": ASS.replace("Layer", "Marked").encode("utf-16"),
        "named.srt": ASS.encode(),
        "a.sbv": SBV.encode(),
        "a.sub": b"{20}{40}Hello.\n",
        "b.sub": b"{1}{1}25\n{50}{100}Hello.\n",
        "a.stl": subtitle_files.stl(block),
        "late.stl": subtitle_files.stl(late),
        "a.scc": SCC.encode(),
        "a.ttml": TTML.encode(),
        "a.xml": TTML.encode("utf-16"),
        "late.srt": b"1\n01:00:02,000 --> 01:00:04,000\nHello.\n",
        "cut.stl": subtitle_files.stl(block)[:1100],
        "bomb.ttml": b'<!DOCTYPE tt [<!ENTITY a "aaaa">]>' + TTML.encode(),
        "wrong.ass": ASS.replace("0:00:02", "0:00:xx").encode(),
        "wrong.sbv": SBV.replace("0:00:02", "0:00:xx").encode(),
        "wrong.scc": SCC.replace("00:00:01", "00:00:xx").encode(),
        "wrong.sub": b"{20}{40}Hello.\n{x}{90}No\n",
        "empty.ass": b"",
        "notes.txt": b"Dear diary\n",
        "old.zip": b"PK\x03\x04" + bytes(50),
    }
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def adtool(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run adtool as a process in a folder."""
    home = {"XDG_CONFIG_HOME": str(folder / "home"), "XDG_CACHE_HOME": str(folder / "home")}
    return subprocess.run(
        [sys.executable, "-m", "adtool", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=os.environ | home | {"HF_HUB_OFFLINE": "1"},
    )


def gaps(folder, monkeypatch, *arguments):
    """Run ``adtool gaps`` in this process: quicker."""
    monkeypatch.chdir(folder)
    return CliRunner().invoke(group, ["gaps", *map(str, arguments), "-o", "-"])


FREE = [[4.25, 10.0]]
"""Beside speech from 2 s to 4 s."""


@pytest.mark.parametrize(
    "name",
    ["a.ass", "a.ssa", "named.srt", "a.sbv", "a.sub", "b.sub", "a.stl", "late.stl", "a.ttml",
     "a.xml", "late.srt", "track", "track:1", "1"],
)  # fmt: skip
def test_the_same_subtitles_give_the_same_gaps_in_every_format(folder, monkeypatch, name):
    result = gaps(folder, monkeypatch, "film.mp4", "--subtitles", name)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["gaps"] == FREE


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("track", [[2.0, 4.0]]),
        ("track:2", [[2.0, 4.0]]),
        ("track:de", [[5.0, 6.0]]),
        ("track:Deutsch", [[5.0, 6.0]]),
        ("ger", [[5.0, 6.0]]),
        ("3", [[5.0, 6.0]]),
    ],
)
def test_a_track_is_named_by_number_language_or_title(folder, monkeypatch, name, spoken):
    result = gaps(folder, monkeypatch, "film.mkv", "--subtitles", name)
    assert json.loads(result.stdout)["speech"] == spoken


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cut.stl", "cut.stl: is cut off: its last block has 76 of 128 bytes"),
        ("bomb.ttml", "bomb.ttml: line 1: has a DOCTYPE"),
        ("wrong.ass", "wrong.ass: line 4: these are no times"),
        ("wrong.sbv", "wrong.sbv: line 1: these are no times"),
        ("wrong.scc", "wrong.scc: line 3: this is no line of captions"),
        ("wrong.sub", "wrong.sub: line 2: this is no cue"),
        ("empty.ass", "empty.ass: is empty"),
        ("notes.txt", "(read are ASS/SSA, EBU STL, MicroDVD, SBV, SCC, SubRip, TTML/IMSC, WebVTT)"),
        ("old.zip", "old.zip: is a zip archive; unpack it"),
        ("film.mkv", "film.mkv: is a movie; a text track in the movie is named --subtitles track"),
        ("track:4", "holds pictures of text, which cannot be read; name 2 (eng, ASS), 3 (ger,"),
        ("track:forced", "is no dialogue: it is marked forced; name 2"),
        ("track:spa", "has no track of subtitles 'spa', but 1 (eng,"),
        ("none.srt", "none.srt: there is no such file"),
    ],
)
def test_what_cannot_be_read_is_one_line_that_says_why(folder, monkeypatch, name, said):
    result = gaps(folder, monkeypatch, "film.mkv", "--subtitles", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "offset", "spoken"),
    [
        ("late.srt", "-1:00:00", [[2.0, 4.0]]),
        ("late.srt", "1:00:00:00", [[2.0, 4.0]]),
        ("late.stl", "10:00:00:00", [[2.0, 4.0]]),
        ("late.stl", "-9:59:59", [[3.0, 5.0]]),
        ("a.ass", "0.5", [[2.5, 4.5]]),
        ("track:2", "-1", [[1.0, 3.0]]),
    ],
)
def test_an_offset_that_is_told_is_added(folder, monkeypatch, name, offset, spoken):
    told = ["--subtitles", name, "--subtitles-offset", offset]
    result = gaps(folder, monkeypatch, "film.mkv", *told)
    assert json.loads(result.stdout)["speech"] == spoken


def test_an_offset_that_is_none_is_a_usage_error(folder, monkeypatch):
    told = ["--subtitles", "late.srt", "--subtitles-offset", "soon"]
    result = gaps(folder, monkeypatch, "film.mkv", *told)
    assert result.exit_code == 2
    assert "'soon' is no time like -1:00:00, no time code like 10:00:00:00." in result.stderr


@pytest.mark.parametrize(
    ("movie", "name", "note"),
    [
        ("film.mp4", "a.stl", ""),
        ("film.mp4", "a.scc", ""),
        ("film.mp4", "a.sub", "a.sub counts frames; a second has 10, as in film.mp4."),
        ("film.mp4", "late.stl", "late.stl begins at 10:00:02: 10:00:00 is taken off its times"),
        ("film.mkv", "track", "film.mkv has 4 tracks of subtitles: 2 (eng, ASS) is read, not 1"),
    ],
)
def test_a_process_says_what_it_took_for_granted(folder, movie, name, note):
    done = adtool(folder, "gaps", movie, "--subtitles", name, "-o", "-", "-f", "json")
    assert done.returncode == 0, done.stderr
    assert abs(json.loads(done.stdout)["gaps"][0][0] - 4.25) < 0.1
    assert note in done.stderr
    assert len(done.stderr.splitlines()) == 1 + bool(note)


@pytest.mark.parametrize("name", ["cut.stl", "wrong.scc", "bomb.ttml", "track:4", "notes.txt"])
def test_a_process_that_cannot_read_ends_in_one_line_and_writes_nothing(folder, name):
    done = adtool(folder, "gaps", "film.mkv", "--subtitles", name, "-o", "gaps.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert not (folder / "gaps.json").exists()


@pytest.mark.parametrize("name", ["a.ass", "a.stl", "late.srt", "track:2"])
def test_describe_reads_them_as_well_and_keeps_what_it_read(folder, name):
    command = ["describe", "film.mkv", "--subtitles", name, "--model", "spotting", "--work", "work"]
    for _ in range(2):
        done = adtool(folder, *command, "-o", "ad.json", "--overwrite")
        assert done.returncode == 0, done.stderr
    lines = json.loads((folder / "ad.json").read_text())["lines"]
    assert lines
    assert all(line["start"] >= 4.25 for line in lines)
    assert len(list((folder / "work").rglob("speech-*"))) == 1


def test_a_track_serves_for_several_movies_and_a_file_for_one(folder):
    command = ["describe", "film.mkv", "other.mp4", "--model", "spotting", "--work", "work"]
    (folder / "film.mp4").rename(folder / "other.mp4")
    (folder / "out").mkdir()
    done = adtool(folder, *command, "-o", "out", "--subtitles", "track")
    assert done.returncode == 0, done.stderr
    assert len(list((folder / "out").glob("*.srt"))) == 2
    done = adtool(folder, *command, "-o", "out", "--subtitles", "a.ass", "--overwrite")
    assert done.returncode == 2
    assert "belong to one movie" in done.stderr


def test_check_reads_them_without_a_movie_but_for_tracks_and_frames(folder):
    (folder / "ad.srt").write_text("1\n00:00:01,000 --> 00:00:03,000\nAnna runs away.\n")
    done = adtool(folder, "check", "ad.srt", "--subtitles", "a.ass")
    assert "over-speech" in done.stdout or "speech" in done.stdout
    done = adtool(folder, "check", "ad.srt", "--subtitles", "track")
    assert "track: is a track inside a movie; name the movie with --movie" in done.stderr
    done = adtool(folder, "check", "ad.srt", "--subtitles", "a.sub")
    assert "nothing tells how many a second has" in done.stderr
