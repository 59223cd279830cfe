"""Batches made ahead, in other processes where wanted, in the order of their steps."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from torch.utils.data import DataLoader, Dataset

Batch = Mapping[str, Any]


class _Steps(Dataset[Batch]):
    """Batches by their step, as torch's DataLoader wants them."""

    def __init__(self, batch: Callable[[int], Batch]) -> None:
        self.batch = batch

    def __getitem__(self, step: int) -> Batch:
        return self.batch(step)


@contextmanager
def batches_ahead(
    batch: Callable[[int], Batch], steps: Iterable[int], workers: int
) -> Iterator[Iterable[Batch]]:
    """Give ``batch(step)`` for every one of ``steps``, NumPy arrays turned into tensors.

    Args:
        batch: from a step's number to its batch, on the CPU.
        steps: the steps, in order.
        workers: processes that make them; 0 makes each when it is asked for.
    """
    if workers:  # tokenizers has threads of its own, which a forked process must not use
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    loader: DataLoader[Batch] = DataLoader(
        _Steps(batch),
        batch_size=None,
        sampler=list(steps),
        num_workers=workers,
        worker_init_fn=_leave_signals_to_the_loop,
    )
    batches = iter(loader)
    try:
        yield batches
    finally:
        del batches, loader  # ends the worker processes


def _leave_signals_to_the_loop(worker: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
