"""Where a large model goes, and in which number format: what fits is known before it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from adtool.errors import UnavailableError
from adtool.model.known import HEADROOM
from adtool.model.memory import free_memory
from adtool.model.precision import inference_dtype
from adtool.model.weight_files import WeightFiles


@dataclass(frozen=True)
class Place:
    """Where models go.

    Attributes:
        device: a torch device; "auto" spreads a model over all GPUs.
        dtype: the format of their floating-point numbers.
    """

    device: str
    dtype: torch.dtype


def place(
    models: Sequence[WeightFiles], device: str, name: str, remedy: Callable[[int], str]
) -> Place:
    """Choose a place for models that are to be loaded together.

    On a CPU, float32 gives way to bfloat16 where only that fits.

    Args:
        models: their weights.
        device: a torch device.
        name: what the user called them.
        remedy: from free bytes to what to do instead, as a sentence.

    Raises:
        UnavailableError: if they do not fit.
    """
    wanted = inference_dtype(device, sum(model.floats for model in models))
    choices = [Place(device, wanted)]
    if device == "cuda" and torch.cuda.device_count() > 1:
        choices.append(Place("auto", wanted))
    if wanted == torch.float32:
        choices.append(Place(device, torch.bfloat16))
    for choice in choices:
        if _needed(models, choice.dtype) <= free_on(choice.device):
            return choice
    needed, free = _needed(models, choices[-1].dtype), free_on(choices[-1].device)
    raise UnavailableError(
        f"The model {name} takes {needed / 1e9:.1f} GB, and {free / 1e9:.1f} GB of "
        f"{'the memory' if device in ('cpu', 'mps') else device} are free.",
        remedy(free),
    )


def _needed(models: Sequence[WeightFiles], dtype: torch.dtype) -> float:
    return HEADROOM * sum(model.bytes_in(dtype) for model in models)


def free_on(device: str) -> int:
    """Return the bytes that are free where a model goes; on all GPUs for "auto"."""
    if device == "auto":
        return free_memory("cuda")
    if device == "cuda":
        return free_memory(f"cuda:{torch.cuda.current_device()}")
    return free_memory(device)
