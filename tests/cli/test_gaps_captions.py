"""``adtool gaps film.wav --subtitles x.srt``, as a user meets it: what is speech, what is a gap."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner

from adtool.cli import group

CUE = "{n}\n{times}\n{text}\n\n"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make twenty seconds of silence."""
    path = tmp_path_factory.mktemp("film") / "film.wav"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=16_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 320_000), np.int16), "s16", "mono")
        frame.sample_rate = 16_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def srt(*cues: tuple[str, str]) -> str:
    return "".join(
        CUE.format(n=n, times=times, text=text) for n, (times, text) in enumerate(cues, 1)
    )


def speech(film: Path, content: str, *options: str, name: str = "dialogue.srt") -> object:
    """Return the speech of gaps.json, or the error."""
    path = film.with_name(name)
    path.write_text(content, encoding="utf-8")
    told = ["gaps", str(film), "--subtitles", str(path), "-o", "-", *options]
    result = CliRunner().invoke(group, told)
    if result.exit_code:
        assert result.exit_code == 1
        assert result.stdout == ""
        return result.stderr.strip().splitlines()[-1]
    return json.loads(result.stdout)["speech"]


HELLO = ("00:00:02,000 --> 00:00:03,000", "Hello.")


@pytest.mark.parametrize(
    "times",
    [
        *(
            "00:08,000 --> 00:09,000",
            "00:00:08,0 --> 00:00:09,0000",
            "00:00:08.000 -> 00:00:09.000",
        ),
        *("00:00:08:000 --> 00:00:09:000", "00: 00: 08, 000 --> 00: 00: 09, 000"),
        *("2 00:00:08,000 --> 00:00:09,000", "[00:00:08,000 — 00:00:09,000]"),
        *("００:００:０８,０００ → ００:００:０９,０００", "00:00:08,000==>00:00:09,000"),
    ],
)
def test_times_in_any_notation_are_speech(film: Path, times: str) -> None:
    assert speech(film, srt(HELLO, (times, "Stop!"))) == [[2.0, 3.0], [8.0, 9.0]]


@pytest.mark.parametrize(
    "times",
    [
        *("00:00:08:12 --> 00:00:09:12", "00:00:09,000 --> 00:00:08,000", "00:00:08,000 -->"),
        *("0O:00:08,000 -> 00:00:09,000", "00:00:08,000 and 00:00:09,000", "at eight seconds"),
        *("00:00:08,000 <- 00:00:09,000", "8-9", "00:00:08,000 --> 00:00:08,000"),
    ],
)
def test_times_that_cannot_be_read_are_an_error_with_their_line(film: Path, times: str) -> None:
    error = speech(film, srt(HELLO, (times, "Stop!")))
    assert isinstance(error, str)
    assert error.startswith(f"Error: {film.parent}/dialogue.srt: line 6: ")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        *((text, True) for text in ("[man speaking foreign language]", "(SPEAKS INDISTINCTLY)")),
        *((text, True) for text in ("[whispering]", "(people chanting)", "(Tom) Stop it!")),
        *((text, False) for text in ("[thunder]", "(door slams)", "♪", "♪ instrumental ♪")),
        *((text, True) for text in ("♪ Happy birthday ♪", "[singing in French]")),
    ],
)
def test_captions_are_voices_or_sounds(film: Path, text: str, heard: bool) -> None:
    found = speech(film, srt(HELLO, ("00:00:08,000 --> 00:00:09,000", text)))
    assert found == ([[2.0, 3.0], [8.0, 9.0]] if heard else [[2.0, 3.0]])


@pytest.mark.parametrize("text", ["♪ Happy birthday ♪", "[singing in French]", "# La la #"])
def test_songs_may_be_gaps(film: Path, text: str) -> None:
    content = srt(HELLO, ("00:00:08,000 --> 00:00:09,000", text))
    assert speech(film, content, "--songs", "gap") == [[2.0, 3.0]]
    assert speech(film, content, "--songs", "speech") == [[2.0, 3.0], [8.0, 9.0]]


def run(film: Path, content: str, *options: str) -> subprocess.CompletedProcess[str]:
    path = film.with_name("own.srt")
    path.write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "adtool", "gaps", film, "--subtitles", path, "-o", "-"]
    return subprocess.run([*command, *options], capture_output=True, text=True, check=False)


def test_credits_are_told_and_no_speech(film: Path) -> None:
    credit = ("00:00:00,000 --> 00:00:05,000", "Subtitles by Anna\nwww.example.com")
    done = run(film, srt(credit, ("00:00:08,000 --> 00:00:09,000", "Hello.")))
    assert json.loads(done.stdout)["speech"] == [[8.0, 9.0]]
    assert (
        "own.srt: line 2 is a credit, no speech: 'Subtitles by Anna www.example.com'" in done.stderr
    )


def test_rolling_captions_are_read(film: Path) -> None:
    content = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:02.000 --> 00:00:03.000 align:start position:0%\n \nwe<00:00:02.500><c> go</c>\n\n"
        "00:00:03.000 --> 00:00:03.010 align:start position:0%\nwe go\n \n\n"
        "00:00:03.010 --> 00:00:05.000 align:start position:0%\n"
        "we go\nhome<00:00:04.000><c> now</c>\n"
    )
    assert json.loads(run(film, content).stdout)["speech"] == [[2.0, 5.0]]


def test_files_in_one_whose_times_restart_are_refused(film: Path) -> None:
    done = run(
        film,
        srt(HELLO, ("00:00:08,000 --> 00:00:09,000", "Stop!"))
        + srt(
            ("00:00:01,000 --> 00:00:02,000", "Again."),
        ),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "own.srt: line 10: the times start again, as where files were joined" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_lost_time_line_is_one_line_of_error(film: Path) -> None:
    done = run(film, srt(HELLO, ("oo:oo:o8", "Stop!")), "--progress", "none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Error: {film.parent}/own.srt: line 6: these are no times: 'oo:oo:o8'\n"


def test_negative_times_and_times_out_of_order_are_read(film: Path) -> None:
    done = run(
        film,
        srt(
            ("00:00:08,000 --> 00:00:09,000", "Two."),
            ("-00:00:01,000 --> 00:00:01,000", "One."),
            ("00:00:08,500 --> 00:00:10,000", "Three."),
        ),
    )
    assert json.loads(done.stdout)["speech"] == [[0.0, 1.0], [8.0, 10.0]]


TIMES = "00:00:08,000 --> 00:00:09,000"
EVENT = "Dialogue: 0,0:00:02.00,0:00:03.00,A,,0,0,0,,"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("one-line.srt", srt(HELLO, (TIMES, "Bye.")).replace("\n", " "), "line 1: times stand in"),
        ("in-text.srt", srt((HELLO[0], f"Hello. 2 {TIMES} Bye.")), "line 3: times stand in"),
        ("quoted.srt", srt(HELLO) + f"> 2\n> {TIMES}\n> Bye.\n", "line 6: times stand in"),
        ("zero.srt", srt(HELLO, (TIMES, "Bye\0\0.")), "line 7: zero bytes stand here"),
        ("two.sbv", "0:00:02.000,0:00:03.000\nA\n- 0:00:08.000,0:00:09.000\nB", "line 3: times"),
        ("two.sub", "{1}{1}25\n{50}{75}Hello {200}{225}Bye", "line 2: this is no cue"),
        (
            "two.ass",
            f"[Events]\n{EVENT}Hi {EVENT.replace('0:0', '1:0')}Bye",
            "line 2: times stand in",
        ),
        (
            "span.ttml",
            '<tt><body><span begin="2s" end="3s">Hi</span></body></tt>',
            "line 1: <span>",
        ),
    ],
)
def test_a_cue_inside_of_another_is_no_silence(
    film: Path, name: str, content: str, fault: str
) -> None:
    error = speech(film, content, name=name)
    assert isinstance(error, str)
    assert f"{name}: {fault}" in error


@pytest.mark.parametrize(
    "text",
    ["<whispering>", "[cries out]", "[?]", "(barks orders)", "<i>[grumbling]</i>", "<Stop it!>"],
)
def test_a_voice_in_any_brackets_is_speech(film: Path, text: str) -> None:
    assert speech(film, srt(HELLO, (TIMES, text))) == [[2.0, 3.0], [8.0, 9.0]]


@pytest.mark.parametrize("text", ["<i>[crickets]</i>", "â™ª", "&#9834;", "{y:i}[doorbell]"])
def test_a_sound_in_any_tags_is_none(film: Path, text: str) -> None:
    assert speech(film, srt(HELLO, (TIMES, text))) == [[2.0, 3.0]]


@pytest.mark.parametrize("told", ["-1h", "-60 min", "-3600s", "\u22121:00:00", "01:00:00:00"])
def test_an_offset_is_told_in_any_spelling(film: Path, told: str) -> None:
    content = srt(("01:00:02,000 --> 01:00:03,000", "Hello."))
    assert speech(film, content, f"--subtitles-offset={told}") == [[2.0, 3.0]]
