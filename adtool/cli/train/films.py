"""``adtool train films``: which films of a data set are there, and fit their annotations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from adtool.cli.options import json_option, reports
from adtool.progress import Progress

if TYPE_CHECKING:
    from adtool.datasets.reels import Reel

VERDICTS = {"no film": "missing", "broken film": "broken", "length": "another release: left out"}
"""What is said of a file that cannot be used, by the kind of its fault."""


@click.command(short_help="Check the films of a data set (Appendix E of the paper).")
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
    from adtool.datasets.annotated import survey
    from adtool.datasets.settings import DataSettings
    from adtool_training.config import find_config, read_table

    settings = read_table(DataSettings, find_config(config, "stage1"), "data", overrides)
    reels = survey(settings, progress)
    if as_json:
        click.echo(json.dumps([_facts(reel) for reel in reels], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_table(reels)))
        progress.note(_summary(reels))
    ctx.exit(3 if any(reel.faults() for reel in reels) else 0)


def _facts(reel: Reel) -> dict[str, Any]:
    """Return what is known of a file; lengths are in seconds."""
    return {
        "film": reel.film,
        "file": str(reel.paths[0]) if reel.paths else None,
        "clips": len(reel.clips),
        "usable": 0 if reel.fault else len(reel.within),
        "length": None if reel.length is None else reel.length / 1000,
        "metadata": None if reel.expected is None else reel.expected / 1000,
        "faults": [{"kind": fault.kind, "detail": str(fault)} for fault in reel.faults()],
    }


def _table(reels: list[Reel]) -> list[str]:
    rows: list[tuple[str, ...]] = [("film", "clips", "length", "metadata", "difference", "verdict")]
    rows += [_row(reel) for reel in reels]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:5], widths[1:]), row[5]])
        for row in rows
    ]


def _row(reel: Reel) -> tuple[str, ...]:
    from adtool.timeline import clock

    name = reel.film if reel.name == reel.film else f"{reel.film} {reel.name}"
    length = "" if reel.length is None else clock(reel.length, decimals=0)
    expected = "" if reel.expected is None else clock(reel.expected, decimals=0)
    difference = ""
    if reel.length is not None and reel.expected is not None:
        sign = "-" if reel.length < reel.expected else "+"
        difference = sign + clock(abs(reel.length - reel.expected), decimals=0)
    return name, str(len(reel.clips)), length, expected, difference, _verdict(reel)


def _verdict(reel: Reel) -> str:
    if reel.fault is not None:
        return VERDICTS[reel.fault.kind]
    short = len(reel.clips) - len(reel.within)
    doubts = [f"{short} past its end"] if short else []
    doubts += [f"one of {len(reel.paths)} files"] if len(reel.paths) > 1 else []
    return ", ".join(doubts) or "ok"


def _summary(reels: list[Reel]) -> str:
    left = [reel for reel in reels if reel.fault is None]
    clips = sum(len(reel.clips) for reel in reels)
    usable = sum(len(reel.within) for reel in left)
    return f"{len(left):,} of {len(reels):,} files and {usable:,} of {clips:,} clips can be used."
