"""How much memory a model needs, and how much is free for it."""

from __future__ import annotations

from pathlib import Path

from adtool.model.kinds import weight_files
from adtool.model.known import memory_beside


def memory_of(folder: Path) -> int:
    """Return the bytes of memory that the model of a folder runs in; 0 where nothing says.

    Weights are held in 16 bits, whatever they are stored in, as ``vision_language`` loads them.
    """
    parameters = parameters_of(folder)
    return memory_beside(2 * parameters) if parameters else 0


def parameters_of(folder: Path) -> int:
    """Count a model's parameters from the heads of its weight files; 0 where they say nothing."""
    files = [folder / name for name in weight_files(folder) or ()]
    return sum(_parameters(file) for file in files)


def _parameters(file: Path) -> int:
    from math import prod

    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, "np") as weights:
            return sum(prod(weights.get_slice(name).get_shape()) for name in weights.keys())  # noqa: SIM118
    except (OSError, SafetensorError):
        return 0


def free_memory(device: str) -> int:
    """Return the bytes of memory that are free on a device.

    Args:
        device: a torch device; "cuda" is all GPUs together, since a model may be spread over them.
    """
    import psutil

    kind, _, number = device.partition(":")
    if kind != "cuda":
        return int(psutil.virtual_memory().available)
    import torch

    gpus = [int(number)] if number else range(torch.cuda.device_count())
    return sum(torch.cuda.mem_get_info(gpu)[0] for gpu in gpus)
