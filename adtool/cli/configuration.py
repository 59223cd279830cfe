"""``adtool config``: a configuration file with every option, each commented out."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from adtool.cli.config import EVERYWHERE, default_path
from adtool.cli.file_name import FileName
from adtool.cli.helpful import OWN, command, groups
from adtool.cli.manual import commands
from adtool.output import STDOUT, check_output, write_text

NOT_KEPT = ("help_all", "from")
"""Options that mean one run only."""


@command("config")
@click.option(
    "-o",
    "--output",
    type=FileName(dir_okay=False, allow_dash=True),
    default=Path(STDOUT),
    show_default="stdout",
    help="Where to write it.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
@click.option("--where", is_flag=True, help="Say where adtool looks for it, and end.")
@click.pass_context
def config(ctx: click.Context, output: Path, overwrite: bool, where: bool) -> None:
    """Write a configuration file with every option of every command.

    Each key is commented out and has its default: take the # away to change it. A flag goes before
    an environment variable, that before the file.
    """
    if where:
        click.echo(default_path())
        return
    if str(output) != STDOUT:
        check_output(output, overwrite=overwrite)
    write_text(output, "\n".join(_lines(ctx.find_root())) + "\n")


def _lines(root: click.Context) -> Iterator[str]:
    yield "# Configuration of adtool: take a # away to change a default."
    yield f"# It is looked for at {default_path()}; --config-file names another."
    yield ""
    yield "# Above the tables: for every command."
    for key, value in zip(EVERYWHERE, ('"auto"', "false", "false"), strict=True):
        yield f"# {key} = {value}"
    for ctx in commands(root):
        path = ".".join(ctx.command_path.split()[1:])
        if isinstance(ctx.command, click.Group) or path in ("config", "completion"):
            continue
        yield ""
        yield f"# {ctx.command.get_short_help_str(200)}"
        yield f"[{path}]"
        yield from _keys(ctx)


def _keys(ctx: click.Context) -> Iterator[str]:
    help_ = ctx.command.get_help_option(ctx)
    for title, options in groups(ctx).items():
        kept = [one for one in options if one is not help_ and one.name not in NOT_KEPT]
        if kept and title != OWN:
            yield f"\n## {title}"
        for option in kept:
            yield from _key(ctx, option)


def _key(ctx: click.Context, option: click.Option) -> Iterator[str]:
    yield from textwrap.wrap(option.help or "", 96, initial_indent="# ", subsequent_indent="# ")
    key = max(option.opts, key=len).removeprefix("--")
    value = _value(option, ctx)
    if value is None:
        shown = f"{option.show_default}" if isinstance(option.show_default, str) else "none"
        yield f'#   {key} = "…"  (by default: {shown})'
    else:
        yield f"# {key} = {value}"


def _value(option: click.Option, ctx: click.Context) -> str | None:
    """Return an option's default as TOML; None where it has none that can be written."""
    default = option.get_default(ctx)
    if isinstance(option.show_default, str) or default is None:
        return None
    if isinstance(default, (tuple, list)):
        return json.dumps([str(one) for one in default], ensure_ascii=False) if default else None
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, (int, float)):
        return f"{default:g}" if isinstance(default, float) else str(default)
    if isinstance(default, (str, Path)):
        return json.dumps(str(default), ensure_ascii=False)
    return None
