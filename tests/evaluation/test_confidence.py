"""Intervals and tests over movies."""

import numpy as np
import pytest

from adtool.evaluation.confidence import compare, interval

VALUES = [1.0, 3.0, None, 10.0, 12.0, 5.0]
MOVIES = ["a", "a", "a", "b", "b", "c"]


def test_an_interval_is_the_plain_loop_over_drawn_movies():
    found = interval(VALUES, MOVIES, seed=1, resamples=400)
    drawn = np.random.default_rng(1).multinomial(3, np.full(3, 1 / 3), size=400)
    rows = {"a": [1.0, 3.0], "b": [10.0, 12.0], "c": [5.0]}
    means = [
        np.mean([v for name, times in zip("abc", counts, strict=True) for v in rows[name] * times])
        for counts in drawn
    ]
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(means, [0.025, 0.975])))
    assert found == interval(VALUES, MOVIES, seed=1, resamples=400)


def test_one_movie_has_no_interval_and_no_test():
    assert interval([1.0, 2.0], ["a", "a"], seed=0) is None
    assert compare([1.0], [2.0], ["a"], seed=0) is None


def test_few_movies_are_tested_with_all_their_signs():
    found = compare([2.0] * 5, [1.0] * 5, list("abcde"), seed=0)
    assert found.difference == 1.0
    assert found.p == 2 / 2**5  # only all plus and all minus reach it


def test_equal_predictions_do_not_differ():
    found = compare([1.0, 2.0], [1.0, 2.0], ["a", "b"], seed=0)
    assert (found.difference, found.p) == (0.0, 1.0)


def test_many_movies_are_tested_with_drawn_signs():
    movies = [str(i) for i in range(20)]
    assert compare([1.0] * 20, [0.0] * 20, movies, seed=0).p < 0.01
    even = [1.0, -1.0] * 10
    assert compare(even, [0.0] * 20, movies, seed=0).p == 1.0
