"""How like each line of a movie is to the references near it, each pair compared once.

Windows of N overlap by half, and windows of several N lie in each other: window by window, most
pairs would be compared two to four times. So a movie is cut into short stretches of rows, and each
stretch is compared with all references that share a window with one of its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adtool.evaluation.metrics.recall import stride

LONGEST = 32
"""Rows of a stretch at most: of a long N, a stretch's tokens with all of N's are held at once."""

ALONE = 8
"""Rows of a stretch where a movie is too short for any window."""

HELD = 1 << 20
"""Similarities of windows that are given at once."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of a movie, and the references that they are compared with.

    Attributes:
        rows: their places in the movie.
        near: the references' places; the rows' own are among them.
    """

    rows: range
    near: range


def stretches(count: int, lengths: Sequence[int]) -> Iterator[Stretch]:
    """Cut a movie of ``count`` rows so that all that share a window of any length are compared."""
    fitting = [n for n in lengths if n <= count]
    size = min(LONGEST, stride(max(fitting))) if fitting else ALONE
    for start in range(0, count, size):
        rows = range(start, min(start + size, count))
        seen = [rows, *filter(None, (_windows_of(rows, n, count) for n in fitting))]
        yield Stretch(rows, range(min(r.start for r in seen), max(r.stop for r in seen)))


def _windows_of(rows: range, n: int, count: int) -> range:
    """From the first of the windows of N that hold one of the rows to the end of the last.

    Empty where none does: the rows are the movie's tail.
    """
    step = stride(n)
    first = max(0, (rows.start - n) // step + 1)
    last = min(rows.stop - 1, count - n) // step
    return range(first * step, last * step + n if first <= last else first * step)


class Neighbours:
    """The similarities of a movie's rows to the references near them.

    Args:
        parts: every stretch of the movie.
        matrices: for each, how like its rows (down) are to the references near (across).
    """

    def __init__(self, parts: Sequence[Stretch], matrices: Sequence[NDArray[np.float64]]) -> None:
        self.count = parts[-1].rows.stop
        self._first = np.zeros(self.count, dtype=np.int64)  # the place of a row's first reference
        self._values = np.zeros((self.count, max(len(part.near) for part in parts)))
        for part, matrix in zip(parts, matrices, strict=True):
            rows = slice(part.rows.start, part.rows.stop)
            self._first[rows] = part.near.start
            self._values[rows, : len(part.near)] = matrix

    def own(self) -> NDArray[np.float64]:
        """How like each row is to its own reference."""
        rows = np.arange(self.count)
        values: NDArray[np.float64] = self._values[rows, rows - self._first]
        return values

    def windows(self, n: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """Give the windows of N, some at a time: the rows' places (W, N), and (W, N, N)."""
        starts = np.arange(0, self.count - n + 1, stride(n))
        for begin in range(0, len(starts), some := max(1, HELD // n**2)):
            rows = starts[begin : begin + some, None] + np.arange(n)
            across = rows[:, None, :] - self._first[rows][:, :, None]
            yield rows, self._values[rows[:, :, None], across]
