"""Prediction files, in the forms that the field publishes.

    vid,start,end,text_gt,text_gen                AutoAD I to III, AutoAD-Zero
    imdbid,start,end,text_gt,text_gen,anno_idx    Shot-by-Shot
    movie,gt,pred                                 without times: rows in the benchmark's order

as CSV, as JSONL with the same keys, or as JSON (``prediction_json``); or an AD script (.srt, .vtt,
.ttml, .json), whose movie must be named. Of a CSV only what was drafted is needed; the rest helps
to tell which clip it is for. Times are seconds, milliseconds (told by their size) or h:mm:ss. A
prediction may be a list of candidates ("['…', '…']"), or stand in columns with numbers (text_gen_1,
text_gen_2, …): the first is then the prediction.
"""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adtool.datasets.annotations.row import Row, RowError
from adtool.datasets.annotations.rows import csv_rows, jsonl_rows
from adtool.documents import read_bytes
from adtool.documents.kinds import HEAD, kind_of
from adtool.errors import AnnotationError
from adtool.evaluation.benchmarks import BenchmarkRow, GroundTruth
from adtool.evaluation.prediction_json import json_rows
from adtool.faults import Fault, FaultList
from adtool.scripts import FORMATS, examine
from adtool.scripts.formats import ANY_TEXT

TEXT = ("text_gen", "pred", "prediction", "predicted", "generated", "caption", "hypothesis")
FIRST = tuple(f"{name}_{number}" for name in TEXT for number in (0, 1))
"""The first of several columns with candidates."""
MOVIE = ("vid", "movie", "video", "cmd_filename", "tvad_name", "imdbid")
START = ("start", "scaled_start")
END = ("end", "scaled_end")
REFERENCE = ("text_gt", "gt", "reference", "sentence", "text")
ID = ("anno_idx", "lsmdc_filename", "clip_id", "image_id", "id")
"""The names that each column may have, the first that is there counts."""

CANDIDATES = 100
"""Columns of candidates are looked for up to this number."""

LONGEST = 12 * 3_600_000
"""No clip of a film begins as late, in ms: times that say so are no seconds, but milliseconds."""

SCRIPT = "an AD script (JSON)"
"""What ``kind_of`` calls a script of ours."""

HEADER = ("vid", "start", "end", "text_gt", "text_gen")


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was drafted for one clip.

    Attributes:
        text: the line; may be empty.
        movie: what the file calls the movie, the episode or the clip file; "" where it does not.
        start: when the clip begins, in ms; None where the file does not say.
        end: when it ends, in ms; likewise.
        reference: the true AD as the file has it; None where it does not.
        row: the line of the file that it begins in.
        id: what the file calls the clip; "" where it does not.
        others: further candidates for the clip, in the file's order.
    """

    text: str
    movie: str = ""
    start: int | None = None
    end: int | None = None
    reference: str | None = None
    row: int = 0
    id: str = ""
    others: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The clip, for people."""
        line = f"line {self.row}" if self.row else "a row"
        if self.start is None:
            return f"{line} ({self.movie})" if self.movie else line
        return f"{line} ({self.movie or 'no movie'} at {self.start / 1000:g} s)"


@dataclass(frozen=True, slots=True)
class PredictionFile:
    """The predictions of a file.

    Attributes:
        source: the file, or what else made them.
        predictions: in the file's order.
        faults: what was wrong with the file.
        is_script: whether the times are those of spoken lines, and not of the benchmark's clips.
    """

    source: str
    predictions: tuple[Prediction, ...]
    faults: tuple[Fault, ...] = ()
    is_script: bool = False


def read_predictions(path: Path, movie: str = "") -> PredictionFile:
    """Read a file of predictions.

    Args:
        path: the file; its extension tells what it is, and anything unknown is read as CSV.
        movie: the movie that an AD script is of.

    Raises:
        AnnotationError: if it cannot be read, lacks the column of predictions, has no row, or is
            a script and no movie is named.
        ScriptError: if a script cannot be read.
    """
    if _is_script(path):
        return _script(path, movie)
    faults = FaultList()
    found: list[Prediction] = []
    for row in _rows(path, faults):
        made = _made(path, row, faults)
        if made is not None:
            found.append(made)
    if not found:
        why = f"; the first fault: {faults.faults[0]}" if faults.faults else ""
        raise AnnotationError(path, f"has no row of predictions{why}")
    return PredictionFile(str(path), _in_seconds(found), tuple(faults.faults))


def _is_script(path: Path) -> bool:
    """Say whether a file is an AD script: of JSON its content tells."""
    suffix = path.suffix.lower()
    if suffix == FORMATS["json"].suffix:
        return kind_of(read_bytes(path, AnnotationError)[:HEAD]) == SCRIPT
    scripts = (known for name, known in FORMATS.items() if name not in ANY_TEXT)
    return any(suffix in (known.suffix, *known.also) for known in scripts)


def _rows(path: Path, faults: FaultList) -> Iterator[Row]:
    suffix, needed = path.suffix.lower(), (*TEXT, *FIRST)
    if suffix == ".json":
        return json_rows(path, needed)
    read = jsonl_rows if suffix in (".jsonl", ".ndjson") else csv_rows
    return read(path, (needed,), faults)


def _in_seconds(predictions: Sequence[Prediction]) -> tuple[Prediction, ...]:
    """Return predictions whose times were read as seconds, in ms where they were ms."""
    last = max((one.start for one in predictions if one.start is not None), default=0)
    if last <= LONGEST:
        return tuple(predictions)
    return tuple(
        replace(
            one,
            start=None if one.start is None else one.start // 1000,
            end=None if one.end is None else one.end // 1000,
        )
        for one in predictions
    )


def own_references(file: PredictionFile) -> GroundTruth | None:
    """Return the ground truth that a file of predictions carries; None where it does not.

    Rows without a true AD are left out.
    """
    rows = []
    for number, prediction in enumerate(file.predictions):
        if prediction.reference:
            movie = prediction.movie or "(one movie)"
            start = number if prediction.start is None else prediction.start
            end = start if prediction.end is None else prediction.end
            rows.append(
                BenchmarkRow(
                    movie=movie,
                    group=movie,
                    start=start,
                    end=end,
                    reference=prediction.reference,
                    clocks=((movie, start, end),),
                    number=prediction.row,
                )
            )
    if not rows:
        return None
    return GroundTruth(f"{file.source} (its own references)", tuple(rows))


def predictions_csv(predictions: Iterable[Prediction]) -> str:
    """Return predictions as the text of a CSV in the field's form."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for one in predictions:
        times = ["" if time is None else f"{time / 1000:.3f}" for time in (one.start, one.end)]
        writer.writerow([one.movie, *times, one.reference or "", one.text])
    return text.getvalue()


def _made(path: Path, row: Row, faults: FaultList) -> Prediction | None:
    try:
        return _prediction(row)
    except RowError as error:
        faults.report(Fault(error.kind, path.name, error.detail, row.line))
        return None


def _prediction(row: Row) -> Prediction:
    timed = row.has(*START)
    start = max(0, _time(row, START)) if timed else None
    end = _time(row, END) if timed and row.has(*END) else None
    names = [name for name in REFERENCE if name in row.cells]
    text, *others = _candidates(row)
    return Prediction(
        text=text,
        movie=row.text(*MOVIE),
        start=start,
        end=end if start is None or end is None else max(start, end),
        reference=row.text(*names) if names else None,
        row=row.line,
        id=row.text(*ID),
        others=tuple(others),
    )


def _candidates(row: Row) -> list[str]:
    """Return all that a row offers, each on one line; at least one, which may be empty."""
    column = next(name for name in (*TEXT, *FIRST) if name in row.cells)
    if column in FIRST:
        stem, _, first = column.rpartition("_")
        names = [f"{stem}_{number}" for number in range(int(first), CANDIDATES)]
        return [row.text(name) for name in names if name in row.cells]
    value = row.cell(column)
    listed = _listed(value) if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed:
        return [row.text(column)]
    return [" ".join(str(one).split()) for one in listed]


def _listed(text: str) -> object:
    """Return a list that is written as Python or JSON writes it; None for any other text."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def _time(row: Row, names: Sequence[str]) -> int:
    """Return a time as if it were seconds; milliseconds are told apart once all rows are there."""
    there = [name for name in names if name in row.cells]
    return row.time(*there, longest=LONGEST)


def _script(path: Path, movie: str) -> PredictionFile:
    if not movie:
        raise AnnotationError(path, "is an AD script; say which movie it describes with --movie")
    reading = examine(path)
    found = []
    for number, line in enumerate(reading.script.lines, 1):
        if line.placeholder:  # nobody has said anything there yet
            continue
        span = line.clip or line.span
        found.append(Prediction(line.text, movie, span.start, span.end, None, number))
    return PredictionFile(str(path), tuple(found), is_script=True)
