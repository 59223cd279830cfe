"""The group: help and version."""

from __future__ import annotations

from click.testing import CliRunner

import adtool.cli
from adtool.cli import COMMANDS, group


def test_both_help_flags_list_every_command(runner: CliRunner) -> None:
    for flag in ("-h", "--help"):
        result = runner.invoke(group, [flag])
        assert result.exit_code == 0
        assert all(name in result.stdout for name in COMMANDS)


def test_version_names_the_program(runner: CliRunner) -> None:
    assert runner.invoke(group, ["--version"]).stdout == f"adtool {adtool.__version__}\n"
