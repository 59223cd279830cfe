"""The state of a training run on disk: written whole or not at all, the newest few kept.

A state is a folder ``step-00000400`` with ``model.safetensors`` (every tensor that training can
change: parameters that learn, and buffers; frozen weights are not repeated) and ``optimiser.pt``
(loaded with ``weights_only``). Nothing else is needed to go on: in ``loop`` the learning rate, the
batch and the random numbers of a step follow from its number alone.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from pickle import UnpicklingError

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from adtool.errors import CheckpointError
from adtool.output import whole_folder


def save_state(
    folder: Path, step: int, task: nn.Module, optimiser: torch.optim.Optimizer, keep: int
) -> Path:
    """Write the state after ``step`` steps into ``folder`` and drop all but the newest ``keep``.

    Returns:
        The state's own folder.

    Raises:
        OutputError: if it cannot be written.
    """
    place = folder / f"step-{step:08d}"
    with whole_folder(place) as draft:
        save_file(_changing(task), draft / "model.safetensors")
        torch.save(optimiser.state_dict(), draft / "optimiser.pt")
    drafts = folder.glob(".step-*")  # of runs that were killed while they wrote
    for old in [*_states(folder)[:-keep], *drafts]:
        shutil.rmtree(old, ignore_errors=True)
    return place


def saved_step(folder: Path) -> int:
    """Return how many steps the newest state in ``folder`` has behind it; 0 where there is none."""
    states = _states(folder)
    return int(states[-1].name.removeprefix("step-")) if states else 0


def load_state(folder: Path, task: nn.Module, optimiser: torch.optim.Optimizer) -> int:
    """Put the newest state in ``folder`` into ``task`` and ``optimiser``.

    Returns:
        The number of steps behind it; 0, with nothing changed, where there is no state.

    Raises:
        CheckpointError: if the state is damaged, or belongs to another model.
    """
    states = _states(folder)
    if not states:
        return 0
    newest = states[-1]
    try:
        tensors = load_file(newest / "model.safetensors")
        moments = torch.load(newest / "optimiser.pt", map_location="cpu", weights_only=True)
        if tensors.keys() != _changing(task).keys():
            raise CheckpointError(newest, "is the state of another model; start with --overwrite")
        task.load_state_dict(tensors, strict=False)
        optimiser.load_state_dict(moments)
    except (OSError, SafetensorError, UnpicklingError, EOFError, RuntimeError, ValueError) as error:
        fault = f"cannot be loaded ({error}); delete it to go on from the state before"
        raise CheckpointError(newest, " ".join(fault.split())) from error
    return saved_step(folder)


def _states(folder: Path) -> list[Path]:
    return sorted(folder.glob("step-????????"))


def _changing(task: nn.Module) -> dict[str, Tensor]:
    frozen = {n for n, p in task.named_parameters(remove_duplicate=False) if not p.requires_grad}
    tensors = {n: t for n, t in task.state_dict().items() if n not in frozen}
    first: dict[int, str] = {}  # tied weights are stored once, under their first name
    return {
        n: t.detach().contiguous()
        for n, t in tensors.items()
        if first.setdefault(t.data_ptr(), n) == n or t.numel() == 0
    }
