"""A figure for each table: its rows one below the other, with their intervals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from adtool.analyses.drawing import drawing
from adtool_training.experiments.plan import Plan
from adtool_training.experiments.tables import Cell

MOST = 2
"""Figures of a table that are drawn: those that the paper has come first."""


def draw_all(plan: Plan, found: Sequence[Cell], folder: Path) -> Mapping[str, str]:
    """Draw what there is of each experiment into ``folder``; nothing where matplotlib is missing.

    Returns:
        For an experiment, its file's name; those without a run have none.

    Raises:
        OutputError: if a file cannot be written.
    """
    drawn: dict[str, str] = {}
    if find_spec("matplotlib") is None:
        return drawn
    for experiment in plan.experiments:
        own = [
            cell for cell in found if cell.experiment == experiment.name and cell.ours is not None
        ]
        if own:
            slug = re.sub(r"[^a-z0-9]+", "-", experiment.name.lower()).strip("-")
            drawn[experiment.name] = f"{slug}.svg"
            _draw(experiment.name, own, folder / drawn[experiment.name])
    return drawn


def _draw(name: str, cells: Sequence[Cell], path: Path) -> None:
    shown = list(dict.fromkeys(cell.figure for cell in cells))[:MOST]
    rows = list(dict.fromkeys(cell.row for cell in cells))
    size = (4.5 * len(shown), 0.9 + 0.35 * len(rows))
    with drawing(path, size, name, _told(cells, shown)) as figure:
        for axes, title in zip(
            figure.subplots(1, len(shown), squeeze=False)[0], shown, strict=True
        ):
            for place, row in enumerate(rows):
                for cell in cells:
                    if (cell.figure, cell.row) == (title, row) and cell.ours is not None:
                        low, high = cell.ours.low, cell.ours.high
                        if low is not None and high is not None:
                            axes.plot([low, high], [place, place], color="black")
                        axes.plot([cell.ours.mean], [place], "o", color="black")
            axes.set_yticks(range(len(rows)), rows)
            axes.set_ylim(len(rows) - 0.5, -0.5)
            axes.set_xlabel(title)


def _told(cells: Sequence[Cell], shown: Sequence[str]) -> str:
    """Say in words what there is to see."""
    said = [
        f"{cell.row}: {cell.figure} {cell.ours.mean:.1f}"
        for cell in cells
        if cell.figure in shown and cell.ours is not None
    ]
    return "; ".join(said)
