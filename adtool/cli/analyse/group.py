"""``adtool analyse``: the paper's analyses, each a figure and the numbers behind it."""

from __future__ import annotations

import click

from adtool.cli.lazy import Entry, LazyGroup

ANALYSES: dict[str, Entry] = {
    "similarity": Entry(
        "adtool.cli.analyse.similarity:similarity", "Draw how alike neighbouring clips are."
    ),
    "tokens": Entry("adtool.cli.analyse.tokens:tokens", "Draw what contextual EMA does to tokens."),
    "sweep": Entry("adtool.cli.analyse.sweep:sweep", "Draw what a setting does, from runs."),
    "compare": Entry(
        "adtool.cli.analyse.compare:compare", "Show what models say of clips, side by side."
    ),
}
"""The analyses: one module and one entry here for each."""


@click.group(cls=LazyGroup, table=ANALYSES)
def analyse() -> None:
    """Look into models and data as the paper's figures do.

    Each analysis writes what -o names, and the numbers behind it at full precision beside it.
    What it shows is also said in words on standard output.
    """
