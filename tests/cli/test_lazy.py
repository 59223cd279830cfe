"""Groups whose commands are imported late: unknown commands, errors, interruption."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.lazy import Entry, LazyGroup, nearest, one_line
from adtool.errors import AdtoolError


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


def test_a_command_is_imported_when_it_is_wanted_and_not_to_be_listed() -> None:
    table = {"gone": Entry("adtool.no_such_module:gone", "Is not there.")}
    lazy = LazyGroup("some", table=table)
    shown = CliRunner().invoke(lazy, ["--help"])
    assert shown.exit_code == 0
    assert "gone  Is not there." in shown.stdout
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        lazy.get_command(click.Context(lazy), "gone")
    assert lazy.get_command(click.Context(lazy), "other") is None


def test_the_nearest_name_is_suggested_and_none_where_none_is_near() -> None:
    assert nearest("chek", ["check", "cast"]) == " Did you mean 'check'?"
    assert nearest("xyz", ["check", "cast"]) == ""


def test_an_error_is_one_line() -> None:
    assert one_line(AdtoolError("a\n  b ")) == "a b"
