"""R@k/N: Recall@k within N neighbours (AutoAD-II §4; the paper's §4.1).

Does a line say what tells its clip from its neighbours? Among the N references around a clip, the
clip's own should be one of the k that are most like the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    groups: Iterable[Sequence[Pair]],
    k: int,
    n: int,
    similarity: Similarity | WindowSimilarity,
    hits: Hits | None = None,
) -> float:
    """Return R@k/N in percent.

    In each movie, sorted by start, windows of ``n`` consecutive pairs are taken with a stride of
    ``n // 2``; the tail that fills no window is dropped, as is a movie with fewer than ``n``
    pairs. The result is the mean over a movie's windows, then over the movies.

    Args:
        groups: each movie's pairs, in any order.
        k: how many of the nearest references may hold the right one, from 1 to ``n``.
        n: references in a window.
        similarity: how alike sentences are.
        hits: what counts where other references are just as similar as the right one:
            ``chance_in_first`` unless given.

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
    means: dict[int, list[float]] = {}
    for (movie, _), matrix in zip(found, compare(similarity, sides), strict=True):
        means.setdefault(movie, []).append(float(np.mean((hits or chance_in_first)(k, matrix))))
    return 100 * float(np.mean([np.mean(of_windows) for of_windows in means.values()]))


def windows(rows: Sequence[Row], n: int) -> Iterator[Sequence[Row]]:
    """Cut a movie's rows, in order of time, into windows of N; the tail is dropped."""
    for start in range(0, len(rows) - n + 1, stride(n)):
        yield rows[start : start + n]


def stride(n: int) -> int:
    """From the start of a window of N to that of the next."""
    return max(1, n // 2)


Hits = Callable[[int, NDArray[np.float64]], NDArray[np.float64]]
"""From k and the similarities (…, N, N) of windows, predictions down and references across, to
what each prediction's own reference (the diagonal) counts: 1 among the k largest, 0 outside."""


def chance_in_first(k: int, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance that the own reference is among the first k, where ties are broken at random.

    It is 0 or 1 but for ties. A line that says nothing scores k/N.
    """
    own = np.diagonal(matrix, axis1=-2, axis2=-1)[..., None]
    nearer = (matrix > own).sum(axis=-1)
    tied = (matrix == own).sum(axis=-1)  # the right one itself included
    chance: NDArray[np.float64] = np.clip((k - nearer) / tied, 0.0, 1.0)
    return chance


PUBLISHED_FIRST = 5
"""The published function asks ``topk`` for so many, and counts the first k of them."""


def published_in_first(k: int, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whether the own reference is among the first k of ``torch.topk``, as in AutoAD-II's code.

    ``topk`` promises no order among equals, and takes neither the first nor the last of them; on
    the CPU it always takes the same ones. So it is asked here just as it is there: in float32, for
    the five most similar. A line that says nothing scores k/N all the same, for in each window the
    same k references are taken for all of its lines.
    """
    import torch

    n = matrix.shape[-1]
    asked = min(n, max(k, PUBLISHED_FIRST))
    first = torch.from_numpy(matrix.astype(np.float32)).topk(asked, dim=-1).indices[..., :k]
    taken: NDArray[np.bool_] = (first.numpy() == np.arange(n)[:, None]).any(axis=-1)
    return taken.astype(np.float64)
