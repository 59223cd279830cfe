"""Fig. 4 of the paper: what a setting does, from runs that differ in it."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from adtool.analyses.drawing import drawing, write_numbers
from adtool.analyses.runs import Run, Setting
from adtool.errors import ConfigError

IDLE = frozenset(
    {
        "seed", "workers", "save_steps", "save_seconds", "keep", "log_steps", "trackers", "chunk",
        "clip", "narrator", "features",
    }
)  # fmt: skip
"""Last parts of keys in which runs of one sweep may differ: seeds, paths, and what changes nothing
in what is learned."""

LENGTH = ("epochs", "steps", "batch", "films", "train_films", "clips")
"""Last parts of the keys from which a training's length follows."""

PAPER: Mapping[str, Setting] = {"alpha": 3, "beta": 1, "bases": 32, "window": 16, "gamma": 0.5}
"""The paper's final settings (Fig. 4, Table 4b), by the last part of their keys."""


@dataclass(frozen=True)
class Point:
    """The runs that share a value of the setting.

    Attributes:
        value: the value.
        runs: their names.
        mean: the mean of each figure over them.
        deviation: its standard deviation; of a single run there is none.
    """

    value: Setting
    runs: Sequence[str]
    mean: Mapping[str, float]
    deviation: Mapping[str, float]


@dataclass(frozen=True)
class Series:
    """Points whose runs differ in nothing else.

    Attributes:
        others: the settings that tell it from the other series.
        points: in the order of their values.
    """

    others: Mapping[str, Setting]
    points: Sequence[Point]

    @property
    def name(self) -> str:
        """What tells it from the others, in words."""
        return ", ".join(f"{key} = {value}" for key, value in self.others.items())


@dataclass(frozen=True)
class Sweep:
    """What a setting does.

    Attributes:
        key: its dotted key.
        figures: what is compared.
        series: one for each combination of other settings.
        left_out: the runs that do not count, by name, and why.
    """

    key: str
    figures: Sequence[str]
    series: Sequence[Series]
    left_out: Mapping[str, str]

    @property
    def values(self) -> list[Setting]:
        """All values, in order."""
        return _ordered({point.value for one in self.series for point in one.points})

    @property
    def paper(self) -> Setting | None:
        """The paper's own value, where it has one."""
        return PAPER.get(self.key.rpartition(".")[2])

    def best(self, series: Series, figure: str) -> Point:
        """Return the point with the best mean: the highest, or the lowest of a loss."""
        sign = -1 if figure.endswith(("loss", "auto", "distinct")) else 1
        return max(series.points, key=lambda point: sign * point.mean[figure])


def sweep(
    runs: Sequence[Run],
    of: str,
    figures: Sequence[str] = (),
    where: Mapping[str, Setting] | None = None,
    broken: Mapping[str, str] | None = None,
) -> Sweep:
    """Compare runs by a setting.

    Args:
        runs: the runs.
        of: the setting: its dotted key, or its last part where that is clear.
        figures: what to compare; by default everything that all runs have.
        where: only runs with these settings.
        broken: runs that could not be read, and why.

    Raises:
        ConfigError: if there is no such setting or figure, or fewer than two values are left.
    """
    key = _key(of, runs)
    wanted = {_key(name, runs): value for name, value in (where or {}).items()}
    left_out = dict(broken or {})
    kept = []
    for run in runs:
        fault = _unfit(run, key, wanted)
        if fault:
            left_out[run.name] = fault
        else:
            kept.append(run)
    kept = _finished(kept, key, left_out)
    names = _figures(kept, figures)
    other = [k for k in _differing(kept) if k != key and k.rpartition(".")[2] not in IDLE]
    found = [
        Series(dict(zip(other, values, strict=True)), _points(members, key, names))
        for values, members in _grouped(kept, other)
    ]
    made = Sweep(key, names, found, left_out)
    if len(made.values) < 2:
        told = sorted(left_out.items(), key=lambda one: not one[1].startswith("unfinished"))
        reasons = "; ".join(f"{name}: {why}" for name, why in told[:3])
        has = f"has one value, {made.values[0]}" if made.values else "has no value"
        raise ConfigError(of, f"{has} in {len(kept)} runs; a sweep takes two or more. {reasons}")
    return made


def refuse_unfit(found: Sweep, folder: Path, broken: Mapping[str, str]) -> None:
    """Refuse a sweep that had to leave out runs which are broken or unfinished.

    Args:
        found: the sweep.
        folder: where the runs lie, for the error.
        broken: the runs that could not be read, and why.

    Raises:
        ConfigError: if there are such; names the first.
    """
    unfit = {
        name: why
        for name, why in found.left_out.items()
        if name in broken or why.startswith("unfinished")
    }
    if unfit:
        first, why = next(iter(unfit.items()))
        raise ConfigError(folder, f"{len(unfit)} runs are broken or unfinished: {first}: {why}")


def draw(found: Sweep, path: Path) -> None:
    """Draw a panel a figure, and write the numbers beside it.

    Raises:
        OutputError: if a file cannot be written.
    """
    count = len(found.figures)
    title = f"{found.key} on unseen films"
    with drawing(path, (4.2 * count + 0.6, 3.8), title, "\n".join(sentences(found))) as figure:
        places = {value: i for i, value in enumerate(found.values)}
        for panel, name in zip(figure.subplots(1, count, squeeze=False)[0], found.figures,
                               strict=True):  # fmt: skip
            for one in found.series:
                at = [places[point.value] for point in one.points]
                means = [point.mean[name] for point in one.points]
                spread = [point.deviation.get(name, 0.0) for point in one.points]
                panel.errorbar(at, means, spread, marker="o", capsize=3, label=one.name or None)
                best = found.best(one, name)
                panel.plot(places[best.value], best.mean[name], "*", markersize=15, color="black",
                           zorder=-1)  # fmt: skip
            if found.paper in places:
                panel.axvline(places[found.paper], linestyle=":", color="grey", label="paper")
            panel.set(xlabel=found.key, ylabel=name, xticks=range(len(places)))
            panel.set_xticklabels([str(value) for value in places])
            panel.margins(0.12)
            if found.paper in places or len(found.series) > 1:
                panel.legend(fontsize="small")
    write_numbers(path, numbers(found))


def sentences(found: Sweep) -> Iterator[str]:
    """Say what there is to see, one sentence a line."""
    count = sum(len(point.runs) for one in found.series for point in one.points)
    paper = "" if found.paper is None else f" The paper's value is {found.paper}."
    yield f"{found.key}: {count} runs, {len(found.values)} values.{paper}"
    for one in found.series:
        among = f" where {one.name}" if one.name else ""
        for name in found.figures:
            best = found.best(one, name)
            said = ", ".join(f"{point.value}: {_told(point, name)}" for point in one.points)
            yield f"{name}{among}: {said}. Best: {best.value}."
    if len(found.series) > 1:
        yield "The runs differ in other settings too, so compare only within a line."
    for name, why in found.left_out.items():
        yield f"Left out: {name}: {why}."


def numbers(found: Sweep) -> dict[str, Any]:
    """Return all numbers as JSON values."""
    return {
        "of": found.key,
        "figures": list(found.figures),
        "paper": found.paper,
        "series": [asdict(one) for one in found.series],
        "left_out": dict(found.left_out),
    }


def _told(point: Point, name: str) -> str:
    mean = f"{point.mean[name]:.4g}"
    if name not in point.deviation:
        return mean
    return f"{mean} ± {point.deviation[name]:.2g} ({len(point.runs)} runs)"


def _key(name: str, runs: Sequence[Run]) -> str:
    """Return the dotted key that a name means."""
    keys = sorted({key for run in runs for key in run.settings})
    if name in keys:
        return name
    ends = [key for key in keys if key.endswith(f".{name}")]
    if len(ends) > 1:
        raise ConfigError(name, f"may mean {', '.join(ends)}; name one of them")
    if not ends:
        near = get_close_matches(name, [*keys, *(k.rpartition(".")[2] for k in keys)], n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ConfigError(name, f"no run has such a setting{hint}")
    return ends[0]


def _unfit(run: Run, key: str, wanted: Mapping[str, Setting]) -> str:
    """Say why a run is not part of the sweep; "" if it is."""
    if key not in run.settings:
        return f"has no {key}"
    for name, value in wanted.items():
        if run.settings.get(name) != value:
            return f"{name} is {run.settings.get(name)}, not {value}"
    return ""


def _finished(runs: Sequence[Run], key: str, left_out: dict[str, str]) -> list[Run]:
    """Leave out runs with fewer steps than others that were to be as long."""
    longest: dict[tuple[Setting, ...], int] = {}

    def length(run: Run) -> tuple[Setting, ...]:
        lengths = (k for k in run.settings if k.rpartition(".")[2] in (*LENGTH, "window"))
        return tuple(run.settings[k] for k in sorted(lengths))

    for run in runs:
        longest[length(run)] = max(longest.get(length(run), 0), run.steps)
    kept = []
    for run in runs:
        if run.steps < longest[length(run)]:
            made = f"{run.steps:,} steps where others like it made {longest[length(run)]:,}"
            left_out[run.name] = f"unfinished: {made}"
        else:
            kept.append(run)
    return kept


def _figures(runs: Sequence[Run], wanted: Sequence[str]) -> list[str]:
    if not runs:
        return list(wanted)
    shared = [name for name in runs[0].figures if all(name in run.figures for run in runs)]
    for name in wanted:
        if name not in shared:
            raise ConfigError(name, f"not every run has that figure; all have {', '.join(shared)}")
    if not (wanted or shared):
        raise ConfigError("figures", "the runs have none in common")
    return list(wanted or shared)


def _differing(runs: Sequence[Run]) -> list[str]:
    keys = sorted({key for run in runs for key in run.settings})
    return [key for key in keys if len({run.settings.get(key) for run in runs}) > 1]


def _grouped(
    runs: Sequence[Run], keys: Sequence[str]
) -> list[tuple[tuple[Setting, ...], list[Run]]]:
    groups: dict[tuple[Setting, ...], list[Run]] = {}
    for run in runs:
        groups.setdefault(tuple(run.settings.get(key, "") for key in keys), []).append(run)
    return sorted(groups.items(), key=lambda group: [str(value) for value in group[0]])


def _points(runs: Sequence[Run], key: str, figures: Sequence[str]) -> list[Point]:
    points = []
    for value in _ordered({run.settings[key] for run in runs}):
        own = [run for run in runs if run.settings[key] == value]
        seen = {name: [run.figures[name] for run in own] for name in figures}
        points.append(
            Point(
                value,
                [run.name for run in own],
                {name: statistics.fmean(values) for name, values in seen.items()},
                {name: statistics.stdev(values) for name, values in seen.items() if len(own) > 1},
            )
        )
    return points


def _ordered(values: Collection[Setting]) -> list[Setting]:
    """Put numbers in their order, before words in theirs."""
    return sorted(values, key=lambda value: (isinstance(value, str), value))
