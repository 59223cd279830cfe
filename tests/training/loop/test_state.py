"""Saved states: whole ones only, the newest few, and nothing that is frozen."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from adtool.errors import CheckpointError
from adtool_training.loop.state import load_state, save_state, saved_step


class Tied(nn.Module):
    """Two names of one weight, a frozen part and a buffer."""

    def __init__(self) -> None:
        super().__init__()
        self.frozen = nn.Linear(2, 2).requires_grad_(False)
        self.first = nn.Linear(2, 2, bias=False)
        self.second = nn.Linear(2, 2, bias=False)
        self.second.weight = self.first.weight
        self.register_buffer("count", torch.zeros(()))


def with_optimiser(task: nn.Module) -> torch.optim.Optimizer:
    return torch.optim.Adam([p for p in task.parameters() if p.requires_grad], lr=0.1)


def stepped(task: Tied) -> torch.optim.Optimizer:
    optimiser = with_optimiser(task)
    task.first(torch.ones(1, 2)).sum().backward()
    optimiser.step()
    task.count += 3
    return optimiser


def test_where_nothing_was_saved_nothing_changes(tmp_path: Path) -> None:
    task = Tied()
    before = task.first.weight.clone()
    assert saved_step(tmp_path / "state") == 0
    assert load_state(tmp_path / "state", task, with_optimiser(task)) == 0
    assert torch.equal(task.first.weight, before)


def test_a_state_brings_back_weights_buffers_and_moments(tmp_path: Path) -> None:
    task, other = Tied(), Tied()
    optimiser = stepped(task)
    place = save_state(tmp_path, 7, task, optimiser, keep=2)
    assert place == tmp_path / "step-00000007"
    fresh = with_optimiser(other)
    assert load_state(tmp_path, other, fresh) == 7
    assert torch.equal(other.first.weight, task.first.weight)
    assert other.second.weight is other.first.weight
    assert other.count == 3
    assert not torch.equal(other.frozen.weight, task.frozen.weight)
    moments = [o.state_dict()["state"][0]["exp_avg"] for o in (optimiser, fresh)]
    assert torch.equal(*moments)


def test_the_newest_state_is_the_one_with_the_most_steps(tmp_path: Path) -> None:
    task = Tied()
    optimiser = stepped(task)
    for step in (9, 10, 100):
        save_state(tmp_path, step, task, optimiser, keep=2)
    assert saved_step(tmp_path) == 100
    assert sorted(p.name for p in tmp_path.iterdir()) == ["step-00000010", "step-00000100"]


def test_what_a_killed_run_was_writing_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".step-00000003-x").mkdir()
    task = Tied()
    save_state(tmp_path, 4, task, stepped(task), keep=1)
    assert [p.name for p in tmp_path.iterdir()] == ["step-00000004"]


def test_moments_that_are_damaged_are_named(tmp_path: Path) -> None:
    task = Tied()
    place = save_state(tmp_path, 4, task, stepped(task), keep=1)
    (place / "optimiser.pt").write_bytes(b"no pickle")
    with pytest.raises(CheckpointError, match="delete it to go on from the state before"):
        load_state(tmp_path, task, with_optimiser(task))
