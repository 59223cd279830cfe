"""The command line: ``main``, and the table of commands.

A command is one module in this package and one entry in ``COMMANDS``. Listing the commands imports
none of them; the short helps stand here for that reason.
"""

from __future__ import annotations

from pathlib import Path

import click

from adtool import __version__
from adtool.cli.file_name import FileName
from adtool.cli.lazy import Entry, LazyGroup

COMMANDS: dict[str, Entry] = {
    "describe": Entry("adtool.cli.describe:describe", "Draft the audio description of movies."),
    "gaps": Entry("adtool.cli.gaps:gaps", "Find the speech and the gaps in a movie."),
    "check": Entry("adtool.cli.check:check", "Find what a reviewer would find in a script."),
    "convert": Entry("adtool.cli.convert:convert", "Convert scripts to other formats and times."),
    "diff": Entry("adtool.cli.diff:diff", "Say what was changed from a draft to a script."),
    "cast": Entry("adtool.cli.cast.group:cast", "Make, check and document cast.json."),
    "train": Entry("adtool.cli.train.group:train", "Train the model, Stage-I and Stage-II."),
    "frames": Entry("adtool.cli.frames:frames", "Keep the frames of clips, for training."),
    "features": Entry("adtool.cli.features:features", "Encode films with CLIP, for training."),
    "eval": Entry("adtool.cli.eval:evaluate", "Score predictions on the field's benchmarks."),
    "analyse": Entry(
        "adtool.cli.analyse.group:analyse", "Look into models as the paper's figures do."
    ),
    "storyworld": Entry("adtool.cli.storyworld:storyworld", "Render films of the demo world."),
    "models": Entry("adtool.cli.models.group:models", "List, fetch and remove models."),
    "doctor": Entry("adtool.cli.doctor:doctor", "Say whether this machine is ready."),
    "config": Entry("adtool.cli.configuration:config", "Write a configuration file to edit."),
    "completion": Entry("adtool.cli.completion:completion", "Print a shell's completion script."),
}


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
    type=FileName(dir_okay=False),
    show_default="config.toml in adtool's folder of user settings",
    help="TOML file with defaults: a table for each command, a key for each option.",
)
@click.pass_context
def group(ctx: click.Context, config_file: Path | None) -> None:
    """Draft audio description for whole movies.

    Each option is also read from an environment variable (--beams of describe is
    ADTOOL_DESCRIBE_BEAMS) and from the configuration file, in this order of precedence.
    """
    from adtool import quiet
    from adtool.cli.config import defaults

    quiet.turn_telemetry_off()
    ctx.with_resource(quiet.errors_only())
    assert ctx.invoked_subcommand is not None
    ctx.default_map = defaults(ctx, ctx.invoked_subcommand, config_file)


def main() -> None:
    """Run ``adtool``."""
    group(prog_name="adtool")
