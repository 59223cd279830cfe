"""What stands on stderr while commands run as processes: with -q nothing, else our own lines."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILM = ROOT / "examples" / "film.mp4"
CAST = ROOT / "examples" / "cast.json"
SCRIPT = ROOT / "examples" / "reference.srt"
PREDICTIONS = "vid,start,end,text_gt,text_gen\nfilm,1,3,Anna waves.,Anna runs.\n"

OURS = re.compile(
    r"[A-Z][a-z]+ [\w. ]+ …"
    r"|[A-Z][a-z]+ [\w. ]+: done(, \d+)? in .+\."
    r"|[A-Z][a-z]+ [\w. ]+: \d+ (of \d+ \(\d+%\)(, about .+ left)?|so far)"
    r"|Using bundled: film\.mp4 looks like the small drawn world that it knows\."
    r"|film\.mp4: \d+ lines in \d+ gaps \(.+\); \d+ words in .+ s, \d+ words a minute\."
)
FOREIGN = ("%|", "it/s", "Loading weights", "causal_conv1d", "Warning", "[transformers]", "INFO")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "preds.csv").write_text(PREDICTIONS)
    return tmp_path


def command(desk: Path, *arguments: str | Path) -> dict[str, object]:
    """What ``subprocess`` is to run, in an environment in which nothing asks for quiet."""
    loud = {name: value for name, value in os.environ.items() if "HF_HUB" not in name}
    home = {name: str(desk) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "ADTOOL_DATA")}
    return {
        "args": [sys.executable, "-m", "adtool", *map(str, arguments)],
        "env": loud | home | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        "cwd": desk,
        "check": True,
    }


def said(desk: Path, *arguments: str | Path) -> str:
    """Return what a command says on stderr."""
    done = subprocess.run(**command(desk, *arguments), capture_output=True, text=True)  # type: ignore[call-overload]
    return str(done.stderr)


def shown(desk: Path, *arguments: str | Path) -> str:
    """Return what a command shows on stderr if that is a terminal."""
    ours, theirs = pty.openpty()
    told = command(desk, *arguments) | {"stderr": theirs, "stdout": subprocess.DEVNULL}
    del told["check"]
    with subprocess.Popen(**told) as process:  # type: ignore[call-overload]
        os.close(theirs)
        text = b"".join(iter(lambda: read(ours), b"")).decode()
    os.close(ours)
    assert process.returncode == 0
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def read(terminal: int) -> bytes:
    """Return what has been written; nothing once the other end is closed."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    "line",
    [
        ["models"],
        ["check", "-q", SCRIPT],
        ["convert", "-q", SCRIPT, "-o", "script.vtt"],
        ["eval", "-q", "--benchmark", "cmd-ad", "--predictions", "preds.csv", "--metrics", "bleu"],
    ],
    ids=lambda line: line[0],
)
def test_a_command_says_nothing_if_it_is_to_be_quiet(desk: Path, line: list[str | Path]) -> None:
    assert said(desk, *line) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        ["doctor"],
        ["gaps", "-q", FILM, "-o", "gaps.json"],
        ["gaps", "-q", FILM, "-o", "gaps.json", "--speech", "silero"],
        ["describe", "-q", FILM, "--cast", CAST, "-o", "ad.json"],
    ],
    ids=["doctor", "gaps", "gaps-silero", "describe"],
)
def test_the_work_on_films_says_nothing_if_it_is_to_be_quiet(
    desk: Path, line: list[str | Path]
) -> None:
    assert said(desk, *line) == ""


@pytest.mark.slow
def test_all_that_describe_says_are_our_own_lines(desk: Path) -> None:
    lines = said(desk, "describe", FILM, "--speech", "silero", "-o", "ad.json").splitlines()
    assert "Describing clips …" in lines
    assert [line for line in lines if not OURS.fullmatch(line)] == []


@pytest.mark.slow
def test_a_terminal_shows_our_bars_and_nobody_elses_lines(desk: Path) -> None:
    text = shown(desk, "describe", FILM, "-o", "ad.json")
    assert "Describing clips" in text
    assert "━" in text
    assert [part for part in FOREIGN if part in text] == []


@pytest.mark.slow
def test_training_from_scratch_says_nothing_if_it_is_to_be_quiet(desk: Path) -> None:
    films = "data.train_films=1 data.validation_films=1 data.clips=16 loop.workers=0 loop.steps=1"
    first = "batch=8 vanilla.pictures=64 vanilla.batch=8 vanilla.loop.steps=1"
    second = "clip=one/clip_ad batch=1 language_model.films=2 language_model.loop.steps=1"
    train = ["train", "stage1", "-q", "--config", "storyworld", "-o", "one", *films.split()]
    assert said(desk, *train, *first.split()) == ""
    train = ["train", "stage2", "-q", "--config", "storyworld", "-o", "two", *films.split()]
    assert said(desk, *train, *second.split()) == ""


NOISE = """
import os, sys, warnings, logging
def noisy(*args, **values):
    os.write(2, b"[h264 @ 0x1] error while decoding\\n")
    os.system("echo a child >&2")
    warnings.warn("a warning")
    logging.getLogger("transformers").warning("some advice")
    from tqdm import tqdm
    list(tqdm(range(3)))
    from adtool.errors import MediaError
    if "fail" in sys.argv[1]:
        raise MediaError("film.mp4", "is broken")
    return real(*args, **values)
import adtool.checking.run as run
real = run.check_file
from adtool.cli import check
check.check_file = noisy
from adtool.cli import group
group(sys.argv[2:], prog_name="adtool")
"""


@pytest.mark.parametrize(
    "flags", [["-q"], ["--progress", "none"], ["--no-progress"], ["-q", "-v"]], ids=" ".join
)
@pytest.mark.parametrize("fails", ["fails", "works"])
def test_libraries_are_silent_past_python_too_and_errors_are_not(
    desk: Path, flags: list[str], fails: str
) -> None:
    told = [sys.executable, "-c", NOISE, fails, "check", *flags, str(SCRIPT)]
    ran = command(desk) | {"args": told, "check": False}
    done = subprocess.run(**ran, capture_output=True, text=True)  # type: ignore[call-overload]
    assert done.stderr == ("Error: film.mp4: is broken\n" if fails == "fails" else "")
    assert done.returncode == (fails == "fails")


def test_the_environment_and_the_file_make_it_silent_as_well(desk: Path) -> None:
    (desk / "quiet.toml").write_text('progress = "none"\n')
    told = [sys.executable, "-c", NOISE, "works"]
    ran = command(desk)
    for words, more in (
        (["--config-file", "quiet.toml", "check", str(SCRIPT)], {}),
        (["check", str(SCRIPT)], {"ADTOOL_PROGRESS": "none"}),
        (["check", str(SCRIPT)], {"ADTOOL_CHECK_QUIET": "1"}),
    ):
        ran |= {"args": [*told, *words], "env": {**ran["env"], **more}}  # type: ignore[dict-item]
        done = subprocess.run(**ran, capture_output=True, text=True)  # type: ignore[call-overload]
        assert done.stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize("flag", ["-q", "--no-progress"])
def test_a_broken_movie_makes_no_library_speak(desk: Path, flag: str) -> None:
    content = FILM.read_bytes()
    broken = bytearray(content)
    for place in range(len(content) // 3, len(content) - 4000, 3000):
        broken[place : place + 300] = bytes(300)
    (desk / "film.mp4").write_bytes(bytes(broken))
    told = ["describe", flag, "film.mp4", "--model", "bundled", "-o", "ad.json", "--minutes", "0.2"]
    for reader in ("pyav", "decord"):
        ran = command(desk, *told, "--frame-reader", reader, "--overwrite") | {"check": False}
        done = subprocess.run(**ran, capture_output=True, text=True)  # type: ignore[call-overload]
        assert done.stderr == "" or done.stderr.startswith("Error: ")
        assert len(done.stderr.splitlines()) <= 1
