"""The command line: ``main`` and the group that loads each command when it is wanted.

A command is one module in this package and one entry in ``COMMANDS``. Listing the commands imports
none of them; the short helps stand here for that reason.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from adtool import __version__
from adtool.errors import AdtoolError


class Entry(NamedTuple):
    """Where a command lives, as ``module:attribute``, and its line in the list of commands."""

    target: str
    short_help: str


COMMANDS: dict[str, Entry] = {
    "describe": Entry("adtool.cli.describe:describe", "Draft the audio description of movies."),
    "gaps": Entry("adtool.cli.gaps:gaps", "Find the speech and the gaps in a movie."),
    "check": Entry("adtool.cli.check:check", "Find what a reviewer would find in a script."),
    "convert": Entry("adtool.cli.convert:convert", "Convert scripts to other formats and times."),
    "cast": Entry("adtool.cli.cast.group:cast", "Make, check and document cast.json."),
    "train": Entry("adtool.cli.train.group:train", "Train the model, Stage-I and Stage-II."),
    "features": Entry("adtool.cli.features:features", "Encode films with CLIP, for training."),
    "eval": Entry("adtool.cli.eval:evaluate", "Score predictions on the field's benchmarks."),
    "analyse": Entry(
        "adtool.cli.analyse.group:analyse", "Look into models as the paper's figures do."
    ),
    "storyworld": Entry("adtool.cli.storyworld:storyworld", "Render films of the demo world."),
    "models": Entry("adtool.cli.models:models", "List the models on this machine."),
    "doctor": Entry("adtool.cli.doctor:doctor", "Say whether this machine is ready."),
}

INTERRUPTED = "Interrupted. Finished work is kept: run the same command again to go on from there."


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
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name, or suggest the nearest."""
        name = args[0]
        if name not in self.table and not name.startswith("-"):
            raise click.UsageError(f"There is no command {name!r}.{nearest(name, self.table)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.short_help) for name, entry in self.table.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn what a user can act on into one line and an exit code."""
        try:
            return super().invoke(ctx)
        except AdtoolError as error:
            raise click.ClickException(" ".join(str(error).split())) from error
        except KeyboardInterrupt:
            click.echo(f"\n{INTERRUPTED}", err=True)
            ctx.exit(130)


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name is nearest, as a sentence to append; empty where none is near."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {found[0]!r}?" if found else ""


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "show_default": True,
        "max_content_width": 100,
        "auto_envvar_prefix": "ADTOOL",
    },
)
@click.version_option(__version__, prog_name="adtool", message="%(prog)s %(version)s")
@click.option(
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default="config.toml in adtool's folder of user settings",
    help="TOML file with defaults: a table for each command, a key for each option.",
)
@click.pass_context
def group(ctx: click.Context, config_file: Path | None) -> None:
    """Draft audio description for whole movies.

    Each option is also read from an environment variable (--beams of describe is
    ADTOOL_DESCRIBE_BEAMS) and from the configuration file, in this order of precedence.
    """
    from adtool import telemetry
    from adtool.cli.config import defaults

    telemetry.turn_off()
    assert ctx.invoked_subcommand is not None
    ctx.default_map = defaults(ctx, ctx.invoked_subcommand, config_file)


def main() -> None:
    """Run ``adtool``."""
    group(prog_name="adtool")
