"""Movies over many machines: one machine's share of them, or a cluster that takes them all."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from adtool.catalogue.outcome import FAILED, Outcome, as_csv, read_outcomes
from adtool.catalogue.ray_cluster import Resources, describe_all
from adtool.cli.desk import Film, Order, Sources
from adtool.cli.setting import Setting
from adtool.cli.shard import Shard
from adtool.output import STDOUT, check_output, write_text
from adtool.progress import Progress
from adtool.scripts.layout import PLAIN_LAYOUT, LayoutSettings
from adtool.scripts.targets import missing
from adtool.settings import Settings

TABLE = "films.csv"
"""The table of what became of each movie, in the folder of the outputs."""


@dataclass(frozen=True)
class Spread:
    """Where the movies are described.

    Attributes:
        shard: (i, n): every n-th movie, from the i-th on.
        cluster: the address of a Ray cluster; None for this machine.
        cpus: processor cores that a movie asks for there.
        gpus: GPUs, or the part of one.
    """

    shard: tuple[int, int] = (1, 1)
    cluster: str | None = None
    cpus: float = 1.0
    gpus: float = 0.0

    def share(self, films: Sequence[Film]) -> list[Film]:
        """Return the movies that are this machine's."""
        first, step = self.shard
        return list(films[first - 1 :: step])

    def refuse(self, output: Path, **others: bool) -> None:
        """Raise a ValueError for what cannot be meant.

        Args:
            output: the command's.
            others: options that a cluster has no place for, and whether they were given.
        """
        if self.cluster is None:
            if (self.cpus, self.gpus) != (Spread.cpus, Spread.gpus):
                raise ValueError("--cpus-per-film and --gpus-per-film are for --cluster")
            return
        for option, given in others.items():
            if given:
                raise ValueError(f"--{option.replace('_', '-')} is not for --cluster")
        if str(output) == STDOUT:
            raise ValueError("--cluster needs a folder that all machines share: -o DIR/")


_AMOUNT = click.FloatRange(min=0)

SPREAD = (
    Setting(
        "shard",
        "--shard",
        "Describe only a share of the movies: 2/4 is the second of four machines'.",
        Shard(),
        shown="1/1",
    ),
    Setting(
        "cluster",
        "--cluster",
        "Describe them on a Ray cluster: ray://HOST:PORT, HOST:PORT, auto, or local.",
        str,
        metavar="ADDRESS",
    ),
    Setting("cpus", "--cpus-per-film", "Processor cores that a movie asks for there.", _AMOUNT),
    Setting(
        "gpus",
        "--gpus-per-film",
        "GPUs that a movie asks for there; at 0.5 two movies share one.",
        _AMOUNT,
    ),
)


def describe_there(
    films: Sequence[Film],
    sources: Sources,
    settings: Settings,
    spread: Spread,
    progress: Progress,
    *,
    skip_existing: bool,
    layout: LayoutSettings = PLAIN_LAYOUT,
) -> None:
    """Describe movies on a cluster, and write the table of what became of them.

    Raises:
        UnavailableError: if there is no such cluster.
        OutputError: if the table cannot be written.
        Exit: with 1, if any movie failed.
    """
    assert spread.cluster is not None
    table = _folder(films) / TABLE
    kept = {one.film: one for one in read_outcomes(table)}
    if not kept:
        check_output(table)
    order = Order(_absolute(sources), settings, skip_existing, layout)
    left = [
        (str(movie), (movie.resolve(), [(path.resolve(), name) for path, name in files]))
        for movie, files in films
        if missing(files, skip_existing=skip_existing)
    ]
    if len(left) < len(films):
        progress.note(f"{len(films) - len(left)} of {len(films)} movies are done already.")
    resources = Resources(spread.cpus, spread.gpus)
    done = describe_all(left, order, spread.cluster, resources, progress) if left else []
    write_text(table, as_csv({**kept, **{one.film: one for one in done}}.values()))
    progress.note(f"What became of each movie: {table}.")
    _exit_if_failed(done)


def _folder(films: Sequence[Film]) -> Path:
    """Return the folder that all outputs lie below."""
    return Path(
        os.path.commonpath([path.resolve().parent for _, files in films for path, _ in files])
    )


def _exit_if_failed(done: Sequence[Outcome]) -> None:
    failed = [one for one in done if one.state == FAILED]
    if failed:
        click.echo(f"{len(failed)} of {len(done)} failed:", err=True)
        for one in failed:
            click.echo(f"  {one.film}: {one.reason}", err=True)
        raise click.exceptions.Exit(1)


def _absolute(sources: Sources) -> Sources:
    """Return what helps to describe movies with paths that any machine understands."""
    found: dict[str, Any] = {
        one.name: value.resolve()
        for one in dataclasses.fields(sources)
        if isinstance(value := getattr(sources, one.name), Path)
        and not (one.name == "subtitles" and not value.exists())  # a track is no path
    }
    return dataclasses.replace(sources, **found)
