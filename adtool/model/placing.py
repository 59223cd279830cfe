"""Where a large model goes, and in which number format: what fits is known before it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil
import torch

from adtool.errors import UnavailableError
from adtool.model.precision import inference_dtype
from adtool.model.weight_files import WeightFiles

HEADROOM = 1.2
"""What a model takes while it works, over its weights: activations, and the keys and values."""


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
        if _needed(models, choice.dtype) <= free_memory(choice.device):
            return choice
    needed, free = _needed(models, choices[-1].dtype), free_memory(choices[-1].device)
    raise UnavailableError(
        f"The model {name} takes {needed / 1e9:.1f} GB, and {free / 1e9:.1f} GB of "
        f"{'the memory' if device in ('cpu', 'mps') else device} are free.",
        remedy(free),
    )


def _needed(models: Sequence[WeightFiles], dtype: torch.dtype) -> float:
    return HEADROOM * sum(model.bytes_in(dtype) for model in models)


def free_memory(device: str) -> int:
    """Return the bytes that are free on a device; on all GPUs for "auto"."""
    if device == "auto":
        gpus = range(torch.cuda.device_count())
        return sum(torch.cuda.mem_get_info(gpu)[0] for gpu in gpus)
    if torch.device(device).type == "cuda":
        return torch.cuda.mem_get_info(torch.device(device))[0]
    return int(psutil.virtual_memory().available)
