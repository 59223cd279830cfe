"""R@k/N of a whole benchmark over BERTScore, with the BERTScore itself.

One pass for every k and N: each sentence is encoded once, and compared only inside windows. (The
published function encodes both sentences of every pair again.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.evaluation.metrics.recall import chance_in_first, windows
from adtool.evaluation.metrics.similarity import Similarity, WindowSimilarity, compare
from adtool.settings import EvaluationSettings

BERT_SCORE = "BERTScore"
Rows = tuple[int, ...]


def recall(pairs: Pairs, settings: EvaluationSettings) -> Measured:
    """R@k/N for each (k, N) of the settings, and BERTScore's F1 of each pair, in percent.

    The BERTScore is the raw one, not rescaled with a baseline. A recall for which no movie is long
    enough is missing, and says so.

    Raises:
        UnavailableError: if the similarity model is not to be had.
    """
    from adtool.evaluation.metrics.bert_score import BertScore
    from adtool.evaluation.metrics.sentence_encoder import SentenceEncoder

    encoder = SentenceEncoder.load(
        settings.similarity, settings.layer, settings.device, settings.batch
    )
    measured = measure(pairs, settings.recalls, BertScore(encoder))
    similarity = {"similarity": f"BERTScore F1, {encoder.name}, layer {encoder.layer}"}
    return Measured(
        "recall",
        measured.corpus,
        measured.per_row,
        measured.per_movie,
        notes={**similarity, **measured.notes, "sentences encoded": encoder.encoded},
    )


def measure(
    pairs: Pairs,
    recalls: Sequence[tuple[int, int]],
    similarity: Similarity | WindowSimilarity,
    own: str = BERT_SCORE,
) -> Measured:
    """R@k/N for each (k, N), and the similarity of each prediction to its own reference.

    Args:
        pairs: the benchmark.
        recalls: each (k, N); a window is compared once for all its k.
        similarity: how alike sentences are; ties are decided as in ``recall_within_neighbours``.
        own: the name of the figure that holds the similarity to the own reference.
    """
    tallies = {(k, n): _Tally(k, len(pairs)) for k, n in recalls}
    own_f1 = np.zeros(len(pairs))
    plan = _Plan(pairs, sorted({1, *(n for _, n in recalls)}))
    matrices = compare(similarity, (plan.sides(rows) for _, rows in plan.windows()))
    for (movie, rows), matrix in zip(plan.windows(), matrices, strict=True):
        if len(rows) == 1:
            own_f1[rows[0]] = matrix[0, 0]
        for (_, n), tally in tallies.items():
            if n == len(rows):
                tally.add(movie, rows, matrix)
    return _measured(tallies, own, own_f1)


@dataclass(frozen=True)
class _Plan:
    """Which rows are compared with each other: windows of every N, and each row alone."""

    pairs: Pairs
    lengths: Sequence[int]

    def windows(self) -> Iterator[tuple[str, Rows]]:
        """Each movie's windows of all lengths, near ones together, so that they share sentences."""
        for movie, rows in self.pairs.by_movie.items():
            places = tuple(range(len(rows)))
            found = [tuple(w) for n in self.lengths for w in windows(places, n)]
            for window in sorted(found, key=lambda w: w[-1]):
                yield movie, tuple(rows[place] for place in window)

    def sides(self, rows: Rows) -> tuple[list[str], list[str]]:
        """The predictions and the references of some rows."""
        return [self.pairs.predictions[i] for i in rows], [self.pairs.references[i] for i in rows]


@dataclass
class _Tally:
    """The hits of one R@k/N."""

    k: int
    size: int
    movies: dict[str, list[float]] = field(default_factory=dict)  # for each, its windows' means
    ties: int = 0

    def __post_init__(self) -> None:
        self.hits = np.zeros(self.size)
        self.seen = np.zeros(self.size, dtype=np.int64)  # in how many windows each row is

    def add(self, movie: str, rows: Rows, matrix: NDArray[np.float64]) -> None:
        chances = chance_in_first(self.k, matrix)
        self.movies.setdefault(movie, []).append(float(chances.mean()))
        self.ties += int(((chances > 0) & (chances < 1)).sum())
        self.hits[list(rows)] += chances
        self.seen[list(rows)] += 1

    def per_row(self) -> tuple[float | None, ...]:
        return tuple(
            100 * float(hit / seen) if seen else None
            for hit, seen in zip(self.hits, self.seen, strict=True)
        )

    def per_movie(self) -> dict[str, float]:
        return {movie: 100 * fmean(of_windows) for movie, of_windows in self.movies.items()}


def _measured(
    tallies: dict[tuple[int, int], _Tally], own: str, own_f1: NDArray[np.float64]
) -> Measured:
    corpus: dict[str, float] = {}
    per_row: dict[str, tuple[float | None, ...]] = {}
    per_movie: dict[str, dict[str, float]] = {}
    notes: dict[str, str | int | float] = {}
    missing: dict[str, str] = {}
    for (k, n), tally in tallies.items():
        name = f"R@{k}/{n}"
        if not tally.movies:
            missing[name] = f"no movie has {n} lines"
            continue
        per_row[name], per_movie[name] = tally.per_row(), tally.per_movie()
        corpus[name] = fmean(per_movie[name].values())
        notes[f"{name}: movies with {n} lines"] = len(tally.movies)
        notes[f"{name}: ranks that a tie leaves to chance"] = tally.ties
    if own_f1.size:
        corpus[own] = 100 * float(own_f1.mean())
        per_row[own] = tuple((100 * own_f1).tolist())
    return Measured("recall", corpus, per_row, per_movie, missing=missing, notes=notes)
