"""A training never deletes or writes what it learns from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group

SETTINGS = {
    "stage1": ["clip", "pretrained", "data.annotations", "data.videos", "data.cast"],
    "stage2": ["clip", "narrator", "features", "data.validation_annotations", "data.portraits"],
    "reconstruction": ["clip", "narrator", "data.annotations", "data.metadata"],
}
MADE = {"stage1": "clip_ad", "stage2": "distinctad"}
STAGES = [(stage, key) for stage, keys in SETTINGS.items() for key in keys]


@pytest.fixture(autouse=True)
def never_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Refuse to train: whatever is refused must be refused before."""

    def run(*args: object) -> Path:
        raise AssertionError("it began")

    for module in SETTINGS:
        monkeypatch.setattr(f"adtool_training.{module}.run", run)
    monkeypatch.setattr("platformdirs.user_config_path", lambda *a, **k: tmp_path / "user")


def train(stage: str, run: Path, *told: str) -> str:
    line = ["train", stage, "--config", "mad", *told, "-o", str(run)]
    result = CliRunner().invoke(group, line)
    assert result.exit_code == 1, result.output
    assert not isinstance(result.exception, AssertionError)
    return result.stderr


def begun(run: Path) -> Path:
    """Make a run's folder that --overwrite would delete."""
    (run / "stage1" / "state" / "step-00000004").mkdir(parents=True)
    (run / "config.toml").write_text("")
    return run


@pytest.mark.parametrize(("stage", "key"), STAGES)
@pytest.mark.parametrize("link", [False, True])
def test_a_run_that_holds_what_is_read_is_not_deleted(
    tmp_path: Path, stage: str, key: str, link: bool
) -> None:
    run = begun(tmp_path / "run")
    mine = run / "inputs" / "mine.csv"
    mine.parent.mkdir()
    mine.write_text("mine")
    named = tmp_path / "link.csv" if link else mine
    if link:
        named.symlink_to(mine)
    error = train(stage, run, f"{key}={named}", "--overwrite")
    assert "holds what is read by this command; name another folder" in error
    assert mine.read_text() == "mine"


@pytest.mark.parametrize(("stage", "key"), STAGES)
def test_a_run_is_no_folder_that_is_read(tmp_path: Path, stage: str, key: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "config.toml").write_text("mine")
    for told in (["--overwrite"], ["--resume"], []):
        error = train(stage, tmp_path / "." / "folder", f"{key}={folder}", *told)
        assert "is read by this command, and never written" in error
    assert (folder / "config.toml").read_text() == "mine"


@pytest.mark.parametrize("stage", MADE)
def test_what_a_run_makes_is_nothing_that_it_begins_with(tmp_path: Path, stage: str) -> None:
    run = begun(tmp_path / "run")
    made = run / MADE[stage]
    made.mkdir()
    (made / "model.safetensors").write_text("mine")
    error = train(stage, run, f"clip={made}", "--resume")
    assert "holds what is read by this command" in error
    assert (made / "model.safetensors").read_text() == "mine"


def test_the_configuration_that_is_read_is_not_deleted(tmp_path: Path) -> None:
    run = begun(tmp_path / "run")
    (run / "config.toml").write_text("[vanilla]\n")
    line = ["train", "stage1", "--config", run / "config.toml", "-o", run, "--overwrite"]
    result = CliRunner().invoke(group, list(map(str, line)))
    assert "holds what is read by this command" in result.stderr
    assert (run / "config.toml").read_text() == "[vanilla]\n"
