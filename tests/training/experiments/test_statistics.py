"""Means over seeds, paired differences, and what they show."""

from __future__ import annotations

import pytest

from adtool_training.experiments.statistics import Estimate, estimate, paired, verdict


def test_the_interval_is_students():
    found = estimate([1.0, 2.0, 3.0, 4.0, 5.0])
    # t(0.975, 4) = 2.7764451, s = 1.5811388, over the root of 5
    assert (found.mean, found.seeds) == (3.0, 5)
    assert found.low == pytest.approx(3 - 1.9632432, abs=1e-6)
    assert found.high == pytest.approx(3 + 1.9632432, abs=1e-6)


def test_with_two_seeds_the_interval_is_wide():
    found = estimate([1.0, 3.0])
    assert found.high - found.mean == pytest.approx(12.7062047, abs=1e-6)  # t(0.975, 1) · √2 / √2


def test_one_seed_has_no_interval_and_none_no_mean():
    assert estimate([2.0]) == Estimate(2.0, None, None, 1)
    assert estimate([]) is None


def test_differences_are_taken_seed_by_seed():
    found = paired({1: 10.0, 2: 20.0, 3: 7.0}, {2: 19.0, 1: 9.5, 4: 1.0})
    assert (found.mean, found.seeds) == (0.75, 2)
    assert paired({1: 1.0}, {2: 1.0}) is None


@pytest.mark.parametrize(
    ("low", "high", "paper", "said"),
    [
        (0.5, 2.0, 1.3, "holds"),
        (-2.0, -0.5, -0.1, "holds"),
        (-0.5, 2.0, 1.3, "does not show"),
        (0.0, 2.0, 1.3, "does not show"),
        (-2.0, -0.1, 1.3, "contradicts"),
        (0.1, 2.0, -1.3, "contradicts"),
        (0.1, 2.0, None, ""),
        (0.1, 2.0, 0.0, ""),
        (None, None, 1.0, ""),
    ],
)
def test_a_claim_holds_where_the_whole_interval_is_on_the_papers_side(low, high, paper, said):
    assert verdict(Estimate(1.0, low, high, 5), paper) == said


def test_nothing_shows_nothing():
    assert verdict(None, 1.0) == ""
