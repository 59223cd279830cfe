"""How sure a figure is: bootstrap intervals and a paired test, both over movies.

Lines of one movie share its people, its describer and its mood, so they are not drawn one by one:
whole movies are (a cluster bootstrap), and a figure is the mean over all that was drawn. For
CIDEr the document frequencies stay those of the whole benchmark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
"""How often movies are drawn for an interval, or signs for a test."""

EXACT = 12
"""With so few movies, all their signs are tried."""

LEVEL = 0.95

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of what a figure was when movies were drawn again.

    Attributes:
        low: its lower end.
        high: its upper end.
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sets of predictions, compared on the same clips.

    Attributes:
        difference: the first's figure less the second's.
        interval: its interval.
        p: two-sided, that so large a difference comes of chance (a sign-flip test over movies).
    """

    difference: float
    interval: Interval
    p: float


def interval(
    values: Sequence[float | None], clusters: Sequence[str], seed: int, resamples: int = RESAMPLES
) -> Interval | None:
    """Return the bootstrap interval of the mean of ``values``.

    Args:
        values: one a row; None where a row has none.
        clusters: the movie of each row.
        seed: decides what is drawn.
        resamples: how often.

    Returns:
        None with fewer than two movies: nothing is known of how movies differ.
    """
    sums, counts = _by_cluster(values, clusters)
    if len(sums) < 2:
        return None
    return _middle(_resampled(sums, counts, seed, resamples))


def compare(
    first: Sequence[float | None],
    second: Sequence[float | None],
    clusters: Sequence[str],
    seed: int,
    resamples: int = RESAMPLES,
) -> Difference | None:
    """Compare two sets of values of the same rows; those that one of them lacks are left out.

    Returns:
        None with fewer than two movies.
    """
    differences = [
        None if a is None or b is None else a - b for a, b in zip(first, second, strict=True)
    ]
    sums, counts = _by_cluster(differences, clusters)
    if len(sums) < 2:
        return None
    drawn = _resampled(sums, counts, seed, resamples)
    return Difference(
        float(sums.sum() / counts.sum()), _middle(drawn), _sign_test(sums, seed, resamples)
    )


def _by_cluster(values: Sequence[float | None], clusters: Sequence[str]) -> tuple[Floats, Floats]:
    """Return each movie's sum of values and number of them."""
    there = [
        (value, name) for value, name in zip(values, clusters, strict=True) if value is not None
    ]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(name for _, name in there))}
    places = np.array([numbers[name] for _, name in there], dtype=np.int64)
    weights = np.array([value for value, _ in there], dtype=np.float64)
    sums = np.bincount(places, weights, minlength=len(numbers)).astype(np.float64)
    return sums, np.bincount(places, minlength=len(numbers)).astype(np.float64)


def _resampled(sums: Floats, counts: Floats, seed: int, resamples: int) -> Floats:
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=resamples)
    means: Floats = (drawn @ sums) / (drawn @ counts)
    return means


def _middle(drawn: Floats) -> Interval:
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


def _sign_test(sums: Floats, seed: int, resamples: int) -> float:
    """If neither is better, each movie's difference might as well have the other sign."""
    exact = len(sums) <= EXACT
    if exact:
        ones = np.arange(2 ** len(sums))[:, None] >> np.arange(len(sums)) & 1
    else:
        ones = np.random.default_rng(seed).integers(0, 2, (resamples, len(sums)))
    reached = np.abs((1.0 - 2.0 * ones) @ sums) >= abs(sums.sum()) * (1 - 1e-12)
    if exact:
        return float(reached.mean())
    return float((reached.sum() + 1) / (resamples + 1))  # the observed signs are one draw more
