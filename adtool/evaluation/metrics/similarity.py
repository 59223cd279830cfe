"""How alike two sentences are: what ``recall_within_neighbours`` ranks by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from adtool.english.tokens import plain_tokens

Similarity = Callable[[Sequence[str], Sequence[str]], NDArray[np.float64]]
"""From P predictions and R references to a matrix (P, R); larger is more alike."""


Window = tuple[Sequence[str], Sequence[str]]
"""The predictions and the references of neighbouring clips."""


@runtime_checkable
class WindowSimilarity(Protocol):
    """A similarity that is quicker when it is shown all windows."""

    def compare(self, windows: Iterable[Window]) -> Iterator[NDArray[np.float64]]:
        """Compare each window's predictions with its references, window by window."""


def compare(
    similarity: Similarity | WindowSimilarity, windows: Iterable[Window]
) -> Iterator[NDArray[np.float64]]:
    """Compare each window's predictions with its references, as quickly as can be."""
    if isinstance(similarity, WindowSimilarity):
        return similarity.compare(windows)
    return (similarity(said, wanted) for said, wanted in windows)


def word_f1(predictions: Sequence[str], references: Sequence[str]) -> NDArray[np.float64]:
    """Compare sentences by the words that they share: F1 over their multisets, in [0, 1].

    It needs no model, and knows neither synonyms nor word order: a light stand-in for the
    BERTScore that the papers rank by, so its recalls stand beside none of theirs.
    """
    said = [Counter(plain_tokens(sentence)) for sentence in predictions]
    wanted = [Counter(plain_tokens(sentence)) for sentence in references]
    return np.array([[_f1(a, b) for b in wanted] for a in said], dtype=np.float64).reshape(
        len(said), len(wanted)
    )


def _f1(a: Counter[str], b: Counter[str]) -> float:
    words = a.total() + b.total()
    return 2 * (a & b).total() / words if words else 0.0
