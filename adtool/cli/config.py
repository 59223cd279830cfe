"""The configuration file: defaults for options, one TOML table for each command.

progress = "lines"        # holds for every command
[describe]
beams = 3
[train.stage1]
config = "storyworld"
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click
import platformdirs

from adtool.cli.lazy import nearest
from adtool.cli.origins import remember
from adtool.documents import refuse_address
from adtool.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EVERYWHERE = ("progress", "quiet", "verbose")  # keys that may stand above the tables


def default_path() -> Path:
    """Return where the user's own configuration file is looked for."""
    return platformdirs.user_config_path("adtool", appauthor=False) / "config.toml"


def defaults(ctx: click.Context, name: str, path: Path | None) -> dict[str, Any]:
    """Return click's ``default_map`` for running the command ``name``.

    Args:
        ctx: the group's context.
        name: the command that is about to run; the other commands' tables are not checked.
        path: the file that was asked for; None for the user's own, where there is one.

    Raises:
        ConfigError: if the file cannot be read, or has a key that is no option.
    """
    if path is None and not default_path().is_file():
        return {}
    path = path or default_path()
    table = read(path)
    remember(ctx, path, table)
    assert isinstance(ctx.command, click.Group)
    _refuse_unknown(path, "", table, [*ctx.command.list_commands(ctx), *EVERYWHERE])
    everywhere = {key: table[key] for key in EVERYWHERE if key in table}
    command = group_command(ctx, name)
    return {name: _for_command(ctx, path, name, command, table.get(name, {}), everywhere)}


def read(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ConfigError: if it is missing, no text, or no TOML.
    """
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        refuse_address(path, ConfigError)
        fault = error.strerror or "unreadable"
        raise ConfigError(path, f"cannot read this configuration file: {fault}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(path, "not a configuration file: it is not UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, f"not valid TOML: {error}.") from error
    return table


def group_command(ctx: click.Context, name: str) -> click.Command:
    """Return the command ``name`` of the group that ``ctx`` belongs to."""
    assert isinstance(ctx.command, click.Group)
    command = ctx.command.get_command(ctx, name)
    assert command is not None
    return command


def _for_command(
    ctx: click.Context,
    path: Path,
    where: str,
    command: click.Command,
    table: object,
    everywhere: Mapping[str, Any],
) -> dict[str, Any]:
    """Check one command's table, and those of its subcommands, and name its keys as click does."""
    if not isinstance(table, dict):
        raise ConfigError(path, f"{where!r} must be a table, [{where}].")
    known: dict[str, click.Command] = {}
    if isinstance(command, click.Group):
        ctx = click.Context(command, ctx)
        known = {name: group_command(ctx, name) for name in command.list_commands(ctx)}
    options = [p.name for p in command.params if isinstance(p, click.Option) and p.name]
    named = {key.replace("-", "_"): table[key] for key in table if key not in known}
    _refuse_unknown(path, where, named, [*known, *options])
    below = {
        name: _for_command(ctx, path, f"{where}.{name}", sub, table.get(name, {}), everywhere)
        for name, sub in known.items()
    }
    shared = {key: value for key, value in everywhere.items() if key in options}
    takes = {option.name: option for option in command.params}
    for values, place in ((shared, ""), (named, f" in [{where}]")):
        for key in values.keys() & takes.keys():
            values[key] = _fitting(path, f"{key}{place}", values[key], takes[key])
    return shared | named | below


def _fitting(path: Path, place: str, value: object, option: click.Parameter) -> object:
    """Return a key's value in the shape that an option takes: one value, or a list of them.

    Raises:
        ConfigError: if it has another shape, which no command line could give it.
    """
    several = option.multiple or option.nargs != 1
    if several:
        value = value if isinstance(value, list) else [value]
    for one in value if several and isinstance(value, list) else [value]:
        if not isinstance(one, (str, int, float)):
            words = "a list" if isinstance(one, list) else f"{one}"
            raise ConfigError(path, f"{place}: must be one value, not {words}.")
        if isinstance(option.type, click.Path) and not isinstance(one, str):
            raise ConfigError(path, f"{place}: must be a text, the name of a file, not {one}.")
    return value


def _refuse_unknown(
    path: Path, where: str, table: Mapping[str, Any], known: Collection[str]
) -> None:
    for key in table:
        if key not in known:
            place = f" in [{where}]" if where else ""
            raise ConfigError(path, f"unknown key {key!r}{place}.{nearest(key, known)}")
