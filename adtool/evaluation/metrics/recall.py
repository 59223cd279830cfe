"""R@k/N: Recall@k within N neighbours (AutoAD-II §4; the paper's §4.1).

Does a line say what tells its clip from its neighbours? Among the N references around a clip, the
clip's own should be one of the k that are most like the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from adtool.errors import AdtoolError
from adtool.evaluation.metrics.similarity import Similarity, WindowSimilarity, compare

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Pair:
    """A clip's reference and what was drafted for it.

    Attributes:
        start: when the clip begins in its movie, in ms.
        reference: what the describers wrote.
        prediction: what was drafted.
    """

    start: int
    reference: str
    prediction: str


def recall_within_neighbours(
    groups: Iterable[Sequence[Pair]], k: int, n: int, similarity: Similarity | WindowSimilarity
) -> float:
    """Return R@k/N in percent.

    In each movie, sorted by start, windows of ``n`` consecutive pairs are taken with a stride of
    ``n // 2``; the tail that fills no window is dropped, as is a movie with fewer than ``n``
    pairs. The result is the mean over a movie's windows, then over the movies.

    Ties: where other references are just as similar as the right one, the pair counts as the
    chance that it is among the first k when ties are broken at random. (The published code leaves
    ties to ``torch.topk``, which promises no order.) So a line that says nothing scores k/n.

    Args:
        groups: each movie's pairs, in any order.
        k: how many of the nearest references may hold the right one, from 1 to ``n``.
        n: references in a window.
        similarity: how alike sentences are.

    Raises:
        AdtoolError: if no movie has ``n`` pairs.
        ValueError: if not 1 ≤ k ≤ n.
    """
    if not 1 <= k <= n:
        raise ValueError(f"R@{k}/{n} makes no sense: k must be from 1 to N")
    ordered = [sorted(pairs, key=lambda pair: pair.start) for pairs in groups]
    found = [(movie, w) for movie, pairs in enumerate(ordered) for w in windows(pairs, n)]
    if not found:
        raise AdtoolError(f"R@{k}/{n} needs a movie with at least {n} lines, and none has as many")
    sides = (([p.prediction for p in w], [p.reference for p in w]) for _, w in found)
    hits: dict[int, list[float]] = {}
    for (movie, _), matrix in zip(found, compare(similarity, sides), strict=True):
        hits.setdefault(movie, []).append(float(np.mean(chance_in_first(k, matrix))))
    return 100 * float(np.mean([np.mean(of_windows) for of_windows in hits.values()]))


def windows(rows: Sequence[Row], n: int) -> Iterator[Sequence[Row]]:
    """Cut a movie's rows, in order of time, into windows of N; the tail is dropped."""
    for start in range(0, len(rows) - n + 1, max(1, n // 2)):
        yield rows[start : start + n]


def chance_in_first(k: int, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each row of (N, N): the chance that its diagonal entry is among the k largest.

    It is 0 or 1 but for ties, which are thought of as broken at random.
    """
    own = np.diagonal(matrix)[:, None]
    nearer = (matrix > own).sum(axis=1)
    tied = (matrix == own).sum(axis=1)  # the right one itself included
    chance: NDArray[np.float64] = np.clip((k - nearer) / tied, 0.0, 1.0)
    return chance
