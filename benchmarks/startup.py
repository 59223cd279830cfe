"""How long adtool and its heaviest libraries take to start.

    python benchmarks/startup.py [--movie FILM.mp4] [--repeat 3] [--json]

Each case runs in fresh processes, after one that warms the file cache; medians of wall-clock and
CPU seconds, and both as ratios to ``python -c pass`` on the same machine, which travel better than
seconds. With ``--movie`` also the time from the start of ``adtool describe`` to its first line, and
to the first that counts how much is done; the run is ended there, so nothing is written.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

BASELINE = "python -c pass"
ADTOOL = [sys.executable, "-c", "from adtool.cli import main; main()"]
CASES = {
    BASELINE: [sys.executable, "-c", "pass"],
    "import adtool": [sys.executable, "-c", "import adtool"],
    "adtool --help": [*ADTOOL, "--help"],
    "import torch": [sys.executable, "-c", "import torch"],
    "import open_clip": [sys.executable, "-c", "import open_clip"],
    "import pyannote.audio": [sys.executable, "-c", "import pyannote.audio"],
}
LINES = {"describe: first line": "", "describe: first count": r"\d%|: done, \d"}
"""Which line is waited for; a stage that takes only seconds gives its count when it is done."""

ENVIRONMENT = os.environ | {"PYANNOTE_METRICS_ENABLED": "0", "HF_HUB_OFFLINE": "1"}


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that a process took: by the clock on the wall, and of the processors."""

    wall: float
    cpu: float


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--movie", type=Path, help="also time describe's first line on this film")
    parser.add_argument("--model", default="bundled", help="describe's model (default: bundled)")
    parser.add_argument("--repeat", type=int, default=3, help="processes a case (default: 3)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error("--repeat must be 1 or more")
    runs: dict[str, Callable[[], Times]] = {
        case: partial(whole_run, command) for case, command in CASES.items()
    }
    if options.movie:
        for case, sign in LINES.items():
            runs[case] = partial(until_line, options.movie, options.model, sign)
    found = {case: median(run, options.repeat) for case, run in runs.items()}
    print(json.dumps(as_rows(found), indent=2) if options.json else as_table(found))


def median(run: Callable[[], Times], repeat: int) -> Times:
    """Run once to warm the file cache, then ``repeat`` times, and take the medians."""
    run()
    times = [run() for _ in range(repeat)]
    return Times(statistics.median(t.wall for t in times), statistics.median(t.cpu for t in times))


def whole_run(command: list[str]) -> Times:
    """Time a process from start to end."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    with process.stderr:
        complaint = process.stderr.read().decode(errors="replace")
    cpu = reap(process)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{complaint}")
    return Times(time.perf_counter() - start, cpu)


def until_line(movie: Path, model: str, sign: str) -> Times:
    """Time ``adtool describe`` until a line matches the pattern ``sign``, and end it there."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*ADTOOL, "describe", str(movie), "--model", model, "--work", f"{folder}/work"]
        start = time.perf_counter()
        process = subprocess.Popen(
            [*command, "-o", f"{folder}/ad.srt"],
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        with process.stderr:
            lines = (line.decode(errors="replace") for line in process.stderr)
            found = any(re.search(sign, line) and not line.startswith("Error") for line in lines)
            wall = time.perf_counter() - start
            os.kill(process.pid, signal.SIGKILL)  # Popen.kill would reap one that has ended
        cpu = reap(process)
    if not found:
        sys.exit(f"adtool describe {movie} ended before it printed a line like {sign!r}")
    return Times(wall, cpu)


def reap(process: subprocess.Popen[bytes]) -> float:
    """Wait for a process; return its CPU seconds, and set its return code."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def as_rows(found: dict[str, Times]) -> dict[str, dict[str, float]]:
    """Return each case's seconds, and its ratios to the baseline."""
    base = found[BASELINE]
    return {
        case: {
            "wall_s": round(times.wall, 3),
            "cpu_s": round(times.cpu, 3),
            "wall_ratio": round(times.wall / base.wall, 1),
            "cpu_ratio": round(times.cpu / base.cpu, 1),
        }
        for case, times in found.items()
    }


def as_table(found: dict[str, Times]) -> str:
    """Return the same as text, columns aligned."""
    head = f"{'':24}{'wall s':>9}{'CPU s':>9}{'× wall':>9}{'× CPU':>9}"
    return "\n".join(
        [head]
        + [
            f"{case:24}{row['wall_s']:9.2f}{row['cpu_s']:9.2f}"
            f"{row['wall_ratio']:9.1f}{row['cpu_ratio']:9.1f}"
            for case, row in as_rows(found).items()
        ]
    )


if __name__ == "__main__":
    main()
