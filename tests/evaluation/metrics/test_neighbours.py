"""Which rows are compared with which references, and windows read off."""

import numpy as np
import pytest

from adtool.evaluation.metrics.neighbours import ALONE, LONGEST, Neighbours, stretches
from adtool.evaluation.metrics.recall import windows

SIZES = [
    (1, []), (1, [5]), (4, [5]), (5, [5]), (7, [5]), (64, [16, 5]), (50, [16]), (33, [2]),
    (33, [1]), (40, [3, 40]), (41, [40]), (300, [100]), (17, [16, 17, 18]),
]  # fmt: skip


@pytest.mark.parametrize(("count", "lengths"), SIZES)
def test_stretches_hold_each_row_once_and_in_order(count, lengths):
    assert [row for part in stretches(count, lengths) for row in part.rows] == list(range(count))


@pytest.mark.parametrize(("count", "lengths"), SIZES)
def test_every_row_is_near_itself_and_all_that_share_a_window_with_its_stretch(count, lengths):
    for part in stretches(count, lengths):
        shared = set(part.rows)
        for n in lengths:
            for window in windows(range(count), n):
                if set(window) & set(part.rows):
                    shared |= set(window)
        assert set(part.near) == set(range(min(shared), max(shared) + 1)) == shared


def test_a_stretch_is_half_of_the_longest_window_and_never_very_long():
    assert {len(part.rows) for part in stretches(64, [5, 16])} == {8}
    assert {len(part.rows) for part in stretches(320, [200])} == {LONGEST}
    assert {len(part.rows) for part in stretches(2 * ALONE, [])} == {ALONE}


@pytest.mark.parametrize(("count", "lengths"), SIZES)
@pytest.mark.parametrize("held", [1, 1 << 20])
def test_windows_and_own_similarities_are_read_off(count, lengths, held, monkeypatch):
    monkeypatch.setattr("adtool.evaluation.metrics.neighbours.HELD", held)
    table = np.random.default_rng(count).random((count, count))
    parts = list(stretches(count, lengths))
    near = Neighbours(parts, [table[np.ix_(part.rows, part.near)] for part in parts])
    assert (near.own() == np.diagonal(table)).all()
    for n in lengths:
        found = list(near.windows(n))
        rows = [row for places, _ in found for row in places.tolist()]
        assert rows == [list(window) for window in windows(range(count), n)]
        for window, matrix in zip(rows, [m for _, ms in found for m in ms], strict=True):
            assert (matrix == table[np.ix_(window, window)]).all()
