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

from adtool.evaluation.metrics.neighbours import Neighbours, stretches
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.evaluation.metrics.recall import Hits, chance_in_first, published_in_first
from adtool.evaluation.metrics.similarity import Similarity, WindowSimilarity, compare
from adtool.settings import EvaluationSettings

BERT_SCORE = "BERTScore"


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
    measured = measure(pairs, settings.recalls, BertScore(encoder), hits=published_in_first)
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
    hits: Hits = chance_in_first,
) -> Measured:
    """R@k/N for each (k, N), and the similarity of each prediction to its own reference.

    Args:
        pairs: the benchmark.
        recalls: each (k, N); near pairs are compared once for all of them.
        similarity: how alike sentences are.
        own: the name of the figure that holds the similarity to the own reference.
        hits: what counts where other references are just as similar as the right one.
    """
    tallies = {(k, n): _Tally(k, len(pairs), hits) for k, n in recalls}
    own_f1 = np.zeros(len(pairs))
    for movie, rows, near in _movies(pairs, sorted({n for _, n in recalls}), similarity):
        own_f1[rows] = near.own()
        for (_, n), tally in tallies.items():
            for places, matrices in near.windows(n):
                tally.add(movie, rows[places], matrices)
    return _measured(tallies, own, own_f1)


def _movies(
    pairs: Pairs, lengths: Sequence[int], similarity: Similarity | WindowSimilarity
) -> Iterator[tuple[str, NDArray[np.int64], Neighbours]]:
    """Give each movie's rows by number, in order of time, and how like they are to those near."""
    plan = {movie: list(stretches(len(rows), lengths)) for movie, rows in pairs.by_movie.items()}
    sides = (
        (
            [pairs.predictions[rows[i]] for i in part.rows],
            [pairs.references[rows[i]] for i in part.near],
        )
        for movie, rows in pairs.by_movie.items()
        for part in plan[movie]
    )
    matrices = compare(similarity, sides)
    for movie, rows in pairs.by_movie.items():
        near = Neighbours(plan[movie], [next(matrices) for _ in plan[movie]])
        yield movie, np.array(rows), near


@dataclass
class _Tally:
    """The hits of one R@k/N."""

    k: int
    size: int
    rule: Hits
    movies: dict[str, list[float]] = field(default_factory=dict)  # for each, its windows' means
    ties: int = 0

    def __post_init__(self) -> None:
        self.hits = np.zeros(self.size)
        self.seen = np.zeros(self.size, dtype=np.int64)  # in how many windows each row is

    def add(self, movie: str, rows: NDArray[np.int64], matrices: NDArray[np.float64]) -> None:
        """Count windows: the numbers of their rows (W, N), and their similarities (W, N, N)."""
        hits, chances = self.rule(self.k, matrices), chance_in_first(self.k, matrices)
        self.movies.setdefault(movie, []).extend(hits.mean(axis=1).tolist())
        self.ties += int(((chances > 0) & (chances < 1)).sum())
        np.add.at(self.hits, rows, hits)
        np.add.at(self.seen, rows, 1)

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
        notes[f"{name}: ranks that a tie decides"] = tally.ties
    if own_f1.size:
        corpus[own] = 100 * float(own_f1.mean())
        per_row[own] = tuple((100 * own_f1).tolist())
    return Measured("recall", corpus, per_row, per_movie, missing=missing, notes=notes)
