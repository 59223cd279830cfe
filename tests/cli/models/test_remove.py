"""``adtool models remove``."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from adtool.cli import group
from adtool.model.catalogue import models_folder

Adtool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(hub: Any, vlm_files: dict[str, bytes]) -> Path:
    place = models_folder() / "mine"
    place.mkdir(parents=True)
    for name, content in vlm_files.items():
        (place / name).write_bytes(content)
    return place


def remove(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(group, ["models", "remove", *arguments], input=answer)


def test_a_model_is_removed_when_yes_is_said(adtool: Adtool, folder: Path) -> None:
    refused = adtool("models", "remove", "mine")
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Error: mine (0.0 GB, {folder}) would be removed. Say --yes to remove it.\n"
    )
    assert folder.is_dir()
    ran = adtool("models", "remove", "mine", "--yes")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "Removed mine.\n")
    assert not folder.exists()


@pytest.mark.parametrize(("answer", "gone"), [("y\n", True), ("n\n", False), ("", False)])
def test_at_a_terminal_it_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str, gone: bool
) -> None:
    monkeypatch.setattr("adtool.cli.models.asking.at_terminal", lambda: True)
    result = remove("mine", answer=answer)
    assert (result.exit_code == 0) is gone
    assert folder.exists() is not gone


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("none", "There is no model 'none' that could be removed. On this machine: mine."),
        ("../models/mine", "There is no model '../models/mine' that could be removed."),
        ("bundled", "The bundled model is a part of adtool, and stays."),
    ],
)
def test_nothing_else_is_removed(folder: Path, name: str, fault: str) -> None:
    result = remove(name, "--yes")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {fault}")
    assert folder.is_dir()
