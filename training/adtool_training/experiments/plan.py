"""What is run: experiments, each a table of the paper with a row a setting.

A plan is a TOML file:

    seeds = [0, 1, 2, 3, 4]         # each row is trained from each
    films = 20                      # test films that are described
    beams = 1
    recalls = [[1, 5], [5, 16]]     # the (k, N) of R@k/N
    stage1 = "storyworld"           # configurations that the rows start from
    stage2 = "storyworld"
    reconstruction = "storyworld"   # where a row is of Appendix A

    [[experiments]]
    name = "Table 5"
    claim = "…"                     # what the paper says that it shows
    reference = "A0"                # the row that the others are compared with
    stage2 = { model = { scale = "mean" } }    # what all its rows have, unless they say otherwise

    [[experiments.rows]]
    name = "A0"
    stage1 = { gamma = 0.5 }        # what differs from the configurations
    stage2 = { "model.alpha" = 0.0 }
    adapted = false                 # Stage-II on the CLIP that Stage-I would start from
    beams = 5                       # other than the plan's
    choice = true                   # score what is chosen over the film, not each clip's likeliest
    inputs = "cls"                  # instead of Stage-II: Appendix A's reconstruction, from these
    paper = { CIDEr = 23.1 }        # what the paper has

The films are storyworld's or Storyworld-AD's, which have test films that nobody learns from or
validates on. Rows with the same settings, in whichever experiments, are trained once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from adtool.datasets.settings import DRAWN
from adtool.documents import Value
from adtool.errors import ConfigError
from adtool_training.config import find_config, read_config, read_toml
from adtool_training.reconstruction import INPUTS, ReconstructionConfig
from adtool_training.stage1 import StageOneConfig
from adtool_training.stage2 import StageTwoConfig

STAGES = ("stage1", "stage2", "reconstruction")
"""Keys of a plan that name a configuration."""

OPTIONAL = ("stage1", "stage2", "adapted", "beams", "choice", "inputs", "paper")
"""Keys that a row may have beside its name."""


@dataclass(frozen=True)
class Row:
    """A row of an experiment.

    Attributes:
        name: what the table calls it.
        stage_one: Stage-I's settings.
        stage_two: Stage-II's; its CLIP and its seed are named when it is run.
        adapted: whether Stage-II gets the CLIP that Stage-I adapted, not the one it started from.
        beams: beam width.
        choice: whether the lines that are scored are chosen over the whole film.
        reconstruction: where the row is of Appendix A, its settings; its CLIP and language model
            are named when it is run.
        paper: what the paper has, by the figure's name.
    """

    name: str
    stage_one: StageOneConfig
    stage_two: StageTwoConfig
    adapted: bool = True
    beams: int = 1
    choice: bool = False
    reconstruction: ReconstructionConfig | None = None
    paper: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Experiment:
    """A table.

    Attributes:
        name: its name.
        claim: what the paper says that it shows.
        reference: the row that the others are compared with.
        rows: its rows.
    """

    name: str
    claim: str
    reference: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Plan:
    """All that is run.

    Attributes:
        path: the file.
        seeds: what each row is trained from.
        films: test films that are described.
        beams: beam width, of rows that do not say another.
        recalls: the (k, N) of every R@k/N.
        experiments: the tables, what tells most first.
    """

    path: Path
    seeds: Sequence[int]
    films: int
    beams: int
    recalls: Sequence[tuple[int, int]]
    experiments: Sequence[Experiment]

    def rows(self) -> Iterator[tuple[Experiment, Row]]:
        """Yield every row, with its experiment, in order."""
        for experiment in self.experiments:
            for row in experiment.rows:
                yield experiment, row


def read_plan(path: Path) -> Plan:
    """Read a plan.

    Raises:
        ConfigError: if the file cannot be read, or something in it cannot be meant.
    """
    top = Value(read_toml(path), "", path, ConfigError)
    needed = ("seeds", "stage1", "stage2", "experiments")
    fields = top.fields(needed, ("films", "beams", "recalls", "reconstruction"))
    starts = {
        stage: find_config(fields[stage].string(), stage) for stage in STAGES if stage in fields
    }
    seeds = [_count(seed, 0) for seed in fields["seeds"].items("whole numbers")]
    if not seeds or len(set(seeds)) < len(seeds):
        raise fields["seeds"].fault("must hold one seed or more, none of them twice")
    recalls = fields.get("recalls", Value([[1, 5], [5, 16]], "recalls", path, ConfigError))
    beams = _count(fields["beams"], 1) if "beams" in fields else 1
    start = _Start(starts, beams)
    plan = Plan(
        path,
        seeds,
        _count(fields["films"], 1) if "films" in fields else 20,
        beams,
        [_recall(pair) for pair in recalls.items("pairs")],
        [_experiment(one, start) for one in fields["experiments"].items("tables")],
    )
    names = [experiment.name for experiment in plan.experiments]
    if not names or len(set(names)) < len(names):
        raise fields["experiments"].fault("must hold one or more, none of the same name")
    return plan


@dataclass(frozen=True)
class _Start:
    """What rows start from.

    Attributes:
        files: the configuration of each stage.
        beams: beam width.
        overrides: what differs from the configurations.
    """

    files: Mapping[str, Path]
    beams: int
    overrides: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def told(self, stage: str, fields: Mapping[str, Value]) -> list[str]:
        """Return a stage's overrides, a row's own last: they win."""
        own = _overrides(fields[stage]) if stage in fields else []
        return [*self.overrides.get(stage, ()), *own]


def _experiment(value: Value, start: _Start) -> Experiment:
    fields = value.fields(("name", "reference", "rows"), ("claim", "stage1", "stage2"))
    shared = {stage: start.told(stage, fields) for stage in ("stage1", "stage2")}
    start = replace(start, overrides=shared)
    rows = [_row(row, start) for row in fields["rows"].items("tables")]
    names, reference = [row.name for row in rows], fields["reference"].string()
    if len(set(names)) < len(names):
        raise fields["rows"].fault("two of them have the same name")
    if reference not in names:
        raise fields["reference"].fault(f"{reference!r} is none of {', '.join(names)}")
    claim = fields["claim"].string() if "claim" in fields else ""
    return Experiment(fields["name"].string(), claim, reference, rows)


def _row(value: Value, start: _Start) -> Row:
    fields = value.fields(("name",), OPTIONAL)
    paper = fields["paper"].members() if "paper" in fields else {}
    try:
        first = read_config(StageOneConfig, start.files["stage1"], start.told("stage1", fields))
        second = read_config(
            StageTwoConfig,
            start.files["stage2"],
            [*start.told("stage2", fields), "loop.seed=0", "clip="],
        )
    except ConfigError as error:
        raise value.fault(error.fault) from error
    if second.data.kind not in DRAWN:
        raise value.fault(
            f"has {second.data.kind}'s films; experiments are run on {' and '.join(DRAWN)}"
        )
    return Row(
        fields["name"].string(),
        first,
        second,
        fields["adapted"].truth() if "adapted" in fields else True,
        _count(fields["beams"], 1) if "beams" in fields else start.beams,
        fields["choice"].truth() if "choice" in fields else False,
        _reconstruction(fields["inputs"], start.files) if "inputs" in fields else None,
        {name: figure.number() for name, figure in paper.items()},
    )


def _reconstruction(value: Value, files: Mapping[str, Path]) -> ReconstructionConfig:
    if value.string() not in INPUTS:
        raise value.fault(f"{value.string()!r} is none of {', '.join(INPUTS)}")
    if "reconstruction" not in files:
        raise value.fault("the plan names no configuration of the reconstruction")
    return read_config(
        ReconstructionConfig, files["reconstruction"], [f"inputs={value.string()}", "loop.seed=0"]
    )


def _overrides(value: Value) -> list[str]:
    """Return settings as ``read_config`` takes them; tables in them are dotted keys again."""
    return [f"{key}={json.dumps(one)}" for key, one in _flat(value, "")]


def _flat(value: Value, before: str) -> Iterator[tuple[str, object]]:
    for key, one in value.members().items():
        if isinstance(one.data, dict):
            yield from _flat(one, f"{before}{key}.")
        else:
            yield before + key, one.data


def _recall(value: Value) -> tuple[int, int]:
    numbers = [_count(number, 1) for number in value.items("whole numbers")]
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise value.fault("must be k and N, and k not above N")
    return numbers[0], numbers[1]


def _count(value: Value, least: int) -> int:
    if type(value.data) is not int or value.data < least:
        raise value.fault(f"must be a whole number from {least} on")
    return value.data
