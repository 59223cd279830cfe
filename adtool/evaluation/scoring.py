"""A benchmark's figures: each metric run, its intervals, and the comparison with other predictions.

A metric that cannot run says why, and the others still run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from adtool.errors import AdtoolError
from adtool.evaluation.confidence import Difference, Interval, compare, interval
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.evaluation.metrics.table import METRICS
from adtool.progress import SILENT, Progress
from adtool.settings import EvaluationSettings

POOLED = "made of the counts of all rows together: it is no mean of rows, and has no interval"


HIGHER = frozenset({"rouge-l", "cider", "spice", "recall", "llm-ad-eval", "critic"})
"""The metrics of which more is better, row by row."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the metrics found.

    Attributes:
        measured: by metric, in the order asked for.
        unavailable: for each metric or figure that could not be had, why, and what to do.
        intervals: for a figure, how sure it is; missing where that is not known.
    """

    measured: Mapping[str, Measured]
    unavailable: Mapping[str, str]
    intervals: Mapping[str, Interval] = field(default_factory=dict)

    @property
    def figures(self) -> dict[str, float]:
        """Every figure by name."""
        return {name: value for one in self.measured.values() for name, value in one.corpus.items()}

    @property
    def per_row(self) -> dict[str, tuple[float | None, ...]]:
        """Every figure that rows have, by name."""
        return {name: rows for one in self.measured.values() for name, rows in one.per_row.items()}

    @property
    def pooled(self) -> set[str]:
        """The figures that are no mean of rows."""
        return {name for one in self.measured.values() for name in one.pooled}


def choose_metrics(names: Sequence[str]) -> tuple[str, ...]:
    """Return metrics by name, each once.

    Raises:
        AdtoolError: if there is none of a name.
    """
    for name in names:
        if name not in METRICS:
            raise AdtoolError(f"There is no metric {name!r}; choose from {', '.join(METRICS)}.")
    return tuple(dict.fromkeys(names))


def score(
    pairs: Pairs,
    metrics: Sequence[str],
    settings: EvaluationSettings | None = None,
    *,
    movies: Sequence[str] | None = None,
    seed: int = 0,
    progress: Progress = SILENT,
) -> Scores:
    """Score a benchmark's rows.

    Args:
        pairs: the rows.
        metrics: entries of ``METRICS``.
        settings: of the metrics.
        movies: of each row the movie over which intervals are taken; ``pairs.movies`` unless given.
        seed: of the intervals.
        progress: hears of each metric.

    Raises:
        AdtoolError: if there is no such metric.
    """
    measured: dict[str, Measured] = {}
    unavailable: dict[str, str] = {}
    with progress.stage("Scoring", len(metrics)) as stage:
        for name in choose_metrics(metrics):
            try:
                measured[name] = METRICS[name](pairs, settings or EvaluationSettings())
                unavailable |= measured[name].missing
            except AdtoolError as error:
                unavailable[name] = " ".join(str(error).split())
            stage.advance()
    clusters = movies or pairs.movies
    intervals = {
        name: found
        for one in measured.values()
        for name in one.corpus
        if (units := _units(one, name, pairs, clusters))
        and (found := interval(*units, seed)) is not None
    }
    return Scores(measured, unavailable, intervals)


def score_candidates(
    candidates: Sequence[Pairs],
    metrics: Sequence[str],
    settings: EvaluationSettings | None = None,
    *,
    movies: Sequence[str] | None = None,
    seed: int = 0,
    progress: Progress = SILENT,
) -> Scores:
    """Score a benchmark's rows by their first candidates, and tell what the best of all would be.

    For each figure that is a mean of rows, "CIDEr, best of 5" is the mean of the best that any of a
    row's candidates gets: an upper bound, of somebody who always takes the right one. It differs
    from figure to figure which candidate that is.

    Args:
        candidates: the rows with their first candidates, with their second, and so on.
        metrics: as in ``score``, and so are the others.
        settings: of the metrics.
        movies: of each row the movie over which intervals are taken.
        seed: of the intervals.
        progress: hears of each metric.
    """
    first, *others = candidates
    scores = score(first, metrics, settings, movies=movies, seed=seed, progress=progress)
    better = [name for name in metrics if name in HIGHER]
    if not others or not better:
        return scores
    more = [
        score(one, better, settings, movies=movies, seed=seed, progress=progress) for one in others
    ]
    best = _best(scores, more)
    clusters = movies or first.movies
    intervals = {
        name: found
        for name, rows in best.per_row.items()
        if (found := interval(rows, clusters, seed)) is not None
    }
    return Scores(
        {**scores.measured, best.name: best},
        scores.unavailable,
        {**scores.intervals, **intervals},
    )


def _best(first: Scores, others: Sequence[Scores]) -> Measured:
    """Return each figure that is a mean of rows, of the best candidate of each row."""
    every = [first, *others]
    title = f"best of {len(every)}"
    per_row: dict[str, tuple[float | None, ...]] = {}
    for figure in first.per_row:
        if figure in first.pooled or any(figure not in one.per_row for one in others):
            continue
        rows = zip(*(one.per_row[figure] for one in every), strict=True)
        per_row[f"{figure}, {title}"] = tuple(
            max((value for value in values if value is not None), default=None) for values in rows
        )
    corpus = {
        name: sum(found) / len(found)
        for name, rows in per_row.items()
        if (found := [value for value in rows if value is not None])
    }
    return Measured(title, corpus, {name: per_row[name] for name in corpus})


def differences(
    first: Scores, second: Scores, pairs: Pairs, movies: Sequence[str], seed: int = 0
) -> dict[str, Difference]:
    """Compare two sets of predictions for the same rows, figure by figure.

    Figures without an interval are left out.
    """
    found: dict[str, Difference] = {}
    for metric in first.measured.keys() & second.measured.keys():
        ours, theirs = first.measured[metric], second.measured[metric]
        for name in ours.corpus.keys() & theirs.corpus.keys():
            mine = _units(ours, name, pairs, movies)
            other = _units(theirs, name, pairs, movies)
            if mine and other and mine[1] == other[1]:
                difference = compare(mine[0], other[0], mine[1], seed)
                if difference is not None:
                    found[name] = difference
    return {name: found[name] for name in first.figures if name in found}


Units = tuple[Sequence[float | None], Sequence[str]]


def _units(measured: Measured, figure: str, pairs: Pairs, movies: Sequence[str]) -> Units | None:
    """Return the values of which a figure is the mean, and the movie of each."""
    if figure in measured.pooled:
        return None
    if figure in measured.per_movie:
        of_group = dict(zip(pairs.movies, movies, strict=True))
        groups = measured.per_movie[figure]
        return list(groups.values()), [of_group[group] for group in groups]
    if figure in measured.per_row:
        return measured.per_row[figure], movies
    return None
