"""A pretended command of the group, and no configuration of the machine's user."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from adtool.cli import COMMANDS
from adtool.cli.lazy import Entry
from adtool.errors import MediaError


@click.command()
@click.option("--beams", type=int, default=5)
@click.option("--fail", type=click.Choice(["known", "bug", "stop", "pipe"]))
def pretend(beams: int, fail: str | None) -> None:
    """Stand in for a command."""
    if fail == "known":
        raise MediaError("film.mp4", "holds no video stream;\nname a movie.")
    if fail == "bug":
        raise RuntimeError("ours")
    if fail == "stop":
        raise KeyboardInterrupt
    if fail == "pipe":
        raise BrokenPipeError(32, "Broken pipe")
    click.echo(beams)


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    module = ModuleType("pretend_command")
    module.pretend = pretend  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pretend_command", module)
    monkeypatch.setitem(COMMANDS, "pretend", Entry("pretend_command:pretend", "Stand in."))
    monkeypatch.setattr("platformdirs.user_config_path", lambda *a, **k: tmp_path / "user")
    return CliRunner()
