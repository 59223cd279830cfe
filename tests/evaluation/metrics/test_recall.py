import random

import numpy as np
import pytest

from adtool.errors import AdtoolError
from adtool.evaluation.metrics.recall import (
    Pair,
    chance_in_first,
    published_in_first,
    recall_within_neighbours,
    windows,
)
from adtool.evaluation.metrics.similarity import word_f1


def movie(*lines):
    return [Pair(1000 * i, wanted, said) for i, (wanted, said) in enumerate(lines)]


def looked_up(table):
    """A similarity that reads a table by the numbers that the sentences are."""
    return lambda said, wanted: np.array([[table[int(p), int(r)] for r in wanted] for p in said])


def slowly(movies, k, n, table):
    """AutoAD-II's R@k/N, written out, for tables without ties."""
    of_movies = []
    for length in movies:
        of_windows = []
        start = 0
        while start + n <= length:
            hits = 0
            for own in range(start, start + n):
                ranked = sorted(range(start, start + n), key=lambda r: -table[own, r])
                hits += own in ranked[:k]
            of_windows.append(hits / n)
            start += n // 2
        if of_windows:
            of_movies.append(sum(of_windows) / len(of_windows))
    return 100 * sum(of_movies) / len(of_movies)


@pytest.mark.parametrize(("k", "n"), [(1, 5), (5, 16), (1, 16), (3, 4), (2, 2)])
def test_it_equals_the_definition_written_out(k, n):
    table = np.random.default_rng(k).random((50, 50)) + 0.15 * np.eye(50)
    lengths = [50, 17, 16, 3]
    groups = [movie(*((str(i), str(i)) for i in range(length))) for length in lengths]
    for group in groups:
        random.Random(0).shuffle(group)  # only the starts tell the order
    found = recall_within_neighbours(groups, k, n, looked_up(table))
    assert found == pytest.approx(slowly(lengths, k, n, table))


def test_windows_of_five_step_by_two_and_drop_the_tail():
    seen = []

    def note(said, wanted):
        seen.append((wanted[0], wanted[-1]))
        return np.eye(len(said))

    recall_within_neighbours([movie(*((str(i), "") for i in range(10)))], 1, 5, note)
    assert seen == [("0", "4"), ("2", "6"), ("4", "8")]


def test_movies_weigh_the_same_whatever_their_length():
    right = movie(*((f"word{i}", f"word{i}") for i in range(40)))
    wrong = movie(*((f"word{i}", f"word{(i + 1) % 5}") for i in range(5)))
    assert recall_within_neighbours([right, wrong], 1, 5, word_f1) == pytest.approx(50)


def test_a_line_that_says_nothing_scores_what_chance_does():
    silent = movie(*((f"word{i}", "") for i in range(16)))
    assert recall_within_neighbours([silent], 1, 16, word_f1) == pytest.approx(100 / 16)
    assert recall_within_neighbours([silent], 5, 16, word_f1) == pytest.approx(500 / 16)


def test_equal_references_share_a_hit():
    twice = movie(("He nods.", "He nods."), ("He nods.", "He nods."), ("A dog.", "A dog."))
    assert recall_within_neighbours([twice], 1, 3, word_f1) == pytest.approx(100 * 2 / 3)
    assert recall_within_neighbours([twice], 2, 3, word_f1) == pytest.approx(100)


def test_the_order_of_the_movies_and_of_their_lines_changes_nothing():
    one = movie(("a b", "a"), ("b c", "b"), ("c d", "x"), ("d e", "d"))
    two = movie(("p q", "q"), ("q r", "q"), ("r s", "r"))
    forth = recall_within_neighbours([one, two], 1, 3, word_f1)
    assert recall_within_neighbours([two[::-1], one[::-1]], 1, 3, word_f1) == forth


def test_movies_that_are_all_too_short_are_an_error():
    with pytest.raises(AdtoolError, match="at least 5 lines"):
        recall_within_neighbours([movie(("a", "a"))], 1, 5, word_f1)


@pytest.mark.parametrize("k", [0, 6])
def test_a_k_outside_the_window_is_a_programming_error(k):
    with pytest.raises(ValueError, match="k must be from 1 to N"):
        recall_within_neighbours([movie(("a", "a"))], k, 5, word_f1)


def matrix(*rows):
    return np.array(rows, dtype=float)


def test_a_chance_is_0_or_1_where_nothing_ties():
    ranks = matrix([5, 1, 2, 3], [9, 8, 1, 2], [3, 2, 1, 4], [7, 6, 5, 4])  # 1, 2, 4 and 4
    for k, hits in ((1, [1, 0, 0, 0]), (2, [1, 1, 0, 0]), (3, [1, 1, 0, 0]), (4, [1, 1, 1, 1])):
        assert chance_in_first(k, ranks).tolist() == hits


def test_a_tie_shares_the_places_that_are_left():
    tied = matrix([2, 2, 2, 9], [1, 1, 1, 1], [5, 5, 1, 1], [0, 0, 3, 3])
    # 1 nearer and 3 tied; none and 4; 2 and 2; none and 2
    assert chance_in_first(1, tied).tolist() == [0, 1 / 4, 0, 1 / 2]
    assert chance_in_first(2, tied).tolist() == [1 / 3, 2 / 4, 0, 1]
    assert chance_in_first(3, tied).tolist() == [2 / 3, 3 / 4, 1 / 2, 1]


@pytest.mark.parametrize(
    ("count", "n", "starts"),
    [(5, 5, [0]), (4, 5, []), (9, 4, [0, 2, 4]), (10, 4, [0, 2, 4, 6]), (3, 1, [0, 1, 2]),
     (7, 3, [0, 1, 2, 3, 4])],
)  # fmt: skip
def test_windows_go_on_by_half_their_length(count, n, starts):
    found = list(windows(range(count), n))
    assert [list(window) for window in found] == [list(range(s, s + n)) for s in starts]


def test_rows_are_put_in_the_order_of_time_before_they_are_cut():
    pairs = [Pair(start, f"{start}", "") for start in (3000, 1000, 2000)]
    seen = []

    def note(said, wanted):
        seen.append(list(wanted))
        return np.eye(len(said))

    assert recall_within_neighbours([pairs], 1, 2, note) == 100
    assert seen == [["1000", "2000"], ["2000", "3000"]]


def test_the_least_and_the_most_of_a_window_are_allowed():
    one = movie(("a", "a"), ("b", "c"))
    assert recall_within_neighbours([one], 2, 2, word_f1) == 100
    assert recall_within_neighbours([one], 1, 1, word_f1) == 100
    with pytest.raises(AdtoolError) as caught:
        recall_within_neighbours([one, []], 2, 3, word_f1)
    assert str(caught.value) == "R@2/3 needs a movie with at least 3 lines, and none has as many"
    with pytest.raises(ValueError, match=r"R@3/2 makes no sense: k must be from 1 to N"):
        recall_within_neighbours([one], 3, 2, word_f1)


def as_torch_says(k, ranks, asked=5):
    import torch

    taken = torch.tensor(ranks, dtype=torch.float32).topk(min(asked, ranks.shape[1]), 1)[1][:, :k]
    return [float(own in row) for own, row in enumerate(taken.tolist())]


@pytest.mark.parametrize(("k", "n"), [(1, 2), (1, 5), (2, 5), (5, 5), (1, 16), (5, 16)])
def test_the_published_way_takes_of_equals_those_that_topk_takes(k, n):
    drawn = np.random.default_rng(n).integers(0, 4, (40, n, n)).astype(float)
    for ranks in drawn:
        assert published_in_first(k, ranks).tolist() == as_torch_says(k, ranks)
    assert published_in_first(k, drawn).tolist() == [as_torch_says(k, ranks) for ranks in drawn]


def test_more_than_five_are_asked_for_only_where_k_is_more():
    ranks = np.random.default_rng(0).integers(0, 3, (16, 16)).astype(float)
    assert published_in_first(7, ranks).tolist() == as_torch_says(7, ranks, asked=7)


@pytest.mark.parametrize(("k", "n"), [(1, 5), (5, 16), (3, 4)])
def test_where_nothing_ties_both_ways_agree(k, n):
    for seed in range(20):
        ranks = np.random.default_rng(seed).random((3, n, n))
        assert (published_in_first(k, ranks) == chance_in_first(k, ranks)).all()


@pytest.mark.parametrize(("k", "n"), [(1, 5), (5, 16), (1, 16), (2, 3)])
def test_lines_that_say_nothing_score_what_chance_does_in_the_published_way_too(k, n):
    assert published_in_first(k, np.zeros((n, n))).mean() == pytest.approx(k / n)


def test_what_differs_by_less_than_a_float32_can_hold_is_a_tie():
    ranks = np.full((5, 5), 0.5) + np.diag([1e-12] * 5)
    assert published_in_first(1, ranks).sum() == 1
    assert chance_in_first(1, ranks).sum() == 5


def test_recall_counts_ties_as_it_is_told():
    silent = movie(*((f"word{i}", "") for i in range(5)))
    said = movie(*((f"word{i}", "" if i else "word0") for i in range(5)))
    assert recall_within_neighbours([silent], 1, 5, word_f1, published_in_first) == 20
    found = recall_within_neighbours([said], 1, 5, word_f1, published_in_first)
    first = as_torch_says(1, np.zeros((5, 5))).index(1)
    assert found == 20 + 20 * (first != 0)
