"""``adtool train films``: which films of a data set are there, and fit their annotations."""

from __future__ import annotations

import json

import click

from adtool.cli.check import FOUND_ERRORS
from adtool.cli.helpful import command
from adtool.cli.options import json_option, reports
from adtool.progress import Progress


@command(short_help="Check the films of a data set (Appendix E of the paper).")
@click.argument("overrides", metavar="[KEY=VALUE]...", nargs=-1)
@click.option(
    "--config",
    required=True,
    metavar="NAME|FILE",
    help="A configuration that comes with adtool (mad, cmdad, tvad, plain), or a .toml.",
)
@json_option
@reports
@click.pass_context
def films(
    ctx: click.Context,
    overrides: tuple[str, ...],
    config: str,
    as_json: bool,
    progress: Progress,
) -> None:
    """Check that the films of a data set are there, whole, and of the right length.

    Looks for the file of every film that the annotations name, and compares its length with the
    last annotation and, where data.metadata names a CSV of lengths (movie,duration), with that:
    a film that differs by more than a minute is another release, which training leaves out.

    KEY=VALUE replaces a setting of the configuration, like data.videos=FOLDER. Prints a line for
    each file. Exits with 3 if something is missing or would be left out.
    """
    from adtool.datasets import reel_report
    from adtool.datasets.annotated import survey
    from adtool.datasets.settings import DataSettings
    from adtool_training.config import find_config, read_table

    settings = read_table(DataSettings, find_config(config, "stage1"), "data", overrides)
    reels = survey(settings, progress)
    if as_json:
        click.echo(
            json.dumps([reel_report.facts(reel) for reel in reels], indent=2, ensure_ascii=False)
        )
    else:
        click.echo("\n".join(reel_report.table(reels)))
        progress.note(reel_report.summary(reels))
    ctx.exit(FOUND_ERRORS if any(reel.faults() for reel in reels) else 0)
