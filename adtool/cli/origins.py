"""Where a wrong value came from: a flag, a key of the configuration file, or the environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from adtool.cli.example import with_example
from adtool.errors import ConfigError

_FILE = "adtool.configuration"


def remember(ctx: click.Context, path: Path, table: Mapping[str, Any]) -> None:
    """Have all commands below a context know the configuration file, and what it holds."""
    ctx.meta[_FILE] = (path, table)


def in_its_place(error: click.BadParameter) -> click.ClickException:
    """Return the error that names the file and the key, or the variable, of a wrong value.

    The error of a flag is returned as it is.
    """
    ctx, param = error.ctx, error.param
    if ctx is None or param is None or param.name is None:
        return error
    source = ctx.get_parameter_source(param.name)
    if source is ParameterSource.DEFAULT_MAP and (place := place_of(ctx, param.name)):
        path, key = place
        return click.ClickException(str(ConfigError(path, f"{key}: {_clause(error)}")))
    if source is ParameterSource.ENVIRONMENT:
        return click.ClickException(f"{_variable(ctx, param)}: {_clause(error)}")
    return with_example(error)


def place_of(ctx: click.Context, name: str) -> tuple[Path, str] | None:
    """Return the configuration file and the key in it that an option came from, if it did."""
    if _FILE not in ctx.meta:
        return None
    path, table = ctx.meta[_FILE]
    tables = ctx.command_path.split()[1:]
    own: Any = table
    for one in tables:
        own = own.get(one, {}) if isinstance(own, dict) else {}
    for keys, where in ((own, f" in [{'.'.join(tables)}]"), (table, "")):
        for key in keys if isinstance(keys, dict) else ():
            if key.replace("-", "_") == name:
                return path, f"{key}{where}"
    return None


def config_fault(ctx: click.Context, names: Iterable[str], fault: str) -> ConfigError | None:
    """Return the error of values that are wrong together, if some came from the file."""
    places = [place for name in names if _is_of_file(ctx, name) and (place := place_of(ctx, name))]
    if not places:
        return None
    return ConfigError(places[0][0], f"{', '.join(key for _, key in places)}: {fault}")


def _is_of_file(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is ParameterSource.DEFAULT_MAP


def _variable(ctx: click.Context, param: click.Parameter) -> str:
    given = param.envvar
    if given:
        return given if isinstance(given, str) else given[0]
    return f"{ctx.auto_envvar_prefix}_{(param.name or '').upper()}"


def _clause(error: click.BadParameter) -> str:
    return " ".join(error.message.split()).rstrip(".")
