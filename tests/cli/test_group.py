"""The group: help, version, unknown commands, errors, interruption, configuration."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

import adtool.cli
from adtool.cli import COMMANDS, group
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


def test_both_help_flags_list_every_command(runner: CliRunner) -> None:
    for flag in ("-h", "--help"):
        result = runner.invoke(group, [flag])
        assert result.exit_code == 0
        assert all(name in result.stdout for name in COMMANDS)


def test_version_names_the_program(runner: CliRunner) -> None:
    assert runner.invoke(group, ["--version"]).stdout == f"adtool {adtool.__version__}\n"


def test_an_unknown_command_suggests_the_nearest(runner: CliRunner) -> None:
    result = runner.invoke(group, ["pretent"])
    assert result.exit_code == 2
    assert "There is no command 'pretent'. Did you mean 'pretend'?" in result.stderr


def test_an_error_that_a_user_can_act_on_is_one_line_and_exit_1(runner: CliRunner) -> None:
    result = runner.invoke(group, ["pretend", "--fail", "known"])
    assert result.exit_code == 1
    assert result.stderr == "Error: film.mp4: holds no video stream; name a movie.\n"


def test_a_bug_keeps_its_traceback(runner: CliRunner) -> None:
    result = runner.invoke(group, ["pretend", "--fail", "bug"])
    assert isinstance(result.exception, RuntimeError)


def test_interruption_says_how_to_go_on_and_exits_130(runner: CliRunner) -> None:
    result = runner.invoke(group, ["pretend", "--fail", "stop"])
    assert result.exit_code == 130
    assert "run the same command again" in result.stderr


def test_a_closed_pipe_ends_quietly(runner: CliRunner) -> None:
    result = runner.invoke(group, ["pretend", "--fail", "pipe"])
    assert result.exit_code == 1
    assert result.output == ""


def test_flag_goes_before_variable_before_file_before_default(
    runner: CliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "adtool.toml"
    file.write_text("[pretend]\nbeams = 2\n")
    config = ["--config-file", str(file), "pretend"]
    variable = {"ADTOOL_PRETEND_BEAMS": "3"}
    assert runner.invoke(group, ["pretend"]).stdout == "5\n"
    assert runner.invoke(group, config).stdout == "2\n"
    assert runner.invoke(group, config, env=variable).stdout == "3\n"
    assert runner.invoke(group, [*config, "--beams", "4"], env=variable).stdout == "4\n"


def test_the_users_own_file_is_found_without_being_named(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user/config.toml").write_text("[pretend]\nbeams = 7\n")
    assert runner.invoke(group, ["pretend"]).stdout == "7\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[pretend]\nbeam = 2\n", "unknown key 'beam' in [pretend]. Did you mean 'beams'?"),
        ("[pretent]\n", "unknown key 'pretent'. Did you mean 'pretend'?"),
        ("pretend = 3\n", "'pretend' must be a table, [pretend]."),
        ("[pretend\n", "not valid TOML"),
    ],
)
def test_a_wrong_configuration_names_the_file_and_the_key(
    runner: CliRunner, tmp_path: Path, text: str, fault: str
) -> None:
    file = tmp_path / "adtool.toml"
    file.write_text(text)
    result = runner.invoke(group, ["--config-file", str(file), "pretend"])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {file}: {fault}")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_configuration_that_cannot_be_read_is_named(
    runner: CliRunner, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "adtool.toml"
    if content is not None:
        file.write_bytes(content)
    result = runner.invoke(group, ["--config-file", str(file), "pretend"])
    assert result.exit_code == 1
    assert str(file) in result.stderr
