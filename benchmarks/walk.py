"""The way of a movie, a cast and a table of predictions through the house: stops and returns.

The example is described, and its reference is scored, while Python tells of every call.

- A **movie**: the rooms (a package of adtool, or a file at its top) whose functions the pipeline
  calls, in order.
- A **cast** and a **table**: the files whose functions are handed it, or what was read from it.

What follows in the same place is one stop; a return is a stop where there was one before. Each
function counts once, when it is first called.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "adtool"
MOVIE, CAST = ROOT / "examples" / "film.mp4", ROOT / "examples" / "cast.json"
PIPELINE = "pipeline"
BASE = {"errors", "output", "progress", "quiet", "settings", "timeline"}
"""What every room stands on: no stops."""

Counts = Callable[[FrameType], "str | None"]
"""Says which place a call is a stop at; None where it is none."""


def file_of(frame: FrameType | None) -> str | None:
    """Return the module of adtool that a frame runs, as a path; None elsewhere."""
    if frame is None or frame.f_code.co_name.startswith("<"):
        return None if frame is None else file_of(frame.f_back) if frame.f_back else None
    path = Path(frame.f_code.co_filename)
    return path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else None


def room_of(file: str) -> str:
    """Return the package that a file is in, or the file itself at the top."""
    return file.split("/")[0].removesuffix(".py")


def called_by_the_pipeline(frame: FrameType) -> str | None:
    """Count the calls that leave the pipeline, by room."""
    file, caller = file_of(frame), file_of(frame.f_back)
    if file is None or caller is None or room_of(caller) != PIPELINE:
        return None
    room = room_of(file)
    return None if room == PIPELINE or room in BASE else room


def handed(path: Path, kinds: set[str]) -> Counts:
    """Count the calls that are handed a file's path, or values of some classes, by file."""

    def carries(value: object, depth: int = 2) -> bool:
        if isinstance(value, (str, Path)):
            return os.fspath(value) == str(path)
        if type(value).__name__ in kinds:
            return True
        if isinstance(value, (list, tuple)):
            return bool(value) and carries(value[0], depth)
        if depth and dataclasses.is_dataclass(value):
            fields = dataclasses.fields(value)
            return any(carries(getattr(value, one.name, None), depth - 1) for one in fields)
        return False

    def counts(frame: FrameType) -> str | None:
        file = file_of(frame)
        if file is None or room_of(file) in BASE:
            return None
        code = frame.f_code
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        return file if any(carries(frame.f_locals.get(name)) for name in names) else None

    return counts


def walk(run: Callable[[], object], counts: Counts) -> list[str]:
    """Return the stops of a run, in order."""
    calls: dict[tuple[str, str, str], None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and not frame.f_code.co_name.startswith("<"):
            place = counts(frame)
            if place is not None:
                calls[place, frame.f_code.co_filename, frame.f_code.co_name] = None

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    places = [place for place, _, _ in calls]
    return [place for i, place in enumerate(places) if i == 0 or places[i - 1] != place]


def describe_example() -> None:
    """Describe the example with its cast."""
    from adtool.cast.lookup import find_cast
    from adtool.pipeline import describe

    describe(MOVIE, cast=find_cast(CAST, MOVIE))


def score(table: Path) -> None:
    """Score a table of predictions against the references that it carries."""
    from adtool.evaluation.matching import match
    from adtool.evaluation.predictions import own_references, read_predictions
    from adtool.evaluation.scoring import score as score_pairs

    file = read_predictions(table, "")
    truth = own_references(file)
    assert truth is not None
    score_pairs(match(truth, file).pairs, ["rouge-l"])


def write_table(path: Path) -> None:
    """Write the example's reference as predictions of itself."""
    lines = json.loads((ROOT / "examples" / "reference.json").read_text("utf-8"))["lines"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["vid", "start", "end", "text_gt", "text_gen"])
        for line in lines:
            writer.writerow(["film", line["start"], line["end"], line["text"], line["text"]])


def main() -> None:
    """Print the stops and returns of each walk."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    options = parser.parse_args()
    describe_example()  # what is imported when it is first used is no stop of a walk
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "predictions.csv"
        write_table(table)
        score(table)
        walks = {
            "movie": walk(describe_example, called_by_the_pipeline),
            "cast": walk(describe_example, handed(CAST, {"Cast", "Character"})),
            "table": walk(lambda: score(table), handed(table, {"Prediction", "PredictionFile"})),
        }
    if options.json:
        print(json.dumps(walks, indent=1))
        return
    for name, stops in walks.items():
        places = len(set(stops))
        print(f"{name}: {len(stops)} stops in {places} places, {len(stops) - places} returns")
        print(f"  {' → '.join(stops)}")


if __name__ == "__main__":
    main()
