"""What is run: experiments, each a table of the paper with a row a setting.

A plan is a TOML file:

    seeds = [0, 1, 2, 3, 4]         # each row is trained from each
    films = 20                      # test films that are described
    beams = 1
    recalls = [[1, 5], [5, 16]]     # the (k, N) of R@k/N
    stage1 = "storyworld"           # configurations that the rows start from
    stage2 = "storyworld"

    [[experiments]]
    name = "Table 5"
    claim = "…"                     # what the paper says that it shows
    reference = "A0"                # the row that the others are compared with

    [[experiments.rows]]
    name = "A0"
    stage1 = { gamma = 0.5 }        # what differs from the configurations
    stage2 = { "model.alpha" = 0.0 }
    adapted = false                 # Stage-II on the CLIP that Stage-I would start from
    paper = { CIDEr = 23.1 }        # what the paper has

The films are storyworld's or Storyworld-AD's, which have test films that nobody learns from or
validates on. Rows with the same settings, in whichever experiments, are trained once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adtool.datasets.settings import DRAWN
from adtool.documents import Value
from adtool.errors import ConfigError
from adtool_training.config import find_config, read_config, read_toml
from adtool_training.stage1 import StageOneConfig
from adtool_training.stage2 import StageTwoConfig


@dataclass(frozen=True)
class Row:
    """A row of an experiment.

    Attributes:
        name: what the table calls it.
        stage_one: Stage-I's settings.
        stage_two: Stage-II's; its CLIP and its seed are named when it is run.
        adapted: whether Stage-II gets the CLIP that Stage-I adapted, not the one it started from.
        paper: what the paper has, by the figure's name.
    """

    name: str
    stage_one: StageOneConfig
    stage_two: StageTwoConfig
    adapted: bool
    paper: Mapping[str, float]


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
        beams: beam width.
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
    fields = top.fields(("seeds", "stage1", "stage2", "experiments"), ("films", "beams", "recalls"))
    starts = [str(find_config(fields[stage].string(), stage)) for stage in ("stage1", "stage2")]
    seeds = [_count(seed, 0) for seed in fields["seeds"].items("whole numbers")]
    if not seeds or len(set(seeds)) < len(seeds):
        raise fields["seeds"].fault("must hold one seed or more, none of them twice")
    recalls = fields.get("recalls", Value([[1, 5], [5, 16]], "recalls", path, ConfigError))
    plan = Plan(
        path,
        seeds,
        _count(fields["films"], 1) if "films" in fields else 20,
        _count(fields["beams"], 1) if "beams" in fields else 1,
        [_recall(pair) for pair in recalls.items("pairs")],
        [_experiment(one, starts) for one in fields["experiments"].items("tables")],
    )
    names = [experiment.name for experiment in plan.experiments]
    if not names or len(set(names)) < len(names):
        raise fields["experiments"].fault("must hold one or more, none of the same name")
    return plan


def _experiment(value: Value, starts: Sequence[str]) -> Experiment:
    fields = value.fields(("name", "reference", "rows"), ("claim",))
    rows = [_row(row, starts) for row in fields["rows"].items("tables")]
    names, reference = [row.name for row in rows], fields["reference"].string()
    if len(set(names)) < len(names):
        raise fields["rows"].fault("two of them have the same name")
    if reference not in names:
        raise fields["reference"].fault(f"{reference!r} is none of {', '.join(names)}")
    claim = fields["claim"].string() if "claim" in fields else ""
    return Experiment(fields["name"].string(), claim, reference, rows)


def _row(value: Value, starts: Sequence[str]) -> Row:
    fields = value.fields(("name",), ("stage1", "stage2", "adapted", "paper"))
    one, two = (
        _overrides(fields[stage]) if stage in fields else [] for stage in ("stage1", "stage2")
    )
    paper = fields["paper"].members() if "paper" in fields else {}
    try:
        first = read_config(StageOneConfig, Path(starts[0]), one)
        second = read_config(StageTwoConfig, Path(starts[1]), [*two, "loop.seed=0", "clip="])
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
        {name: figure.number() for name, figure in paper.items()},
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
