"""``adtool doctor``: its answer to people and to programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.doctor import NOT_READY, READY
from adtool.doctor.checks import MISSING, OK, Finding
from adtool.doctor.film_time import FilmTime
from adtool.narration.automatic import Choice
from adtool.narration.loader import NarratorLoader
from adtool.narration.timing import Timing
from adtool.timeline import Span


def test_the_command_answers_people_and_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    good = Finding("system", "Python", OK, "3.12")
    bad = Finding("speech", "pyannote", MISSING, "not installed", "Run: pip install whisperx")
    monkeypatch.setattr("adtool.cli.doctor.examine", lambda: (good,))
    ready = CliRunner().invoke(group, ["doctor"])
    assert (ready.exit_code, ready.stdout) == (0, f"System\n  Python: 3.12\n{READY}\n")
    monkeypatch.setattr("adtool.cli.doctor.examine", lambda: (good, bad))
    broken = CliRunner().invoke(group, ["doctor"])
    line = "  MISSING: pyannote: not installed. Run: pip install whisperx\n"
    assert (broken.exit_code, broken.stdout) == (
        1,
        f"System\n  Python: 3.12\nSpeech\n{line}{NOT_READY}\n",
    )
    answer = json.loads(CliRunner().invoke(group, ["doctor", "--json"]).stdout)
    assert answer["ready"] is False
    assert answer["findings"][1]["remedy"] == "Run: pip install whisperx"


@pytest.fixture
def healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "adtool.cli.doctor.examine", lambda: (Finding("system", "Python", OK, "3.12"),)
    )


def timed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every narrator take 2 s a clip; return a list of those that are timed."""
    models: list[str] = []

    def load(loader: NarratorLoader) -> str:
        return loader.settings.model

    def estimate(narrator: str, progress: object) -> Timing:
        models.append(narrator)
        return Timing(narrator, 4, 2.0)

    monkeypatch.setattr(NarratorLoader, "get", load)
    monkeypatch.setattr("adtool.narration.timing.estimate", estimate)
    return models


@pytest.mark.usefixtures("healthy")
def test_a_named_model_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    models = timed(monkeypatch)
    result = CliRunner().invoke(group, ["doctor", "--time", "--model", "http://127.0.0.1:1/v1"])
    assert result.stdout.splitlines()[-1] == (
        "http://127.0.0.1:1/v1: 2.00 s a clip, about 10.0 minutes for an hour of film with 300 "
        "clips (half of it gaps, in clips of 6 s); finding speech and faces comes on top."
    )
    assert models == ["http://127.0.0.1:1/v1"]


@pytest.mark.usefixtures("healthy")
@pytest.mark.parametrize(("best", "model"), [(None, "spotting"), (Choice("a/b", "it is."), "a/b")])
def test_without_a_name_it_is_what_a_real_film_gets(
    monkeypatch: pytest.MonkeyPatch, best: Choice | None, model: str
) -> None:
    timed(monkeypatch)
    monkeypatch.setattr("adtool.narration.automatic.best_here", lambda device: best)
    answer = json.loads(CliRunner().invoke(group, ["doctor", "--time", "--json"]).stdout)
    assert answer["timing"] == {
        "model": model,
        "clips": 4,
        "seconds": 2.0,
        "clips_an_hour": 300,
        "minutes_an_hour": 10.0,
    }


@pytest.mark.usefixtures("healthy")
def test_a_model_that_is_not_there_is_one_line() -> None:
    result = CliRunner().invoke(group, ["doctor", "--time", "--model", "./nothing"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is no model folder ./nothing")
    assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("healthy")
def test_a_model_without_time_is_a_usage_error() -> None:
    result = CliRunner().invoke(group, ["doctor", "--model", "bundled"])
    assert result.exit_code == 2
    assert "--model is for --time" in result.stderr


@pytest.mark.slow
def test_a_process_times_the_bundled_model() -> None:
    command = [sys.executable, "-m", "adtool", "doctor", "--time", "--model", "bundled", "-q"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[-1].startswith("bundled: ")
    assert "Narrators\n  memory: " in ran.stdout


@pytest.mark.usefixtures("healthy")
def test_a_movies_time_is_told_stage_by_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    found = FilmTime("a.mp4", 60_000, Span(0, 60_000), 2.0, {"Finding speech": 5.0})
    asked: list[Path] = []

    def stand_in(movie: Path, *_: object) -> FilmTime:
        asked.append(movie)
        return found

    monkeypatch.setattr("adtool.doctor.film_time.film_time", stand_in)
    said = CliRunner().invoke(group, ["doctor", "--time", "films/a.mp4"]).stdout
    assert "a.mp4, 0:01:00: about 7 s.\n" in said
    assert "  finding speech: 5 s\n" in said
    answer = json.loads(CliRunner().invoke(group, ["doctor", "--time", "a.mp4", "--json"]).stdout)
    assert (answer["film"]["seconds"], answer["film"]["stages"]) == (7.0, {"Finding speech": 5.0})
    assert asked == [Path("films/a.mp4"), Path("a.mp4")]
