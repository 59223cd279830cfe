"""The one training loop: every training here (vanilla CLIP, Stage-I, Stage-II, ...) runs in it.

The caller brings a **task**, a **batch function** and an optimiser::

    class Task(nn.Module):                      # owns the model and its losses
        def forward(self, images, tokens):      # the batch's values, by name
            return {"loss": total, "global": a, "fine": b}     # scalars; "loss" is minimised

    def batch(step: int) -> dict[str, Tensor]:  # a pure function of the step, from 0
        rng = np.random.default_rng([seed, step])
        ...

    optimiser = torch.optim.AdamW(learning_parameters(task), lr=1e-4, weight_decay=0)
    run_steps("Stage-I", task, optimiser, batch, run_folder / "stage1", LoopSettings(steps=2000),
              progress=progress)

When it returns, ``task`` holds the final weights, on the device, in evaluation mode. Called again
on the same folder it takes up where it stopped, bit for bit on a CPU; on a finished folder it only
loads the weights. That works because learning rate, batch and random numbers of a step follow from
its number alone: the random generators (Python, NumPy, torch) are seeded anew for every step, so a
state is just weights and the optimiser's moments.

With ``workers`` > 0 that many processes make batches ahead (``batch`` must then be picklable: a
module-level function or a frozen dataclass with ``__call__``, not a closure). ``batch`` may return
NumPy arrays or tensors, on the CPU, and plain Python values, which are passed on as they are.

Several processes (``accelerate launch``) train together where ``batch`` gives each its share and
the task's losses are those of the whole batch: see ``parallel``. The main process writes.

Files in the folder: ``metrics.jsonl`` (one object a logged step) and ``state/`` (see ``state``).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate.tracking import LOGGER_TYPE_TO_CLASS
from accelerate.utils import send_to_device, set_seed
from torch import nn

from adtool.batches import Batch, batches_ahead
from adtool.errors import TrainingError, UnavailableError
from adtool.model.precision import tiles_work
from adtool.parallel import WHOLE, Part, add_gradients, any_of, device, part
from adtool.progress import SILENT, Progress
from adtool.settings import one_of
from adtool_training.loop.interruption import Stopped, interruption
from adtool_training.loop.metrics import Metrics
from adtool_training.loop.state import load_state, save_state, saved_step


@dataclass(frozen=True, slots=True)
class LoopSettings:
    """How a training runs.

    Attributes:
        steps: optimiser steps in all.
        schedule: an entry of ``SCHEDULES``; it scales the optimiser's own learning rate.
        warmup: steps over which the learning rate rises linearly from 0.
        clip_norm: largest norm of the gradient, longer ones are scaled down; 0 is no limit.
        precision: an entry of ``PRECISIONS``: "fp32", or "bf16" (autocast; weights stay fp32).
        seed: seeds the random numbers of every step.
        workers: processes that make batches ahead; 0 makes them in the loop.
        save_steps: steps between two saved states; 0 goes by time alone.
        save_seconds: seconds between two saved states.
        keep: how many states are kept.
        log_steps: steps between two lines of ``metrics.jsonl``.
        trackers: one of Accelerate's trackers that gets the metrics too ("tensorboard" writes
            below the run's folder); "" is none.
    """

    steps: int = 1000
    schedule: str = "fixed"
    warmup: int = 0
    clip_norm: float = 0.0
    precision: str = "fp32"
    seed: int = 0
    workers: int = 0
    save_steps: int = 0
    save_seconds: float = 120.0
    keep: int = 2
    log_steps: int = 20
    trackers: str = ""

    def __post_init__(self) -> None:
        one_of(self.schedule, SCHEDULES, "schedule")
        one_of(self.precision, PRECISIONS, "precision")
        one_of(self.trackers, ("", *LOGGER_TYPE_TO_CLASS), "trackers")
        if self.steps < 0 or min(self.keep, self.log_steps) < 1:
            raise ValueError("steps cannot be negative; keep and log_steps must be positive")


def fixed(done: float) -> float:
    """Keep the learning rate (Stage-I, §4.1)."""
    return 1.0


def cosine(done: float) -> float:
    """Let the learning rate fall from 1 to 0 along half a cosine (Stage-II, §4.1)."""
    return 0.5 * (1 + math.cos(math.pi * done))


SCHEDULES: dict[str, Callable[[float], float]] = {"fixed": fixed, "cosine": cosine}
"""From the share of the steps after warm-up that is done, in [0, 1), to a factor."""

PRECISIONS: dict[str, torch.dtype | None] = {"fp32": None, "bf16": torch.bfloat16}


def learning_rate_factor(settings: LoopSettings, step: int) -> float:
    """Return what ``step`` (from 0) multiplies the optimiser's learning rate with, in [0, 1]."""
    if step < settings.warmup:
        return (step + 1) / settings.warmup
    after = max(1, settings.steps - settings.warmup)
    return SCHEDULES[settings.schedule]((step - settings.warmup) / after)


def learning_parameters(task: nn.Module) -> list[nn.Parameter]:
    """Return the parameters that are not frozen."""
    return [p for p in task.parameters() if p.requires_grad]


def finished(folder: Path, settings: LoopSettings) -> bool:
    """Say whether a run in ``folder`` has made all its steps."""
    return saved_step(folder / "state") >= settings.steps


def run_steps(
    name: str,
    task: nn.Module,
    optimiser: torch.optim.Optimizer,
    batch: Callable[[int], Batch],
    folder: Path,
    settings: LoopSettings,
    *,
    evaluate: Callable[[int], Mapping[str, Any]] | None = None,
    evaluate_steps: int = 0,
    alone: bool = False,
    lower: str = "batch",
    progress: Progress = SILENT,
) -> None:
    """Train ``task`` for ``settings.steps`` steps, going on from the newest state in ``folder``.

    Ctrl-C and SIGTERM let the running step end, save the state and then raise Stopped
    (the command line exits with 130).

    Args:
        name: what the run is called in progress and errors.
        task: called with a batch's values by name, returns named scalars; "loss" is minimised.
        optimiser: over the task's learning parameters.
        batch: from a step's number (from 0) to its batch; pure.
        folder: the run's folder.
        settings: how long, how fast, how often saved.
        evaluate: called with the number of steps done after every ``evaluate_steps`` steps and
            after the last, with ``task`` in evaluation mode and without gradient; what it returns
            goes into the metrics. After a resume it may be called again for the same step.
        evaluate_steps: steps between two evaluations; 0 evaluates at the end only.
        alone: this process trains without the others, which wait elsewhere.
        lower: the settings that save memory, to be named when there is too little.
        progress: counts every step.

    Raises:
        TrainingError: if a loss is not a finite number, or memory runs out.
        UnavailableError: if the settings ask for bf16 where it does not work.
        CheckpointError: if the saved state is damaged.
        OutputError: if the folder cannot be written.
    """
    run = _Run(name, task, optimiser, folder, settings, WHOLE if alone else part(), lower)
    start = run.resume()
    try:
        if start < settings.steps:
            _go_on(run, start, batch, evaluate, evaluate_steps, progress)
    finally:
        run.close()
    task.eval()


def _go_on(
    run: _Run,
    start: int,
    batch: Callable[[int], Batch],
    evaluate: Callable[[int], Mapping[str, Any]] | None,
    evaluate_steps: int,
    progress: Progress,
) -> None:
    name, settings = run.name, run.settings
    with (
        interruption() as stop,
        progress.stage(name, settings.steps) as stage,
        batches_ahead(batch, range(start, settings.steps), settings.workers) as batches,
    ):
        stage.advance(start)
        clock = _Clock(start, settings, progress)
        for step, values in enumerate(batches, start):
            losses = run.step(step, values)
            done = step + 1
            stage.advance()
            clock.report(name, done, losses["loss"])
            last = done == settings.steps
            if done % settings.log_steps == 0 or last:
                run.log(done, {**losses, "learning_rate": run.rate(step)})
            if evaluate and (last or (evaluate_steps and done % evaluate_steps == 0)):
                run.log(done, run.evaluation(evaluate, done))
            stopped = run.agree(stop.is_set())
            if last or stopped or clock.save_is_due(done):
                run.save(done)
            if stopped and not last:
                raise Stopped(
                    f"{name} stopped after step {done} of {settings.steps}; its state is saved in "
                    f"{run.states}."
                )


class _Run:
    """A task on its device, with its optimiser, folder and settings."""

    def __init__(
        self,
        name: str,
        task: nn.Module,
        optimiser: torch.optim.Optimizer,
        folder: Path,
        settings: LoopSettings,
        here: Part,
        lower: str,
    ) -> None:
        self.device = device()
        _refuse_broken_bf16(settings.precision, self.device)
        self.name, self.folder, self.settings = name, folder, settings
        self.here, self.lower = here, lower
        self.states = folder / "state"
        self.rates = [float(group["lr"]) for group in optimiser.param_groups]
        self.task, self.optimiser = task, optimiser
        self.metrics = None if here.rank else Metrics(folder, settings.trackers)

    def resume(self) -> int:
        self.task.to(self.device)
        start = load_state(self.states, self.task, self.optimiser)
        self.task.train()
        if self.metrics:
            self.metrics.forget_after(start)
        return start

    def agree(self, stop: bool) -> bool:
        return stop if self.here.of == 1 else any_of(stop)

    def rate(self, step: int) -> float:
        return self.rates[0] * learning_rate_factor(self.settings, step)

    def step(self, step: int, values: Batch) -> dict[str, float]:
        settings = self.settings
        set_seed(int(np.random.SeedSequence([settings.seed, step]).generate_state(1)[0]))
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * learning_rate_factor(settings, step)
        self.optimiser.zero_grad(set_to_none=True)
        with self._enough_memory(step):
            seen = self._learn(step, values)
            if settings.clip_norm:
                norm = nn.utils.clip_grad_norm_(self.task.parameters(), settings.clip_norm)
                seen["gradient_norm"] = float(norm)
                self._refuse_unless_finite(step, seen)
            self.optimiser.step()
        return seen

    def _learn(self, step: int, values: Batch) -> dict[str, float]:
        """Find the losses of a batch and their gradient, over all processes."""
        dtype = PRECISIONS[self.settings.precision]
        with torch.autocast(self.device.type, dtype=dtype, enabled=dtype is not None):
            losses = self.task(**send_to_device(dict(values), self.device))
        seen = {key: value.item() for key, value in losses.items()}
        self._refuse_unless_finite(step, seen)
        losses["loss"].backward()
        if self.here.of > 1:
            add_gradients(self.task.parameters())
        return seen

    @contextmanager
    def _enough_memory(self, step: int) -> Iterator[None]:
        try:
            yield
        except RuntimeError as error:  # torch.OutOfMemoryError, or a CPU's, which has no name
            if any(words in str(error) for words in _TOO_LITTLE):
                raise TrainingError(
                    f"{self.name} ran out of memory at step {step + 1} on {self.device} "
                    f"({' '.join(str(error).split())[:120]}). Lower {self.lower}, and resume."
                ) from error
            raise

    def evaluation(
        self, evaluate: Callable[[int], Mapping[str, Any]], done: int
    ) -> Mapping[str, Any]:
        self.task.eval()
        with torch.no_grad():
            found = evaluate(done)
        self.task.train()
        return found

    def log(self, done: int, values: Mapping[str, Any]) -> None:
        if self.metrics:
            self.metrics.log(done, values)

    def save(self, done: int) -> None:
        if self.here.rank == 0:
            save_state(self.states, done, self.task, self.optimiser, self.settings.keep)

    def close(self) -> None:
        if self.metrics:
            self.metrics.close()

    def _refuse_unless_finite(self, step: int, seen: Mapping[str, float]) -> None:
        if all(math.isfinite(value) for value in seen.values()):
            return
        what = ", ".join(f"{key} {value:.4g}" for key, value in seen.items())
        raise TrainingError(
            f"{self.name} cannot go on at step {step + 1}: {what} at learning rate "
            f"{self.rate(step):.3g}. Try a lower learning rate or gradient clipping; the last "
            f"good state is in {self.states}."
        )


_TOO_LITTLE = ("out of memory", "not enough memory", "can't allocate memory")


class _Clock:
    """Knows when a state is due, and how much time is left."""

    def __init__(self, start: int, settings: LoopSettings, progress: Progress) -> None:
        self.start, self.settings, self.progress = start, settings, progress
        self.began = self.saved = self.told = time.monotonic()

    def save_is_due(self, done: int) -> bool:
        now, every = time.monotonic(), self.settings.save_steps
        due = now - self.saved >= self.settings.save_seconds or bool(every and done % every == 0)
        self.saved = now if due else self.saved
        return due

    def report(self, name: str, done: int, loss: float) -> None:
        now = time.monotonic()
        if now - self.told < 60:
            return
        self.told = now
        steps = self.settings.steps
        left = (now - self.began) / (done - self.start) * (steps - done) / 60
        self.progress.note(f"{name}: step {done} of {steps}, loss {loss:.3f}, {left:.0f} min left")


def _refuse_broken_bf16(precision: str, device: torch.device) -> None:
    announced = device.type == "cpu" and torch.cpu._is_amx_tile_supported()
    if precision == "bf16" and announced and not tiles_work():
        raise UnavailableError(
            "This processor announces bf16 matrix tiles (AMX) that do not work.",
            'Set loop.precision = "fp32".',
        )
