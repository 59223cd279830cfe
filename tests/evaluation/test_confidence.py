"""Intervals and tests over movies."""

import numpy as np
import pytest

from adtool.evaluation.confidence import Interval, compare, interval

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


def test_an_interval_is_the_middle_95_percent_of_2000_draws():
    values, movies = np.random.default_rng(0).normal(size=9), list("abcdefghi")
    found = interval(values, movies, seed=7)
    drawn = np.random.default_rng(7).multinomial(9, [1 / 9] * 9, size=2000) @ values / 9
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])))
    assert found != interval(values, movies, seed=8)
    assert found != interval(values, movies, seed=7, resamples=50)


def test_two_movies_are_enough_for_an_interval():
    assert interval([1.0, 2.0], ["a", "b"], seed=0) == Interval(1.0, 2.0)


def test_a_movie_whose_rows_have_no_value_counts_as_none():
    assert interval([1.0, None, 2.0], ["a", "b", "a"], seed=0) is None
    assert interval([], [], seed=0) is None
    two = interval([1.0, None, 2.0, 2.0], ["a", "b", "a", "c"], seed=0)
    assert two == interval([1.0, 2.0, 2.0], ["a", "a", "c"], seed=0)


def test_long_movies_weigh_more_for_they_have_more_rows():
    found = compare([4.0, 4.0, 4.0, 0.0], [0.0] * 4, ["a", "a", "a", "b"], seed=0)
    assert found.difference == 3.0
    assert (found.interval.low, found.interval.high) == (0.0, 4.0)


def test_rows_that_one_side_lacks_are_left_out():
    found = compare([5.0, None, 3.0, 9.0], [1.0, 7.0, 2.0, None], list("abcd"), seed=0)
    assert found.difference == (4 + 1) / 2
    assert found.p == 2 / 2**2
    assert compare([5.0, None], [1.0, 7.0], ["a", "b"], seed=0) is None
    with pytest.raises(ValueError, match="zip"):
        compare([1.0], [1.0, 2.0], ["a"], seed=0)


@pytest.mark.parametrize(
    ("first", "p"),
    [
        ([1.0, 2.0, 3.0], 2 / 8),  # 6 is reached by + + + and - - -
        ([-1.0, 2.0, 3.0], 4 / 8),  # 4: also by - + + with either sign
        ([3.0, -1.0, -2.0], 1.0),  # nothing is less than 0
        ([1.0, 1.0, -1.0], 1.0),  # every sum is odd: 1 or 3
    ],
)
def test_the_p_of_few_movies_is_counted_by_hand(first, p):
    assert compare(first, [0.0] * 3, list("abc"), seed=0).p == p


def test_sums_that_differ_by_rounding_alone_are_reached():
    values = [0.1, 0.2, 0.3, 0.7]  # 0.1 + 0.2 + 0.3 + 0.7 has another last bit in another order
    for order in (values, values[::-1], [0.7, 0.1, 0.3, 0.2]):
        assert compare(order, [0.0] * 4, list("abcd"), seed=0).p == 2 / 16


def slow_p(values, seed, resamples=2000):
    """The sign test by drawn signs, written out."""
    signs = np.random.default_rng(seed).integers(0, 2, (resamples, len(values)))
    reached = 0
    for row in signs:
        flipped = sum(-v if one else v for v, one in zip(values, row, strict=True))
        reached += abs(flipped) >= abs(sum(values)) - 1e-9
    return (reached + 1) / (resamples + 1)


def test_twelve_movies_are_tried_whole_and_thirteen_drawn():
    twelve = [4.0, 3.0, -2.0, 5.0, 1.0, 3.0, -1.0, 4.0, 2.0, 3.0, -3.0, 2.0]
    movies = [str(i) for i in range(13)]
    every = [
        sum(v if number >> i & 1 else -v for i, v in enumerate(twelve)) for number in range(2**12)
    ]
    exact = sum(abs(total) >= abs(sum(twelve)) for total in every) / 2**12
    assert compare(twelve, [0.0] * 12, movies[:12], seed=0).p == exact != slow_p(twelve, 0)
    thirteen = [*twelve, 2.0]
    drawn = compare(thirteen, [0.0] * 13, movies, seed=4)
    assert drawn.p == slow_p(thirteen, 4)
    assert drawn.p != compare(thirteen, [0.0] * 13, movies, seed=5).p
    few = compare(thirteen, [0.0] * 13, movies, seed=4, resamples=50)
    assert few.p == slow_p(thirteen, 4, 50)


def test_the_interval_of_a_difference_is_that_of_the_differences():
    first, second = [4.0, 1.0, 7.0, 2.0], [1.0, 1.0, 2.0, 4.0]
    found = compare(first, second, list("abcd"), seed=5, resamples=300)
    less = [a - b for a, b in zip(first, second, strict=True)]
    assert found.interval == interval(less, list("abcd"), seed=5, resamples=300)
    back = compare(second, first, list("abcd"), seed=5, resamples=300)
    assert back.difference == -found.difference
    assert back.p == found.p
