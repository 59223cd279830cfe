"""One film a task on a Ray cluster, tried again elsewhere where a machine fails it.

Ray places the tasks; what it does by itself on failure is switched off, because it would not say
on which machine, nor how often. A film whose task is lost (a machine that died, a worker out of
memory), or that failed for what its machine lacks (a full disk, a device), is tried on a machine
that has not tried it yet, ``TRIES`` times in all. A film that cannot be described at all fails at
once, like anywhere. No film is ever described twice at a time.
"""

from __future__ import annotations

import logging
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from adtool.catalogue.outcome import DONE, FAILED, Outcome
from adtool.errors import AdtoolError, OutputError, UnavailableError
from adtool.progress import SILENT, Progress, Stage

TRIES = 3
"""How often a film is begun, at most."""

LOCAL = "local"
"""The address of a cluster that is this machine alone, started for the run."""

_MACHINES = (OutputError, UnavailableError)
"""Errors of the machine rather than of the film."""

Task = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Resources:
    """What a film's task asks for.

    Attributes:
        cpus: processor cores, or a part of one.
        gpus: GPUs, or a part of one: two films share a GPU at .5.

    Raises:
        ValueError: if one is negative.
    """

    cpus: float = 1.0
    gpus: float = 0.0

    def __post_init__(self) -> None:
        if self.cpus < 0 or self.gpus < 0:
            raise ValueError("a film cannot ask for less than nothing")


@dataclass(slots=True)
class _Film:
    """A film while it is waiting for its outcome."""

    place: int
    name: str
    tries: int = 0
    tried: list[str] = field(default_factory=list)
    began: float = 0.0
    node: str = ""


def describe_all(
    films: Sequence[tuple[str, Any]],
    task: Task,
    address: str,
    resources: Resources,
    progress: Progress = SILENT,
    tries: int = TRIES,
) -> list[Outcome]:
    """Do a task for each film, on a cluster.

    Args:
        films: each film's name, and what its task is given: something that can be pickled.
        task: describes a film; raises ``AdtoolError`` where it cannot.
        address: "local"; "auto" for the cluster that this machine is of; HOST:PORT, or
            ray://HOST:PORT from outside of it.
        resources: what a task asks for.
        progress: hears of every film.
        tries: how often a film is begun, at most.

    Returns:
        The outcome of each film, in their order.

    Raises:
        UnavailableError: if Ray is not installed, or there is no such cluster.
    """
    with _cluster(address) as ray, progress.stage("Describing films", len(films)) as stage:
        run = _Run(ray, task, resources, progress, tries)
        return run.all([_Film(place, name) for place, (name, _) in enumerate(films)], films, stage)


@dataclass
class _Run:
    ray: Any
    task: Task
    resources: Resources
    progress: Progress
    tries: int
    running: dict[Any, _Film] = field(default_factory=dict)

    def all(
        self, waiting: list[_Film], films: Sequence[tuple[str, Any]], stage: Stage
    ) -> list[Outcome]:
        """Keep as many tasks with the cluster as it can hold, until every film has its outcome."""
        asked = {"num_cpus": self.resources.cpus, "num_gpus": self.resources.gpus}
        remote = self.ray.remote(max_retries=0, **asked)(_do)
        payloads = {film.place: films[film.place][1] for film in waiting}
        shared = self.ray.put(self.task)
        outcomes: dict[int, Outcome] = {}
        while waiting or self.running:
            while waiting:
                film = waiting.pop(0)
                film.tries, film.began = film.tries + 1, time.monotonic()
                placed = remote.options(**self._elsewhere(film))
                self.running[placed.remote(shared, payloads[film.place])] = film
            ready, _ = self.ray.wait(list(self.running), num_returns=1, timeout=1.0)
            for reference in ready:
                film = self.running.pop(reference)
                outcome = self._outcome(reference, film)
                if outcome is None:
                    waiting.append(film)
                    continue
                outcomes[film.place] = outcome
                stage.advance()
                self._tell(outcome)
        return [outcomes[place] for place in sorted(outcomes)]

    def _outcome(self, reference: Any, film: _Film) -> Outcome | None:
        """Return what became of a try; None where the film is to be tried again."""
        again, seconds = True, 0.0
        try:
            film.node, seconds, reason, again = self.ray.get(reference)
            if not reason:
                return Outcome(film.name, DONE, seconds / 60, film.tries, film.node)
        except self.ray.exceptions.OutOfMemoryError:
            reason = "its worker ran out of memory: ask for more cores a film (--cpus-per-film)"
        except self.ray.exceptions.RayTaskError as error:  # ours: a bug, the same everywhere
            again, reason = False, f"{error.cause!r} (a bug of adtool)"
        except self.ray.exceptions.RayError as error:
            reason = f"the machine or worker that described it was lost ({type(error).__name__})"
        reason = " ".join(reason.split())
        if film.node:
            film.tried.append(film.node)
        if again and film.tries < self.tries:
            self.progress.note(f"{film.name}: {reason}; tried again.")
            return None
        seconds = seconds or time.monotonic() - film.began
        return Outcome(film.name, FAILED, seconds / 60, film.tries, film.node, reason)

    def _elsewhere(self, film: _Film) -> dict[str, Any]:
        """Prefer a machine that has not tried the film; without one, any will do."""
        if not film.tried:
            return {}
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        for node in self.ray.nodes():
            if node["Alive"] and node["NodeManagerHostname"] not in film.tried:
                strategy = NodeAffinitySchedulingStrategy(node["NodeID"], soft=True)
                return {"scheduling_strategy": strategy}
        return {}

    def _tell(self, one: Outcome) -> None:
        tries = f", in {one.tries} tries" if one.tries > 1 else ""
        where = f" on {one.machine}" if one.machine else ""
        if one.state == DONE:
            self.progress.note(f"{one.film}: done{where}, {one.minutes:.1f} min{tries}.")
        else:
            self.progress.note(f"{one.film}: failed{where}{tries}: {one.reason}")


def _do(task: Task, payload: Any) -> tuple[str, float, str, bool]:
    """Describe a film, on whatever machine this is.

    Returns:
        The machine's name; the seconds; what went wrong, or nothing; and whether it may go well on
        another machine.
    """
    began = time.monotonic()
    reason, elsewhere = "", False
    try:
        task(payload)
    except AdtoolError as error:
        reason, elsewhere = str(error), isinstance(error, _MACHINES)
    return platform.node(), time.monotonic() - began, reason, elsewhere


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """Join a cluster; what is left of the run there is cancelled at the end."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is sent to anybody
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise UnavailableError(
            "Ray is not installed.", "In a clone of adtool, run: pip install '.[cluster]'."
        ) from error
    given = {"include_dashboard": False} if address == LOCAL else {"address": address}
    try:
        ray.init(logging_level=logging.ERROR, log_to_driver=False, **given)
    except (ConnectionError, OSError, ValueError, RuntimeError) as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        raise UnavailableError(
            f"There is no Ray cluster at {address} ({said}).",
            "Start one with ray start --head, and name its HOST:PORT (--cluster).",
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()
