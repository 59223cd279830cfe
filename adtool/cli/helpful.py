"""Help that is read, or heard, from its top: the options that matter first, the rest on demand.

``--help`` shows the options that a command names as its ``first``, ``--help-all`` and the man pages
all, in groups. Plain text: a screen reader reads frames of boxes aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import click

from adtool.cli.example import of_usage

_ALL = "adtool.help_all"
_GROUP = "adtool_group"
OWN = "Options"
"""The group of options that belong to none."""


def mark(function: Any, title: str, known: int) -> None:
    """Put the options that were added to a command into a group, but for those that have one.

    Args:
        function: the command's function, to which click has added its parameters.
        title: what the group is called.
        known: how many parameters there were before.
    """
    added = getattr(function, "__click_params__", [])[known:]
    for parameter in added:
        if not hasattr(parameter, _GROUP):
            setattr(parameter, _GROUP, title)


def count(function: Any) -> int:
    """Return how many parameters click has added to a function so far."""
    return len(getattr(function, "__click_params__", []))


def group_of(parameter: click.Parameter) -> str:
    """Return the group that a parameter is in."""
    return str(getattr(parameter, _GROUP, OWN))


class Helpful(click.Command):
    """A command whose help begins with what matters.

    Args:
        first: the parameters that ``--help`` shows, most important first; none: all of them.
    """

    def __init__(self, *args: Any, first: Sequence[str] = (), **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.first = tuple(first)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, with --help-all before --help where it shows more."""
        params = super().get_params(ctx)
        if not self.first:
            return params
        return [*params[:-1], _help_all(), *params[-1:]]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; an option without its value is told with one that works."""
        try:
            return super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            raise of_usage(ctx, error) from error

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options that matter, or all of them by group."""
        if not self.first or ctx.meta.get(_ALL):
            for title, options in groups(ctx).items():
                _write(ctx, formatter, title, options)
            return
        options, help_ = _shown(ctx), self.get_help_option(ctx)
        known = {option.name: option for option in options}
        chosen = [known[name] for name in self.first]
        last = [option for option in options if option is help_ or option.name == "help_all"]
        _write(ctx, formatter, OWN, [*chosen, *last])
        formatter.write_paragraph()
        more = len(options) - len(chosen) - len(last)
        formatter.write_text(f"{more} more options: {ctx.command_path} --help-all")


def groups(ctx: click.Context) -> dict[str, list[click.Option]]:
    """Return a command's options by group: its own first, the others in their order."""
    found: dict[str, list[click.Option]] = {OWN: []}
    for option in _shown(ctx):
        found.setdefault(group_of(option), []).append(option)
    return {title: options for title, options in found.items() if options}


def _shown(ctx: click.Context) -> list[click.Option]:
    params = (one for one in ctx.command.get_params(ctx) if isinstance(one, click.Option))
    return [option for option in params if not option.hidden]


def _write(
    ctx: click.Context,
    formatter: click.HelpFormatter,
    title: str,
    options: Sequence[click.Option],
) -> None:
    records = [record for option in options if (record := option.get_help_record(ctx))]
    if records:
        with formatter.section(title):
            formatter.write_dl(records)


def _help_all() -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, given: bool) -> None:
        if given and not ctx.resilient_parsing:
            ctx.meta[_ALL] = True
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return click.Option(
        ["--help-all"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        allow_from_autoenv=False,
        callback=show,
        help="Show all options, by group, and exit.",
    )


command = partial(click.command, cls=Helpful)
"""``click.command`` for commands whose help begins with what matters (``first``)."""
