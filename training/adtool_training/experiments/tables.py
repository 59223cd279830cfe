"""The tables of a plan's experiments: ours beside the paper's, with intervals and verdicts."""

from __future__ import annotations

import csv
import io
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adtool_training.experiments.job import Job
from adtool_training.experiments.plan import Experiment, Plan, Row
from adtool_training.experiments.results import Result, read_result
from adtool_training.experiments.statistics import VERDICTS, Estimate, estimate, paired, verdict


@dataclass(frozen=True)
class Cell:
    """One figure of one row.

    Attributes:
        experiment: the table.
        row: the row.
        figure: what was measured.
        ours: its mean over seeds; None where there is nothing yet.
        against: how far it is above the reference's, seed by seed.
        paper: the paper's figure.
        paper_against: how far that is above the paper's reference.
        failed: how many seeds diverged.
        missing: how many were not run yet.
    """

    experiment: str
    row: str
    figure: str
    ours: Estimate | None
    against: Estimate | None
    paper: float | None
    paper_against: float | None
    failed: int
    missing: int

    @property
    def verdict(self) -> str:
        """Whether the paper's difference shows."""
        return verdict(self.against, self.paper_against)


EMPTY: Mapping[str, str] = {}

Results = Mapping[str, Mapping[int, Result]]
"""Of each row of an experiment, what its seeds gave."""


def cells(plan: Plan, folder: Path) -> list[Cell]:
    """Gather what there is of a plan's results.

    Raises:
        ConfigError: if a result cannot be read.
    """
    return [cell for experiment in plan.experiments for cell in _cells(plan, experiment, folder)]


def _cells(plan: Plan, experiment: Experiment, folder: Path) -> Iterator[Cell]:
    rows = {row.name: row for row in experiment.rows}
    results = {name: _results(plan, row, folder) for name, row in rows.items()}
    reference, paper = results[experiment.reference], rows[experiment.reference].paper
    for figure in _figures(experiment, results):
        for name, row in rows.items():
            found = results[name]
            ours, theirs = _of(found, figure), row.paper.get(figure)
            is_reference = name == experiment.reference
            known = theirs is not None and figure in paper and not is_reference
            yield Cell(
                experiment.name,
                name,
                figure,
                estimate(list(ours.values())),
                None if is_reference else paired(ours, _of(reference, figure)),
                theirs,
                theirs - paper[figure] if known and theirs is not None else None,
                sum(bool(one.failed) for one in found.values()),
                len(plan.seeds) - len(found),
            )


def _results(plan: Plan, row: Row, folder: Path) -> dict[int, Result]:
    paths = {seed: Job(row, seed, plan).result(folder) for seed in plan.seeds}
    return {seed: read_result(path) for seed, path in paths.items() if path.exists()}


def _figures(experiment: Experiment, results: Results) -> list[str]:
    """Name what was measured, what the paper has first."""
    names = [name for row in experiment.rows for name in row.paper]
    names += [name for row in results.values() for one in row.values() for name in one.figures]
    return list(dict.fromkeys(names))


def _of(results: Mapping[int, Result], figure: str) -> dict[int, float]:
    return {seed: one.figures[figure] for seed, one in results.items() if figure in one.figures}


def markdown(plan: Plan, found: Sequence[Cell], drawn: Mapping[str, str] = EMPTY) -> str:
    """Write the tables as Markdown: all claims in short, then one a figure of an experiment.

    Args:
        plan: the plan.
        found: what there is of it.
        drawn: for an experiment, the name of its figure's file.
    """
    told = (
        f"Means over seeds {', '.join(map(str, plan.seeds))} with 95 % intervals (Student's t), on "
        f"{plan.films} test films. Δ is the difference from the reference row, seed by seed; what "
        "the paper says holds where the whole interval of Δ is on the paper's side of 0."
    )
    lines = ["# Experiments", "", told, "", *_in_short(plan, found)]
    for experiment in plan.experiments:
        own = [cell for cell in found if cell.experiment == experiment.name]
        lines += [
            "",
            f"## {experiment.name}",
            *(["", experiment.claim] if experiment.claim else []),
            *_missing(plan, experiment, own),
        ]
        if experiment.name in drawn:
            lines += [
                "",
                f"![{experiment.name}: the rows and their intervals]({drawn[experiment.name]})",
            ]
        for figure in dict.fromkeys(cell.figure for cell in own):
            lines += ["", *_table(experiment, [cell for cell in own if cell.figure == figure])]
    return "\n".join(lines) + "\n"


def _in_short(plan: Plan, found: Sequence[Cell]) -> Iterator[str]:
    """Say of every experiment how many of the paper's differences show."""
    yield "| | claim | of the paper's differences | runs |"
    yield "| --- | --- | --- | --- |"
    for experiment in plan.experiments:
        own = [cell for cell in found if cell.experiment == experiment.name]
        said = Counter(cell.verdict for cell in own if cell.paper_against)
        shown = ", ".join(f"{said[word]} {word}" for word in VERDICTS if said[word])
        done = len(experiment.rows) * len(plan.seeds) - _left(plan, experiment, own)
        runs = f"{done} of {len(experiment.rows) * len(plan.seeds)}"
        yield f"| {experiment.name} | {experiment.claim} | {shown or '-'} | {runs} |"


def _missing(plan: Plan, experiment: Experiment, own: Sequence[Cell]) -> Iterator[str]:
    """Say which runs there are not yet, and what makes them."""
    left = _left(plan, experiment, own)
    if left:
        name = shlex.quote(experiment.name)
        yield ""
        yield f"Not run yet: {left}. The same command with `--only {name}` runs them."


def _left(plan: Plan, experiment: Experiment, own: Sequence[Cell]) -> int:
    missing = {cell.row: cell.missing for cell in own}
    return sum(missing.get(row.name, len(plan.seeds)) for row in experiment.rows)


def _table(experiment: Experiment, found: Sequence[Cell]) -> Iterator[str]:
    reference = experiment.reference
    yield f"| {found[0].figure} | ours | Δ to {reference} | paper | its Δ | shown? | seeds |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for cell in found:
        known = [
            _shown(cell.ours),
            _shown(cell.against, "+"),
            "" if cell.paper is None else f"{cell.paper:g}",
            "" if cell.paper_against is None else f"{cell.paper_against:+.1f}",
            cell.verdict,
            _seeds(cell),
        ]
        yield f"| {cell.row} | {' | '.join(known)} |"


def _shown(found: Estimate | None, sign: str = "") -> str:
    if found is None:
        return ""
    mean = f"{found.mean:{sign}.2f}"
    if found.low is None:
        return mean
    return f"{mean} ({found.low:{sign}.2f} to {found.high:{sign}.2f})"


def _seeds(cell: Cell) -> str:
    parts = [str(cell.ours.seeds if cell.ours else 0)]
    parts += [f"{cell.failed} diverged"] * bool(cell.failed)
    parts += [f"{cell.missing} missing"] * bool(cell.missing)
    return ", ".join(parts)


COLUMNS = (
    "experiment", "row", "figure", "seeds", "mean", "low", "high", "difference", "difference_low",
    "difference_high", "paper", "paper_difference", "shown", "diverged", "missing",
)  # fmt: skip


def as_csv(found: Sequence[Cell]) -> str:
    """Write the figures as CSV, a line each, at full precision."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cell in found:
        ours, against = cell.ours, cell.against
        writer.writerow(
            [
                *(cell.experiment, cell.row, cell.figure, ours.seeds if ours else 0),
                *((ours.mean, ours.low, ours.high) if ours else (None,) * 3),
                *((against.mean, against.low, against.high) if against else (None,) * 3),
                *(cell.paper, cell.paper_against, cell.verdict, cell.failed, cell.missing),
            ]
        )
    return text.getvalue()
