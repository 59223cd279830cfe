"""Rows of a table on disk, read in slices."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from adtool.features.slices import APART, rows_at


class Table:
    """A table that only gives slices, and remembers them."""

    def __init__(self, rows: np.ndarray) -> None:
        self.rows, self.read = rows, []

    def __getitem__(self, rows: slice) -> np.ndarray:
        self.read.append((rows.start, rows.stop))
        return self.rows[rows]


@pytest.fixture
def table() -> Table:
    return Table(np.arange(1000 * 2, dtype=np.float32).reshape(1000, 2))


@pytest.mark.parametrize(
    "places", [[[5, 6], [7, 8]], [[3]], [[999, 0]], [[4, 4, 4]], [[900, 7], [7, 901], [8, 100]]]
)
def test_rows_come_in_the_shape_and_order_of_their_places(table, places):
    found = rows_at(table, torch.tensor(places))
    assert found.dtype == torch.float16
    assert np.array_equal(found.numpy(), table.rows[np.array(places)].astype(np.float16))


def test_neighbours_are_read_together_and_what_lies_far_apart_is_not_read_over(table):
    rows_at(table, torch.tensor([10, 12, 12 + APART, 500, 499]))
    assert table.read == [(10, 13 + APART), (499, 501)]
    table.read.clear()
    rows_at(table, torch.tensor([10, 11 + APART]))
    assert table.read == [(10, 11), (11 + APART, 12 + APART)]


def test_rows_of_more_than_one_dimension_keep_theirs():
    table = Table(np.arange(24, dtype=np.float16).reshape(4, 3, 2))
    assert rows_at(table, torch.tensor([2, 0])).shape == (2, 3, 2)
