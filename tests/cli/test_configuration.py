"""``adtool config``: a file with every option, which changes nothing until it is edited."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.config import defaults
from adtool.cli.manual import commands

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@pytest.fixture(scope="module")
def text() -> str:
    result = CliRunner().invoke(group, ["config"])
    assert result.exit_code == 0, result.output
    return result.output


def test_it_is_toml_that_changes_nothing(text: str) -> None:
    table = tomllib.loads(text)

    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for one in value.values() for leaf in leaves(one)]
        return [value]

    assert leaves(table) == []
    assert {"describe", "check", "convert", "train"} <= table.keys()


def test_every_option_of_every_command_stands_in_it(text: str) -> None:
    for ctx in commands():
        name = ".".join(ctx.command_path.split()[1:])
        if isinstance(ctx.command, click.Group) or name in ("config", "completion"):
            continue
        part = text[text.index(f"\n[{name}]\n") :].split("\n[", 2)[1]
        for option in ctx.command.params:
            if isinstance(option, click.Option) and not option.hidden and option.name != "from":
                key = max(option.opts, key=len).removeprefix("--")
                assert re.search(rf"^#\s+{re.escape(key)} = ", part, re.MULTILINE), (name, key)


def test_each_default_taken_out_of_its_comment_is_still_the_default(
    text: str, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(re.sub(r"^# ([\w-]+ = (?!\"…\").*)$", r"\1", text, flags=re.MULTILINE))
    tomllib.loads(path.read_text())
    checked = 0
    for name in ("describe", "check", "convert", "gaps", "eval", "storyworld", "features"):
        root = click.Context(group, info_name="adtool", **group.context_settings)
        found = defaults(root, name, path)[name]
        command = group.get_command(root, name)
        assert command is not None
        ctx = click.Context(command, root, info_name=name)
        for option in command.params:
            if option.name in found and option.name not in ("progress", "quiet", "verbose"):
                value = option.type_cast_value(ctx, found[option.name])
                assert value == option.type_cast_value(ctx, option.get_default(ctx)), option.name
                checked += 1
    assert checked > 80


def test_it_is_written_to_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert CliRunner().invoke(group, ["config", "-o", str(path)]).exit_code == 0
    before = path.read_text()
    again = CliRunner().invoke(group, ["config", "-o", str(path)])
    assert again.exit_code == 1
    assert "exists already; say --overwrite" in again.stderr
    assert path.read_text() == before


def test_it_says_where_it_is_looked_for() -> None:
    assert CliRunner().invoke(group, ["config", "--where"]).output.endswith("config.toml\n")
