"""How sure a mean over seeds is, and a difference between rows that were trained from the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

LEVEL = 0.95

VERDICTS = ("holds", "does not show", "contradicts")
"""What can be said of a claim."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over seeds.

    Attributes:
        mean: the mean.
        low: the lower end of its 95 % interval (Student's t); None of a single seed.
        high: the upper end.
        seeds: over how many.
    """

    mean: float
    low: float | None
    high: float | None
    seeds: int


def estimate(values: Sequence[float]) -> Estimate | None:
    """Return the mean of what seeds gave, and its interval; None where there is nothing."""
    if not values:
        return None
    mean, count = fmean(values), len(values)
    if count < 2:
        return Estimate(mean, None, None, count)
    from scipy.stats import t

    half = float(t.ppf((1 + LEVEL) / 2, count - 1)) * stdev(values) / math.sqrt(count)
    return Estimate(mean, mean - half, mean + half, count)


def paired(values: Mapping[int, float], others: Mapping[int, float]) -> Estimate | None:
    """Estimate the difference of two rows, from the seeds that both have."""
    return estimate([values[seed] - others[seed] for seed in sorted(values.keys() & others.keys())])


def verdict(found: Estimate | None, paper: float | None) -> str:
    """Say whether a difference shows what the paper's does.

    Args:
        found: ours.
        paper: the paper's.

    Returns:
        "holds" where the whole interval is on the paper's side of 0, "contradicts" where it is on
        the other, "does not show" where it holds 0; empty where that cannot be said.
    """
    if found is None or found.low is None or found.high is None or not paper:
        return ""
    if found.low <= 0 <= found.high:
        return "does not show"
    return "holds" if (found.low > 0) == (paper > 0) else "contradicts"
