"""``adtool train experiments``: the paper's tables, run again."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.cli.file_name import FileName
from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.cli.shard import Shard
from adtool.progress import Progress


@command(short_help="Run the paper's ablations from several seeds (Tables 4 to 6, Fig. 4).")
@click.option(
    "--config",
    required=True,
    metavar="NAME|FILE",
    help="The plan that comes with adtool (storyworld-ad), or a .toml.",
)
@click.option(
    "-o",
    "--output",
    type=FileName(),
    required=True,
    help="The folder of all runs. Run again, the command goes on with what is left.",
)
@click.option("--only", multiple=True, metavar="NAME", help="Only this experiment; repeatable.")
@click.option(
    "--shard",
    type=Shard(),
    default="1/1",
    show_default=True,
    help="Which share of the runs: 2/4 is the second of four machines'.",
)
@click.option("--tables", is_flag=True, help="Run nothing: write the tables of what there is.")
@reports
def experiments(
    config: str,
    output: Path,
    only: tuple[str, ...],
    shard: tuple[int, int],
    tables: bool,
    progress: Progress,
) -> None:
    """Train every row of a plan's experiments from every seed, and set ours beside the paper's.

    A plan names, for each table of the paper, its rows: what differs from a configuration of
    Stage-I and Stage-II. What rows share is made once. Each run is scored on films that nobody has
    seen. Prints the file with the tables: means and 95 % intervals over seeds, differences from a
    reference row seed by seed, the paper's figures, and whether each difference shows. The same
    figures are beside it in tables.csv.
    """
    from adtool_training.config import find_config
    from adtool_training.experiments.plan import read_plan
    from adtool_training.experiments.run import run_plan, write_tables

    plan = read_plan(find_config(config, "experiments"))
    if not tables:
        run_plan(plan, output, shard=shard, only=only, progress=progress)
    click.echo(write_tables(plan, output))
