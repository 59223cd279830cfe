"""Help that begins with what matters."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.helpful import OWN, Helpful, groups
from adtool.cli.manual import commands

FEW = 20
"""Options that are shown at once; a command with more names those that matter first."""

ALL = [ctx for ctx in commands() if not isinstance(ctx.command, click.Group)]
LONG = [ctx for ctx in ALL if sum(map(len, groups(ctx).values())) > FEW]


@pytest.mark.parametrize("ctx", LONG, ids=lambda ctx: ctx.command_path)
def test_a_command_with_many_options_names_at_most_ten_that_matter(ctx: click.Context) -> None:
    assert isinstance(ctx.command, Helpful)
    names = {param.name for param in ctx.command.get_params(ctx)}
    assert 5 <= len(ctx.command.first) <= 10
    assert set(ctx.command.first) <= names


@pytest.mark.parametrize("ctx", ALL, ids=lambda ctx: ctx.command_path)
def test_few_options_of_a_command_are_in_no_named_group(ctx: click.Context) -> None:
    found = groups(ctx)
    assert len(found[OWN]) <= 10
    assert all(title[0].isupper() and len(title) < 30 for title in found)


def test_help_shows_what_matters_and_how_to_see_the_rest() -> None:
    shown = CliRunner().invoke(group, ["describe", "--help"]).output
    assert "  --cast PATH" in shown
    assert "--choice-beams" not in shown
    assert "more options: group describe --help-all" in shown
    assert len(shown.splitlines()) < 70


def test_help_all_shows_every_option_once_in_groups() -> None:
    shown = CliRunner().invoke(group, ["describe", "--help-all"]).output
    assert shown.count("  --choice-beams ") == 1
    assert "\nSpeech:\n" in shown
    assert "\nChoice of wordings:\n" in shown
    assert "more options" not in shown


def test_no_variable_asks_for_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADTOOL_GAPS_HELP_ALL", "1")
    result = CliRunner().invoke(group, ["gaps", "none.mp4", "-o", "-"], auto_envvar_prefix="ADTOOL")
    assert "none.mp4: there is no such file" in result.stderr


def test_a_command_with_few_options_shows_them_all() -> None:
    shown = CliRunner().invoke(group, ["models", "get", "--help"]).output
    assert "--help-all" not in shown
    assert "\nMessages:\n" in shown


def test_no_line_of_help_is_a_drawing() -> None:
    shown = CliRunner().invoke(group, ["check", "--help-all"]).output
    assert not set("─│╭╰┃━") & set(shown)
