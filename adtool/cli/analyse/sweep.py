"""``adtool analyse sweep``: Fig. 4 of the paper."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.analyses.drawing import check_figure, numbers_path
from adtool.cli.analyse.options import figure_options
from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.cli.setting import PATH
from adtool.progress import Progress

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from adtool.analyses.runs import Setting


def _settings(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[str, Setting]:
    """Read each KEY=VALUE, the value as TOML or else as plain text."""
    found: dict[str, Setting] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not (key and equals):
            raise click.BadParameter(f"{text!r} is no KEY=VALUE.", ctx, param)
        try:
            found[key] = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            found[key] = value
    return found


@command()
@click.argument("runs", type=PATH)
@click.option("--of", required=True, metavar="KEY", help="The setting, like alpha or model.bases.")
@click.option(
    "--metric",
    multiple=True,
    metavar="NAME",
    show_default="all that the runs share",
    help="What to compare: CIDEr, loss, …; may be repeated.",
)
@click.option(
    "--where",
    multiple=True,
    callback=_settings,
    metavar="KEY=VALUE",
    help="Only runs with this setting; may be repeated.",
)
@click.option("--strict", is_flag=True, help="Refuse runs that are broken or unfinished.")
@figure_options
@reports
def sweep(
    runs: Path,
    of: str,
    metric: tuple[str, ...],
    where: dict[str, Setting],
    strict: bool,
    output: Path,
    overwrite: bool,
    progress: Progress,
) -> None:
    """Draw what a setting does, from the training runs in a folder, as Fig. 4 of the paper.

    RUNS holds runs that differ in the setting, such as adtool train stage2 wrote with
    model.alpha=0, model.alpha=1, …. Of each the figures on unseen films count: those of the best
    model, where one was kept, and what adtool eval --json says of it in eval.json in the run's
    folder. Runs that differ only in their seed are averaged; where they differ in other settings
    too, each combination is a line of its own.
    """
    from adtool.analyses.runs import find_runs
    from adtool.analyses.sweep import draw, refuse_unfit, sentences
    from adtool.analyses.sweep import sweep as compare

    check_figure(output, overwrite=overwrite)
    read, broken = find_runs(runs)
    found = compare(read, of, metric, where, broken)
    if strict:
        refuse_unfit(found, runs, broken)
    draw(found, output)
    click.echo("\n".join(sentences(found)))
    progress.note(f"{output}; the numbers are in {numbers_path(output)}.")
