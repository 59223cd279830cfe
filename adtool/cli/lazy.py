"""Groups of commands that are imported when they are wanted."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from adtool.cli.inputs import keeps_inputs
from adtool.cli.origins import in_its_place
from adtool.errors import AdtoolError
from adtool.output import no_room

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

INTERRUPTED = "Interrupted. Finished work is kept: run the same command again to go on from there."


class Entry(NamedTuple):
    """Where a command lives, as ``module:attribute``, and its line in the list of commands."""

    target: str
    short_help: str


class LazyGroup(click.Group):
    """A group whose commands are imported when they run, or when their own help is asked for.

    Args:
        table: its commands by name.
    """

    def __init__(self, *args: Any, table: Mapping[str, Entry], **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the table's order: the main job first."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None where there is none of that name."""
        if cmd_name not in self.table:
            return None
        module, _, attribute = self.table[cmd_name].target.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return keeps_inputs(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name, or suggest the nearest."""
        name = args[0]
        if name not in self.table and not name.startswith("-"):
            raise click.UsageError(f"There is no command {name!r}.{nearest(name, self.table)}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the commands' names from the table alone, and options as click does."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=entry.short_help)
            for name, entry in self.table.items()
            if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.short_help) for name, entry in self.table.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn what a user can act on into one line and an exit code."""
        try:
            return super().invoke(ctx)
        except AdtoolError as error:
            raise click.ClickException(one_line(error)) from error
        except click.BadParameter as error:
            raise in_its_place(error) from error
        except KeyboardInterrupt as stopped:
            click.echo(f"\n{str(stopped) or INTERRUPTED}", err=True)
            ctx.exit(130)
        except Exception as error:
            if full := no_room(error):
                _drop_stdout()
                raise click.ClickException(f"{_file(error)}: cannot be written ({full})") from error
            raise


def _file(error: Exception) -> str:
    """Return the file that could not be written; where an error names none, it was stdout."""
    return str(getattr(error, "filename", None) or "standard output")


def _drop_stdout() -> None:
    """Forget what stdout still holds, else it would be tried again, and fail, at the very end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name is nearest, as a sentence to append; empty where none is near."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {found[0]!r}?" if found else ""


def one_line(error: AdtoolError) -> str:
    """Return what an error says, on one line."""
    return " ".join(str(error).split())
