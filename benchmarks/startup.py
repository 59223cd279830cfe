"""How long adtool's commands and its heaviest libraries take to start, and what they import.

    python benchmarks/startup.py [--movie FILM.mp4] [--repeat 3] [--json]
    python benchmarks/startup.py --against ../older-checkout            # the same, before and after

Each case runs in fresh processes, after one that warms the file cache; medians of wall-clock and
CPU seconds, both as ratios to ``python -c pass`` on the same machine, which travel better than
seconds, and how many modules there are at the end. Commands work on the example's film and scripts,
of which a clip of 3 seconds is cut, so that little but starting is timed. With ``--movie`` also the
time from the start of ``adtool describe`` to its first line, and to the first that counts how much
is done; the run is ended there, so nothing is written. With ``--against``, each command is run in
turns with another checkout's, and its CPU time is shown beside it.
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
BEFORE = ", before"
ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
COUNT = "import atexit, sys; atexit.register(lambda: print(f'modules {len(sys.modules)}'))\n"
ADTOOL = [sys.executable, "-c", f"{COUNT}from adtool.cli import main; main()"]
LIBRARIES = {
    BASELINE: [sys.executable, "-c", f"{COUNT}pass"],
    **{
        f"import {name}": [sys.executable, "-c", f"{COUNT}import {name}"]
        for name in ("adtool", "torch", "transformers", "open_clip", "pyannote.audio")
    },
}
COMMANDS = {
    "adtool --help": "--help",
    "convert": "convert {examples}/reference.srt -o {out}/ad.vtt --overwrite",
    "check": "check {examples}/reference.srt --subtitles {examples}/dialogue.srt",
    "eval, text metrics": "eval --benchmark cmd-ad --predictions {out}/predictions.csv "
    "--metrics repetition,distinct,words,fit",
    "models": "models",
    "gaps, pyannote": "gaps {out}/clip.mp4 -o {out}/gaps.json --overwrite",
    "gaps, silero": "gaps {out}/clip.mp4 -o {out}/gaps.json --overwrite --speech silero",
    "describe": "describe {out}/clip.mp4 --model bundled --fresh --work {out}/work "
    "-o {out}/ad.srt --overwrite",
    "describe, silero": "describe {out}/clip.mp4 --model bundled --fresh --work {out}/work "
    "-o {out}/ad.srt --overwrite --speech silero",
}
"""What is asked of adtool; ``{out}`` is a folder that is made for it."""

LINES = {"describe: first line": "", "describe: first count": r"\d%|: done, \d"}
"""Which line is waited for; a stage that takes only seconds gives its count when it is done."""

ENVIRONMENT = os.environ | {"PYANNOTE_METRICS_ENABLED": "0", "HF_HUB_OFFLINE": "1"}


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that a process took, by the clock and of the processors, and its modules at the end.

    Modules are None where the process was ended before.
    """

    wall: float
    cpu: float
    modules: int | None = None


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--movie", type=Path, help="also time describe's first line on this film")
    parser.add_argument("--model", default="bundled", help="describe's model (default: bundled)")
    parser.add_argument("--against", type=Path, help="another checkout, to be run in turns")
    parser.add_argument("--repeat", type=int, default=3, help="processes a case (default: 3)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error("--repeat must be 1 or more")
    with tempfile.TemporaryDirectory() as out:
        prepare(Path(out))
        runs: dict[str, Callable[[], Times]] = {
            case: partial(whole_run, command) for case, command in LIBRARIES.items()
        }
        for case, command in COMMANDS.items():
            words = [*ADTOOL, *command.format(examples=EXAMPLES, out=out).split()]
            runs[case] = partial(whole_run, words)
            if options.against:
                runs[case + BEFORE] = partial(whole_run, words, options.against)
        if options.movie:
            for case, sign in LINES.items():
                runs[case] = partial(until_line, options.movie, options.model, sign)
        found = medians(runs, options.repeat)
    print(json.dumps(as_rows(found), indent=2) if options.json else as_table(found))


def prepare(out: Path) -> None:
    """Make what the commands work on: three seconds of the example without speech, and a table."""
    import av
    import numpy as np

    with av.open(str(EXAMPLES / "film.mp4")) as film, av.open(str(out / "clip.mp4"), "w") as clip:
        pictures = film.streams.video[0]
        video = clip.add_stream_from_template(pictures)
        sound = clip.add_stream("aac", rate=16_000, layout="mono")
        for packet in film.demux(pictures):
            if packet.pts is not None and packet.pts * packet.time_base < 3:
                packet.stream = video
                clip.mux(packet)
        for start in range(0, 3 * 16_000, 1024):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
            frame.sample_rate, frame.pts = 16_000, start
            clip.mux(sound.encode(frame))
        clip.mux(sound.encode(None))
    rows = [f"film,{at},{at + 2},A door opens.,A door closes." for at in range(0, 60, 3)]
    table = "\n".join(["vid,start,end,text_gt,text_gen", *rows])
    (out / "predictions.csv").write_text(table, "utf-8")


def medians(runs: dict[str, Callable[[], Times]], repeat: int) -> dict[str, Times]:
    """Run all in turns, once to warm the file cache, then ``repeat`` times; take the medians."""
    taken = [{case: run() for case, run in runs.items()} for _ in range(repeat + 1)][1:]
    return {case: median([turn[case] for turn in taken]) for case in runs}


def median(times: list[Times]) -> Times:
    """Return the median of each figure."""
    return Times(
        statistics.median(t.wall for t in times),
        statistics.median(t.cpu for t in times),
        times[0].modules,
    )


def whole_run(command: list[str], checkout: Path = ROOT) -> Times:
    """Time a process from start to end, with the code of a checkout."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complaint:
        environment = ENVIRONMENT | {"PYTHONPATH": str(checkout.resolve())}
        process = subprocess.Popen(
            command, env=environment, cwd=checkout, stdout=said, stderr=complaint
        )
        cpu = reap(process)
        wall = time.perf_counter() - start
        said.seek(0)
        complaint.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{complaint.read().decode(errors='replace')}")
        counted = re.findall(rb"^modules (\d+)$", said.read(), re.MULTILINE)
    return Times(wall, cpu, int(counted[-1]) if counted else None)


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


def as_rows(found: dict[str, Times]) -> dict[str, dict[str, float | None]]:
    """Return each case's figures, its ratios to the baseline, and how much less it is than before.

    The gains are what it took before over what it takes now: 2 is half as long.
    """
    base = found[BASELINE]
    rows: dict[str, dict[str, float | None]] = {}
    for case, times in found.items():
        rows[case] = {
            "wall_s": round(times.wall, 3),
            "cpu_s": round(times.cpu, 3),
            "wall_ratio": round(times.wall / base.wall, 1),
            "cpu_ratio": round(times.cpu / base.cpu, 1),
            "modules": times.modules,
        }
        if before := found.get(case + BEFORE):
            rows[case]["wall_gain"] = round(before.wall / times.wall, 2)
            rows[case]["cpu_gain"] = round(before.cpu / times.cpu, 2)
    return rows


def as_table(found: dict[str, Times]) -> str:
    """Return the same as text, columns aligned."""
    head = f"{'':28}{'wall s':>9}{'CPU s':>9}{'× wall':>9}{'× CPU':>9}{'modules':>9}"
    lines = [head + (f"{'gain wall':>11}{'CPU':>7}" if any(BEFORE in one for one in found) else "")]
    for case, row in as_rows(found).items():
        modules = "" if row["modules"] is None else str(row["modules"])
        gains = f"{row['wall_gain']:11.2f}{row['cpu_gain']:7.2f}" if "cpu_gain" in row else ""
        lines.append(
            f"{case:28}{row['wall_s']:9.2f}{row['cpu_s']:9.2f}"
            f"{row['wall_ratio']:9.1f}{row['cpu_ratio']:9.1f}{modules:>9}{gains}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
