"""Some rows of a large table on disk, read in slices."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

APART = 64
"""Rows between two that are wanted, up to which they are read together: seeking costs more."""


class Rows(Protocol):
    """A table on disk, of which slices of rows can be read."""

    def __getitem__(self, rows: slice, /) -> Any:
        """Read some rows, an array."""


def rows_at(table: Rows, places: Tensor) -> Tensor:
    """Return the rows at some places, of the places' shape with that of a row behind it, fp16.

    Args:
        table: the table, which is only asked for slices.
        places: integers of any shape, in any order, also several times.
    """
    wanted, back = np.unique(places.numpy(), return_inverse=True)
    runs = np.split(wanted, np.flatnonzero(np.diff(wanted) > APART) + 1)
    read = [_run(table, run) for run in runs]
    rows = torch.from_numpy(np.concatenate(read))
    return rows[torch.from_numpy(back.reshape(places.shape))]


def _run(table: Rows, run: Any) -> Any:
    first, last = int(run[0]), int(run[-1])
    return np.asarray(table[first : last + 1], dtype=np.float16)[run - first]
