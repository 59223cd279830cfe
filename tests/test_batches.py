"""Batches made ahead: in order, as tensors, in this process or in others."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import torch

from adtool.batches import batches_ahead


def batch(step: int) -> Mapping[str, Any]:
    """Say which step it is, who made it, and what becomes of Ctrl-C there."""
    if step == 99:
        raise ValueError("no such step")
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    return {"step": np.array([step, -step]), "process": os.getpid(), "ignores": ignored}


def test_batches_come_in_the_order_of_their_steps_as_tensors() -> None:
    with batches_ahead(batch, [3, 1, 2], 0) as made:
        found = list(made)
    assert [one["step"].tolist() for one in found] == [[3, -3], [1, -1], [2, -2]]
    assert all(isinstance(one["step"], torch.Tensor) for one in found)
    assert {one["process"] for one in found} == {os.getpid()}


def test_without_workers_a_batch_is_made_when_it_is_asked_for() -> None:
    made: list[int] = []

    def counted(step: int) -> Mapping[str, Any]:
        made.append(step)
        return {}

    with batches_ahead(counted, range(5), 0) as batches:
        iterator = iter(batches)
        next(iterator)
        next(iterator)
        assert made == [0, 1]


def test_no_steps_give_no_batches_and_start_no_process() -> None:
    with batches_ahead(batch, [], 4) as batches:
        assert list(batches) == []


@pytest.mark.slow
def test_workers_keep_the_order_and_leave_ctrl_c_to_the_loop() -> None:
    with batches_ahead(batch, range(6), 2) as batches:
        found = list(batches)
    assert [one["step"][0].item() for one in found] == list(range(6))
    assert os.getpid() not in {one["process"] for one in found}
    assert len({one["process"] for one in found}) == 2
    assert all(one["ignores"] for one in found)


def test_a_batch_that_cannot_be_made_ends_the_loop_with_its_error() -> None:
    with batches_ahead(batch, [1, 99], 0) as batches:
        iterator = iter(batches)
        next(iterator)
        with pytest.raises(ValueError, match="no such step"):
            next(iterator)
