"""``adtool describe`` as a process: its first line, its exit codes, and its end by force."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group

MakeFilm = Callable[..., Path]

ADTOOL = [sys.executable, "-m", "adtool", "describe", "--progress", "lines"]


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "HF_HUB_OFFLINE": "1",
        "XDG_CACHE_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }


@pytest.mark.parametrize("name", ["no.mp4", "text.mp4"])
def test_what_is_no_movie_is_refused_in_one_line_without_a_traceback(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "text.mp4").write_text("Dear diary,\n" * 100)
    done = subprocess.run(
        [*ADTOOL, tmp_path / name, "-o", tmp_path / "ad.srt"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(tmp_path / "home"),
    )
    assert (done.returncode, done.stdout) == (1, "")
    said = done.stderr.splitlines()
    assert said[0] == f"Describing {name} …"
    assert said[-1].startswith(f"Error: {tmp_path}/{name}: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "ad.srt").exists()


def arguments(model: Path, film: Path, output: Path, work: Path) -> list[str]:
    quick = ["--beams", "2", "--max-tokens", "2", "--longest-clip", "4", "--windows", "1"]
    return [*map(str, [film, "--model", model, "-o", output, "--work", work]), *quick]


@pytest.mark.slow
def test_the_speech_detector_is_loaded_before_the_model(
    model_folder: Path, make_film: MakeFilm, tmp_path: Path
) -> None:
    film = make_film(seconds=4, sound=True)
    command = arguments(model_folder, film, tmp_path / "ad.json", tmp_path / "work")
    done = subprocess.run(
        [*ADTOOL, *command],
        capture_output=True,
        text=True,
        check=True,
        env=environment(tmp_path / "home"),
    )
    said = done.stderr.splitlines()
    assert said.index("Loading pyannote …") < said.index("Finding speech …")
    assert "Warning" not in done.stderr


def end_while_looking(command: list[str], work: Path, force: signal.Signals) -> int:
    """Start a run, end it by force when its first features are kept, and return its exit code."""
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(work.parent / "home"),
    ) as process:
        while process.poll() is None and not list(work.glob("*/features-*")):
            time.sleep(0.001)
        process.send_signal(force)
    return process.returncode


def drafted(script: Path) -> dict[str, object]:
    """Return a script without what it has cost: a run that was ended decodes more frames."""
    found: dict[str, object] = json.loads(script.read_text("utf-8"))
    metadata = found["metadata"]
    assert isinstance(metadata, dict)
    assert metadata.pop("decoding")["frames"] > 0
    return found


@pytest.mark.slow
@pytest.mark.parametrize("force", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_ended_goes_on_and_ends_like_an_unbroken_one(
    model_folder: Path, make_film: MakeFilm, tmp_path: Path, force: signal.Signals
) -> None:
    film = make_film(seconds=120)
    broken = arguments(model_folder, film, tmp_path / "broken.json", tmp_path / "work")
    code = end_while_looking([*ADTOOL, *broken], tmp_path / "work", force)
    assert code == (130 if force == signal.SIGINT else -force)
    assert not (tmp_path / "broken.json").exists()
    assert list(tmp_path.glob(".*")) == []
    kept = set((tmp_path / "work").glob("*/[!.]*"))
    unbroken = arguments(model_folder, film, tmp_path / "whole.json", tmp_path / "other")
    for run in (broken, unbroken):
        assert CliRunner().invoke(group, ["describe", *run]).exit_code == 0
    assert kept < set((tmp_path / "work").glob("*/[!.]*"))
    assert drafted(tmp_path / "broken.json") == drafted(tmp_path / "whole.json")


def spotted(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Describe without a model, in a process."""
    told = ["--model", "spotting", "--work", folder / "work", *arguments]
    return subprocess.run(
        [*ADTOOL, *map(str, told)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(folder / "home"),
    )


def test_gaps_of_another_film_are_refused_in_one_line(make_film: MakeFilm, tmp_path: Path) -> None:
    gaps = tmp_path / "gaps.json"
    gaps.write_text('{"movie": "other.mp4", "duration": 9.0, "speech": [], "gaps": [[1, 4]]}')
    done = spotted(tmp_path, make_film(seconds=6), "--gaps", gaps, "-o", tmp_path / "ad.srt")
    assert (done.returncode, (tmp_path / "ad.srt").exists()) == (1, False)
    assert done.stderr.splitlines()[-1] == (
        f"Error: {gaps}: has the gaps of another movie: other.mp4 is 0:00:09.0 long, and film.mp4 "
        "0:00:06.0; find its own with adtool gaps"
    )


def test_a_film_of_nothing_but_dialogue_gets_lines_that_pause_it(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    said = [f"00:{time:02}.000 --> 00:{time + 3:02}.000\nSo it is." for time in range(0, 30, 3)]
    (tmp_path / "all.vtt").write_text("\n\n".join(["WEBVTT", *said]))
    film, out = make_film(seconds=30), tmp_path / "ad.vtt"
    told = [film, "--subtitles", tmp_path / "all.vtt", "-o", out]
    assert spotted(tmp_path, *told).returncode == 0
    assert "-->" not in out.read_text()
    done = spotted(tmp_path, *told, "--extended", "--pauses", "4", "--overwrite")
    assert "2 cues to be written in 0 gaps (0.0 s); 2 pause the film." in done.stderr
    assert out.read_text().count("<c.extended>") == 2
    assert "00:00:03.000 --> " in out.read_text()
    assert "00:00:18.000 --> " in out.read_text()
