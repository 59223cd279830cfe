"""All runs of a plan, or one machine's share of them, and the tables of what there is."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from adtool.errors import ConfigError
from adtool.output import check_output_folder, write_text
from adtool.progress import SILENT, Progress
from adtool_training.config import differences
from adtool_training.experiments.figures import draw_all
from adtool_training.experiments.job import Job, jobs, run
from adtool_training.experiments.plan import Plan
from adtool_training.experiments.results import read_result
from adtool_training.experiments.tables import as_csv, cells, markdown


def run_plan(
    plan: Plan,
    folder: Path,
    *,
    shard: tuple[int, int] = (1, 1),
    only: Sequence[str] = (),
    progress: Progress = SILENT,
) -> None:
    """Run what is left of a plan; each result is written as soon as it is there.

    Args:
        plan: the plan.
        folder: where everything is kept; several machines may share it.
        shard: (i, n): every n-th run, from the i-th on; the first is 1.
        only: the experiments that are wanted; all where empty.
        progress: hears of every run.

    Raises:
        ConfigError: if ``folder`` holds a row's result with other settings, or ``only`` names no
            experiment.
        AdtoolError: as the trainings.
    """
    unknown = sorted(set(only) - {experiment.name for experiment in plan.experiments})
    if unknown:
        known = ", ".join(experiment.name for experiment in plan.experiments)
        raise ConfigError(plan.path, f"has no experiment {unknown[0]!r} (there are: {known})")
    check_output_folder(folder)
    names = _names(plan)
    _refuse_others(plan, folder, names)
    wanted = jobs(plan, only)
    own = wanted[shard[0] - 1 :: shard[1]]
    for number, job in enumerate(own, 1):
        path = job.result(folder)
        if path.exists():
            continue
        progress.note(f"Run {number} of {len(own)}: {', '.join(names[job.key])}, seed {job.seed} …")
        began = time.monotonic()
        result = run(job, folder, progress)
        seconds = round(time.monotonic() - began, 1)
        dataclasses.replace(result, names=names[job.key], seconds=seconds).write(path)
        if result.failed:
            progress.note(f"It failed, and counts as diverged: {result.failed}")


def write_tables(plan: Plan, folder: Path) -> Path:
    """Write ``tables.md``, ``tables.csv`` and a figure a table, of what there is; return the first.

    Raises:
        ConfigError: if a result cannot be read.
        OutputError: if they cannot be written.
    """
    check_output_folder(folder)
    found = cells(plan, folder)
    write_text(folder / "tables.csv", as_csv(found))
    drawn = draw_all(plan, found, folder)
    write_text(folder / "tables.md", markdown(plan, found, drawn))
    return folder / "tables.md"


def _names(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Name the rows that share a job's settings, by its key."""
    found: dict[str, tuple[str, ...]] = {}
    for experiment, row in plan.rows():
        key = Job(row, plan.seeds[0], plan).key
        found[key] = (*found.get(key, ()), f"{experiment.name}: {row.name}")
    return found


def _refuse_others(plan: Plan, folder: Path, names: Mapping[str, Sequence[str]]) -> None:
    """Raise ConfigError where a row of the plan was run with other settings."""
    every = [Job(row, 0, plan) for _, row in plan.rows()]
    settings = {job.key: job.settings for job in every}
    key_of = {name: key for key, some in names.items() for name in some}
    for path in sorted((folder / "results").glob("*.json")):
        if path.name.partition("-seed-")[0] in settings:
            continue
        result = read_result(path)
        for name in result.names:
            if name in key_of:
                changed = differences(result.settings, settings[key_of[name]])
                raise ConfigError(
                    path,
                    f"is of {name} with other settings ({changed}): choose another folder, or "
                    "delete it",
                )
