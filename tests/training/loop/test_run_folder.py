"""A run's folder keeps to its settings, and leaves other people's files alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from adtool.errors import ConfigError, OutputError
from adtool_training.loop.run_folder import prepare, settle, start_anew


@dataclass(frozen=True)
class Loop:
    steps: int = 10
    workers: int = 0


@dataclass(frozen=True)
class Shape:
    fps: float = field(default=3.0, metadata={"formerly": "rate"})
    drawn: bool = False


@dataclass(frozen=True)
class Run:
    name: str
    shape: Shape = field(default_factory=Shape)
    loop: Loop = field(default_factory=Loop)


def a_state(folder: Path) -> None:
    (folder / "stage1" / "state" / "step-00000004").mkdir(parents=True)


def test_a_run_that_has_begun_keeps_to_its_settings(tmp_path):
    settle(Run("x"), tmp_path)
    a_state(tmp_path)
    settle(Run("x"), tmp_path)
    with pytest.raises(ConfigError, match=r"loop.steps was 10, is 11\): choose another folder"):
        settle(Run("x", loop=Loop(steps=11)), tmp_path)


def test_a_run_that_failed_before_its_first_state_may_change_its_settings(tmp_path):
    settle(Run("x"), tmp_path)
    (tmp_path / "faults.jsonl").write_text("{}")
    prepare(tmp_path, resume=False, overwrite=False)
    settle(Run("x", loop=Loop(steps=11)), tmp_path)
    assert "steps = 11" in (tmp_path / "config.toml").read_text()
    assert not (tmp_path / "faults.jsonl").exists()


def test_a_run_that_is_there_is_gone_on_with_or_deleted_only_when_asked_for(tmp_path):
    folder = tmp_path / "run"
    prepare(folder, resume=True, overwrite=False)
    settle(Run("x"), folder)
    a_state(folder)
    with pytest.raises(OutputError, match="say --resume to go on with it, or --overwrite"):
        prepare(folder, resume=False, overwrite=False)
    prepare(folder, resume=True, overwrite=False)
    assert folder.exists()
    prepare(folder, resume=False, overwrite=True)
    assert not folder.exists()


def test_what_does_not_change_the_result_may_change(tmp_path):
    settle(Run("x"), tmp_path)
    a_state(tmp_path)
    settle(Run("x", loop=Loop(workers=3)), tmp_path)
    assert "workers = 3" in (tmp_path / "config.toml").read_text()


def test_a_run_started_anew_forgets_the_old_one(tmp_path):
    folder = tmp_path / "run"
    settle(Run("x"), folder)
    (folder / "state").mkdir()
    start_anew(folder)
    assert not folder.exists()
    start_anew(folder)
    settle(Run("y"), folder)


def test_a_folder_of_other_things_is_neither_used_nor_deleted(tmp_path):
    (tmp_path / "thesis.txt").write_text("precious")
    for function in (start_anew, lambda folder: settle(Run("x"), folder)):
        with pytest.raises(OutputError, match="holds no run; choose a new folder"):
            function(tmp_path)
        with pytest.raises(OutputError, match="is a file"):
            function(tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def test_a_run_of_an_earlier_adtool_goes_on(tmp_path):
    settle(Run("x"), tmp_path)
    a_state(tmp_path)
    earlier = 'name = "x"\n[shape]\nrate = 3.0\n[loop]\nsteps = 10\n'
    (tmp_path / "config.toml").write_text(earlier)
    settle(Run("x", Shape(drawn=True)), tmp_path)
    assert "fps = 3.0\ndrawn = true" in (tmp_path / "config.toml").read_text()
    (tmp_path / "config.toml").write_text(earlier)
    with pytest.raises(ConfigError, match=r"\(shape.fps was 3.0, is 4.0\)"):
        settle(Run("x", Shape(4.0)), tmp_path)
