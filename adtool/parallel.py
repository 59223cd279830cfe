"""Several processes that train one model together, started by ``accelerate launch``.

Every process holds the whole model and its **share** of each batch. There is one rule, which makes
a run on many GPUs the same run as on one: a loss has the value of the whole batch, on every
process, and its gradient is that of the own share; the loop adds the gradients of all processes up
(``add_gradients``) and steps alike everywhere. ``gather`` and ``total`` make such losses. (The
mean of gradients that DistributedDataParallel takes is right only for losses that are plain means
of equal shares: neither a contrastive loss, nor a mean over tokens, is.)

Without a launcher there is one process, and all of this does nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TypeVar

import torch
import torch.distributed as dist
from accelerate import Accelerator
from accelerate.utils import InitProcessGroupKwargs
from torch import Tensor, nn

from adtool.errors import TrainingError
from adtool.progress import SILENT, Progress

Item = TypeVar("Item")

PATIENCE = timedelta(hours=6)
"""How long a process waits for the others: while one of them writes, encodes or trains alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which of how many equal shares of a batch.

    Attributes:
        rank: which, from 0.
        of: how many.
    """

    rank: int = 0
    of: int = 1

    def share(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return the consecutive items that are this part's; the parts in order are the whole.

        Raises:
            TrainingError: if the items cannot be shared out equally.
        """
        each, left = divmod(len(items), self.of)
        if left:
            raise TrainingError(
                f"A batch of {len(items)} cannot be shared by {self.of} processes; "
                f"make it a multiple of {self.of}."
            )
        return items[self.rank * each : (self.rank + 1) * each]

    def some(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return every ``of``-th item: a share that need not be equal, of work without order."""
        return items[self.rank :: self.of]


WHOLE = Part()


@cache
def accelerator() -> Accelerator:
    """Return Accelerate's view of this process; the first call joins the others.

    Raises:
        TrainingError: if a launcher started several processes, but they cannot find one another.
    """
    started = int(os.environ.get("WORLD_SIZE", "1"))
    on_cpu = started > 1 and not (torch.cuda.is_available() or torch.xpu.is_available())
    found = Accelerator(
        cpu=on_cpu,  # else, without a GPU, Accelerate takes each process for the only one
        mixed_precision="no",
        kwargs_handlers=[InitProcessGroupKwargs(timeout=PATIENCE)],
    )
    if found.num_processes != started:
        raise TrainingError(
            f"{started} processes were started, but each sees {found.num_processes}; "
            "start them with accelerate launch --multi_gpu, or start one."
        )
    return found


def part() -> Part:
    """Return this process's part."""
    here = accelerator()
    return Part(here.process_index, here.num_processes)


def is_main() -> bool:
    """Say whether this is the process that writes files and speaks."""
    return bool(accelerator().is_main_process)


def device() -> torch.device:
    """Return where tasks run: a GPU where there is one, else the CPU, as Accelerate decides."""
    found: torch.device = accelerator().device
    return found


def progress_of_main(progress: Progress) -> Progress:
    """Return ``progress`` in the main process, silence in the others."""
    return progress if is_main() else SILENT


@contextmanager
def main_first() -> Iterator[None]:
    """Let the main process go through the block first, then the others."""
    with accelerator().main_process_first():
        yield


def wait() -> None:
    """Wait until all processes are here."""
    accelerator().wait_for_everyone()


def gather(x: Tensor) -> Tensor:
    """Join the ``x`` (B, …) of all processes in rank order, (B·P, …).

    The gradient flows to the own ``x`` only. All must have one shape.
    """
    here = part()
    if here.of == 1:
        return x
    own = x.detach().contiguous()
    shares = [torch.empty_like(own) for _ in range(here.of)]
    dist.all_gather(shares, own)
    return torch.cat([x if rank == here.rank else share for rank, share in enumerate(shares)])


def total(x: Tensor) -> Tensor:
    """Return the sum of all processes' ``x``; the gradient is that of the own ``x``."""
    if part().of == 1:
        return x
    everyone = x.detach().clone()
    dist.all_reduce(everyone)
    return x + (everyone - x.detach())


def collect(items: Sequence[Item]) -> list[Item]:
    """Return all processes' items, in rank order."""
    here = part()
    if here.of == 1:
        return list(items)
    shares: list[Sequence[Item]] = [()] * here.of
    dist.all_gather_object(shares, list(items))
    return [item for share in shares for item in share]


def any_of(here: bool) -> bool:
    """Say whether it is so in any process."""
    if part().of == 1:
        return here
    found = torch.tensor(float(here), device=accelerator().device)
    dist.all_reduce(found, dist.ReduceOp.MAX)
    return bool(found.item())


def add_gradients(parameters: Iterable[nn.Parameter]) -> None:
    """Add the gradients of all processes up, in every process; a missing one counts as zero."""
    if part().of == 1:
        return
    learning = [p for p in parameters if p.requires_grad]
    grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in learning]
    flat = torch.cat([grad.flatten() for grad in grads])
    dist.all_reduce(flat)
    sizes = [p.numel() for p in learning]
    for parameter, summed in zip(learning, torch.split(flat, sizes), strict=True):
        parameter.grad = summed.view_as(parameter)
