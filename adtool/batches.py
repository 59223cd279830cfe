"""Batches made ahead, in other processes where wanted, in the order of their steps."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
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
    batch: Callable[[int], Batch], steps: Sequence[int], workers: int
) -> Iterator[Iterable[Batch]]:
    """Give ``batch(step)`` for every one of ``steps``, NumPy arrays turned into tensors.

    Args:
        batch: from a step's number to its batch, on the CPU; with ``workers``, one that pickle
            takes.
        steps: the steps, in order.
        workers: processes that make them; 0 makes each when it is asked for.
    """
    workers = min(workers, len(steps))
    loader: DataLoader[Batch] = DataLoader(
        _Steps(batch),
        batch_size=None,
        sampler=steps,
        num_workers=workers,
        worker_init_fn=_leave_signals_to_the_loop,
        multiprocessing_context=_fresh_processes(type(batch).__module__) if workers else None,
    )
    batches = iter(loader)
    try:
        yield batches
    finally:
        del batches, loader  # ends the worker processes


def _fresh_processes(module: str) -> BaseContext:
    """Return how to start processes that begin without this one's threads, but with a module.

    A fork of a process with threads (and torch, tokenizers and trackers all have some) may find a
    lock held by a thread that it does not have, and wait for ever.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([module])  # else every worker would import it again
    return context


def _leave_signals_to_the_loop(worker: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
