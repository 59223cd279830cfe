"""The training loop: schedules, resuming, interruption, bad losses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from adtool.errors import CheckpointError, TrainingError, UnavailableError
from adtool.model.precision import tiles_work
from adtool_training.loop.steps import (
    LoopSettings,
    finished,
    learning_parameters,
    learning_rate_factor,
    run_steps,
)


class Task(nn.Module):
    """A line fit with dropout (random numbers), a frozen part and a running buffer."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.frozen = nn.Linear(4, 4).requires_grad_(False)
        self.line = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5), nn.Linear(8, 1))
        self.register_buffer("seen", torch.zeros(()))

    def forward(self, x: Tensor, y: Tensor) -> dict[str, Tensor]:
        if self.training:
            self.seen += len(x)
        error = (self.line(self.frozen(x))[:, 0] - y).square().mean()
        return {"loss": error, "double": 2 * error}


def batch(step: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng([7, step])
    x = rng.standard_normal((6, 4)).astype(np.float32)
    return {"x": x, "y": x.sum(1)}


def train(folder: Path, steps: int = 12, at=batch, **kwargs) -> Task:
    task = Task()
    loop = {k: kwargs.pop(k) for k in list(kwargs) if k in LoopSettings.__dataclass_fields__}
    optimiser = torch.optim.AdamW(learning_parameters(task), lr=0.01)
    settings = LoopSettings(
        steps=steps, **{"save_steps": 4, "schedule": "cosine", "warmup": 3, "log_steps": 1} | loop
    )
    run_steps("line", task, optimiser, at, folder, settings, **kwargs)
    return task


def same(a: nn.Module, b: nn.Module) -> bool:
    mine, yours = a.state_dict(), b.state_dict()
    return mine.keys() == yours.keys() and all(torch.equal(mine[k], yours[k]) for k in mine)


def failing_at(bad: int):
    def at(step: int) -> dict[str, np.ndarray]:
        if step == bad:
            raise RuntimeError("power cut")
        return batch(step)

    return at


def test_the_loss_falls_and_every_step_is_logged(tmp_path):
    train(tmp_path, steps=200, warmup=0)
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == list(range(1, 201))
    assert np.mean([line["loss"] for line in lines[-20:]]) < lines[0]["loss"] / 2


def test_a_broken_run_goes_on_bit_for_bit(tmp_path):
    whole = train(tmp_path / "whole")
    with pytest.raises(RuntimeError, match="power cut"):
        train(tmp_path / "broken", at=failing_at(10))
    resumed = train(tmp_path / "broken")
    assert same(whole, resumed)
    assert float(resumed.seen) == 12 * 6
    metrics = [(tmp_path / run / "metrics.jsonl").read_text() for run in ("whole", "broken")]
    assert metrics[0] == metrics[1]


def test_a_finished_run_is_only_loaded(tmp_path):
    first = train(tmp_path)
    second = train(tmp_path, at=failing_at(0))
    assert same(first, second)
    assert finished(tmp_path, LoopSettings(steps=12))
    assert not finished(tmp_path, LoopSettings(steps=13))


def test_batches_made_ahead_change_nothing(tmp_path):
    assert same(train(tmp_path / "here"), train(tmp_path / "ahead", workers=2))


def test_only_the_newest_states_are_kept_and_no_draft_is_left(tmp_path):
    (tmp_path / "state" / ".step-00000004-abc").mkdir(parents=True)
    train(tmp_path, keep=2)
    assert sorted(p.name for p in (tmp_path / "state").iterdir()) == [
        "step-00000008",
        "step-00000012",
    ]


def test_frozen_weights_are_not_saved(tmp_path):
    from safetensors.torch import load_file

    train(tmp_path)
    saved = load_file(tmp_path / "state" / "step-00000012" / "model.safetensors")
    assert "seen" in saved
    assert not any(name.startswith("frozen") for name in saved)


def test_a_state_of_another_model_is_refused(tmp_path):
    train(tmp_path)
    other = nn.Linear(2, 2)
    optimiser = torch.optim.AdamW(other.parameters())
    with pytest.raises(CheckpointError, match="another model"):
        run_steps("other", other, optimiser, batch, tmp_path, LoopSettings(steps=12))


def test_a_damaged_state_is_named(tmp_path):
    train(tmp_path)
    (tmp_path / "state" / "step-00000012" / "model.safetensors").write_bytes(b"nonsense")
    with pytest.raises(CheckpointError, match=r"step-00000012.*delete it"):
        train(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", [0, 1])
def test_an_interrupted_run_saves_first_and_goes_on_later(tmp_path, number, workers):
    handler = signal.getsignal(number)
    main = os.getpid()

    def evaluate(done: int) -> dict[str, float]:
        if done == 5:
            os.kill(main, number)
        return {}

    with pytest.raises(KeyboardInterrupt):
        train(tmp_path / "a", evaluate=evaluate, evaluate_steps=1, save_steps=0, workers=workers)
    assert signal.getsignal(number) is handler
    assert [p.name for p in (tmp_path / "a" / "state").iterdir()] == ["step-00000005"]
    assert same(train(tmp_path / "a"), train(tmp_path / "b"))


def test_a_loss_that_is_no_number_stops_the_run_and_says_what_was_seen(tmp_path):
    def bad(step: int) -> dict[str, np.ndarray]:
        values = batch(step)
        return values if step < 6 else {**values, "y": values["y"] * np.nan}

    with pytest.raises(TrainingError, match="line cannot go on at step 7: loss nan, double nan"):
        train(tmp_path, at=bad)
    assert not finished(tmp_path, LoopSettings(steps=12))


def test_evaluation_runs_without_gradient_or_training_mode_and_is_logged(tmp_path):
    seen = []

    def evaluate(done: int) -> dict[str, float]:
        seen.append((done, torch.is_grad_enabled()))
        return {"validation_loss": 1.5}

    train(tmp_path, evaluate=evaluate, evaluate_steps=5)
    assert seen == [(5, False), (10, False), (12, False)]
    assert '{"step": 10, "validation_loss": 1.5}' in (tmp_path / "metrics.jsonl").read_text()


def test_half_precision_trains_close_to_full(tmp_path):
    if torch.cpu._is_amx_tile_supported() and not tiles_work():
        pytest.skip("this processor dies of the bf16 tiles that it announces")
    full, half = train(tmp_path / "full"), train(tmp_path / "half", precision="bf16")
    for a, b in zip(full.parameters(), half.parameters(), strict=True):
        assert b.dtype == torch.float32
        torch.testing.assert_close(a, b, rtol=0, atol=0.05)


def test_half_precision_is_refused_where_it_would_kill_the_process(tmp_path, monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: True)
    monkeypatch.setattr("adtool_training.loop.steps.tiles_work", lambda: False)
    with pytest.raises(UnavailableError, match=r'Set loop.precision = "fp32"'):
        train(tmp_path, precision="bf16")


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import test_steps
def at(step):
    if step == 9:
        os.kill(os.getpid(), signal.SIGKILL)
    return test_steps.batch(step)
test_steps.train(test_steps.Path(sys.argv[2]), at=at)
"""


@pytest.mark.slow
def test_a_killed_run_goes_on_bit_for_bit(tmp_path):
    command = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(tmp_path / "killed")]
    assert subprocess.run(command, check=False, timeout=300).returncode == -signal.SIGKILL
    assert (tmp_path / "killed" / "state" / "step-00000008").is_dir()
    assert same(train(tmp_path / "killed"), train(tmp_path / "whole"))


def test_the_learning_rate_rises_then_follows_half_a_cosine():
    settings = LoopSettings(steps=12, warmup=4, schedule="cosine")
    factors = [learning_rate_factor(settings, step) for step in range(12)]
    assert factors[:5] == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert factors[8] == pytest.approx(0.5)
    assert factors == sorted(factors[:4]) + sorted(factors[4:], reverse=True)
    assert learning_rate_factor(LoopSettings(steps=5), 4) == 1.0


def test_out_of_memory_says_what_to_lower(tmp_path):
    class Greedy(Task):
        def forward(self, x, y):
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB")

    optimiser = torch.optim.Adam(Greedy().parameters())
    with pytest.raises(
        TrainingError, match=r"line ran out of memory at step 1 .* Lower chunk, and"
    ):
        run_steps(
            "line", Greedy(), optimiser, batch, tmp_path, LoopSettings(steps=2), lower="chunk"
        )


def test_a_tracker_hears_the_metrics(tmp_path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    train(tmp_path, trackers="tensorboard")
    events = EventAccumulator(str(tmp_path / "metrics")).Reload()
    heard = [(event.step, event.value) for event in events.Scalars("loss")]
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert heard == [(line["step"], pytest.approx(line["loss"])) for line in lines]


def test_a_tracker_that_is_not_installed_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("accelerate.tracking._available_trackers", [])
    with pytest.raises(UnavailableError, match="tensorboard is not installed"):
        train(tmp_path, trackers="tensorboard")
    with pytest.raises(ValueError, match="trackers is 'tensorbord'"):
        LoopSettings(trackers="tensorbord")
