"""Seconds and peak memory of the offline metrics on a whole benchmark.

    python benchmarks/evaluation.py tvad_anno.csv --format tvad [--rows 6500] [--metrics bleu cider]

The references are those of the table, in turn until there are enough rows; the predictions are the
references with a third of their words dropped. Each metric runs in a process of its own, which
also starts Python and reads the table; peak memory is that of the process, CPU seconds count its
Java as well. R@k/N needs a model: name it with --similarity, else it is left out.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from adtool.datasets.annotations import FORMATS, read_annotations
from adtool.evaluation.metrics.table import METRICS, Pairs
from adtool.settings import EvaluationSettings

OFFLINE = ("bleu", "meteor", "rouge-l", "cider", "repetition", "distinct", "words", "fit")


def main() -> None:
    """Run each metric in a process and print a table, or one metric here with --here."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--format", choices=list(FORMATS), default="tvad")
    parser.add_argument("--rows", type=int, default=6500)
    parser.add_argument("--metrics", nargs="+", choices=list(METRICS), default=list(OFFLINE))
    parser.add_argument("--similarity", help="model for R@k/N: a folder or a hub name")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        run(given)
        return
    names = given.metrics + ["recall"] * bool(given.similarity)
    print(f"{'metric':12} {'wall s':>7} {'CPU s':>7} {'peak MB':>8}   ({given.rows} rows)")
    for name in names:
        command = [sys.executable, *sys.argv, "--here", "--metrics", name]
        start = time.perf_counter()
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{name} failed")
        unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KB here
        cpu = usage.ru_utime + usage.ru_stime
        peak = usage.ru_maxrss * unit / 1e6
        print(f"{name:12} {time.perf_counter() - start:7.1f} {cpu:7.1f} {peak:8.0f}", flush=True)


def run(given: argparse.Namespace) -> None:
    """Measure one metric."""
    settings = EvaluationSettings(device="cpu")
    if given.similarity:
        settings = replace(settings, similarity=given.similarity)
    METRICS[given.metrics[0]](benchmark(given.annotations, given.format, given.rows), settings)


def benchmark(path: Path, kind: str, size: int) -> Pairs:
    """Read a table, lengthen it by copies of its movies, and make predictions."""
    rows = [row for movie in read_annotations(path, kind).movies.values() for row in movie]
    copies = [(row, i // len(rows)) for i, row in ((i, rows[i % len(rows)]) for i in range(size))]
    rng = random.Random(0)
    return Pairs(
        tuple(f"{row.movie} {copy}" for row, copy in copies),
        tuple(row.start for row, _ in copies),
        tuple(row.end for row, _ in copies),
        tuple(row.text for row, _ in copies),
        tuple(" ".join(w for w in row.text.split() if rng.random() > 1 / 3) for row, _ in copies),
    )


if __name__ == "__main__":
    main()
