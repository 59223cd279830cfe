"""``--house`` of ``describe``: the rates, the room and the words that a house asks for."""

from __future__ import annotations

import click

from adtool.checking.houses import HOUSES, OWN, House, house
from adtool.cli.lazy import one_line
from adtool.errors import AdtoolError


def read(ctx: click.Context, param: click.Parameter, name: str) -> House:
    """Return the house of a name or a file."""
    try:
        return house(name)
    except AdtoolError as error:
        raise click.BadParameter(one_line(error), ctx, param) from error


def _with_defaults(ctx: click.Context, param: click.Parameter, name: str) -> House:
    """Let the house's numbers stand in for the defaults, below flags, variables and the file."""
    found = read(ctx, param, name)
    numbers = {key.replace("-", "_"): value for key, value in found.describe.items()}
    ctx.default_map = {**numbers, **(ctx.default_map or {})}
    return found


house_option = click.option(
    "--house",
    "--rules",
    "house",
    metavar="NAME|FILE",
    default=OWN,
    is_eager=True,
    callback=_with_defaults,
    help=f"House style, its rate, room and words: a TOML file, or {', '.join(HOUSES)}.",
)
"""The command gets ``house``, a ``House``; its numbers are the other options' defaults."""
