"""gaps.json: where a movie has speech and where it has room, and how that was found out.

Times are seconds with three decimals. Reading is strict, because describers edit these files by
hand: the first fault is named with its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from adtool.documents import Value, read_json
from adtool.errors import GapsError, OutputError
from adtool.output import STDOUT, write_text
from adtool.timeline import Gap, Said, Span, clock

SAME_LENGTH = 500
"""Milliseconds by which what is known of a movie's length may differ: players and muxers round."""


@dataclass(frozen=True, slots=True)
class GapReport:
    """A movie's speech and gaps.

    Attributes:
        movie: file name of the movie, without folders.
        duration: the movie's length in ms.
        speech: when somebody speaks, in order and apart.
        gaps: where a line may stand, in order and apart, clear of the speech.
        method: how they were found: JSON-ready values.
        dialogue: what is said, in order, where that is known; it is not written.
        path: the file that they were read from; None where they were found.
    """

    movie: str
    duration: int
    speech: tuple[Span, ...]
    gaps: tuple[Gap, ...]
    method: Mapping[str, object] = field(default_factory=dict)
    dialogue: tuple[Said, ...] = ()
    path: Path | None = field(default=None, compare=False)

    def refuse_other(self, movie: Path, duration: int) -> None:
        """Find out whether the gaps are of a movie: its length tells.

        Args:
            movie: the movie's file, or the script's that was written for it.
            duration: the movie's length in ms.

        Raises:
            GapsError: if they are of another one.
        """
        if abs(self.duration - duration) > SAME_LENGTH:
            own, other = (clock(time, decimals=1) for time in (self.duration, duration))
            raise GapsError(
                self.path or movie,
                f"has the gaps of another movie: {self.movie or 'that'} is {own} long, and "
                f"{movie.name} {other}; find its own with adtool gaps",
            )


def to_json(report: GapReport) -> str:
    """Return the report as a gaps.json document."""
    document = {
        "movie": report.movie,
        "duration": report.duration / 1000,
        "speech": [_seconds(span) for span in report.speech],
        "gaps": [_seconds(gap) for gap in report.gaps],
        "method": dict(report.method),
    }
    lines = [f" {json.dumps(key)}: {_compact(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def to_srt(report: GapReport) -> str:
    """Return the gaps as SubRip cues for a describer to fill in."""
    return _subtitles(report, "srt")


def to_vtt(report: GapReport) -> str:
    """Return the gaps as WebVTT cues for a describer to fill in."""
    return _subtitles(report, "vtt")


GAP_FORMATS: dict[str, Callable[[GapReport], str]] = {"json": to_json, "srt": to_srt, "vtt": to_vtt}
"""What gaps can be written as; only JSON can be read again."""


GAP_SUFFIXES = {name: f".{name}" for name in GAP_FORMATS}

IN_FOLDER = "{stem}.gaps.{ext}"
"""What gaps are called in a folder, where scripts of the movie may lie as well."""


def gap_format_of(path: str | Path) -> str:
    """Return the entry of ``GAP_FORMATS`` that a path's extension tells; JSON for ``-``.

    Raises:
        OutputError: if it tells none.
    """
    if str(path) == STDOUT:
        return "json"
    name = Path(path).suffix.lower().lstrip(".")
    if name not in GAP_FORMATS:
        known = ", ".join(f".{name}" for name in GAP_FORMATS)
        raise OutputError(path, f"the extension names no format of gaps ({known}); say --format")
    return name


def write_gaps(report: GapReport, path: str | Path, name: str | None = None) -> None:
    """Write the report to ``path`` (``-``: standard output) in one step.

    Args:
        report: what to write.
        path: where to; an existing file is replaced.
        name: an entry of ``GAP_FORMATS``; by default the extension tells.

    Raises:
        OutputError: if the file cannot be written, or its format is not known.
    """
    write_text(path, GAP_FORMATS[name or gap_format_of(path)](report))


def read_gaps(path: Path) -> GapReport:
    """Read a gaps.json.

    Raises:
        GapsError: naming the key and the place, if the file cannot be read, has a missing, unknown
            or mistyped key, times out of order or after the movie's end, or a gap in speech.
    """
    document = read_json(path, GapsError)
    fields = document.fields(("movie", "duration", "speech", "gaps"), ("method",))
    duration = _milliseconds(fields["duration"])
    speech = _spans(fields["speech"], duration)
    gaps = tuple(Gap(span.start, span.end) for span in _spans(fields["gaps"], duration))
    _check_clear(fields["gaps"], gaps, speech)
    method: Mapping[str, object] = {}
    if "method" in fields:
        method = {key: value.data for key, value in fields["method"].members().items()}
    return GapReport(fields["movie"].string(), duration, speech, gaps, method, path=path)


def _spans(value: Value, duration: int) -> tuple[Span, ...]:
    """Read a list of [start, end] pairs that lie in order, apart, and inside the movie."""
    items = value.items("[start, end] pairs")
    spans = tuple(_span(item) for item in items)
    for item, span in zip(items, spans, strict=True):
        if span.end > duration:
            raise item.fault(f"ends after the movie, which is {duration / 1000:.3f} s long")
    for item, (before, after) in zip(items[1:], pairwise(spans), strict=False):
        if after.start < before.end:
            raise item.fault("begins before the one above it ends")
    return spans


def _span(value: Value) -> Span:
    times = value.items("two times")
    if len(times) != 2:
        raise value.fault(f"expected a start and an end, found {len(times)} values")
    start, end = (_milliseconds(time) for time in times)
    if end < start:
        raise value.fault("ends before it starts")
    return Span(start, end)


def _milliseconds(value: Value) -> int:
    seconds = value.number()
    if seconds < 0:
        raise value.fault("is a time before the movie's start")
    return round(seconds * 1000)


def _check_clear(value: Value, gaps: Iterable[Gap], speech: Iterable[Span]) -> None:
    """Make sure that nobody speaks in a gap; both are in order, so one walk will do."""
    spoken = iter(speech)
    span = next(spoken, None)
    for item, gap in zip(value.items(), gaps, strict=True):
        while span is not None and span.end <= gap.start:
            span = next(spoken, None)
        if span is not None and span.overlaps(gap):
            raise item.fault(
                f"overlaps the speech from {span.start / 1000:.3f} to {span.end / 1000:.3f}"
            )


def _seconds(span: Span) -> tuple[float, float]:
    return span.start / 1000, span.end / 1000


def _compact(value: object) -> str:
    """Write a list of pairs with one pair a line, and anything else on one line."""
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    pairs = ",\n".join(f"  [{start:.3f}, {end:.3f}]" for start, end in value)
    return f"[\n{pairs}\n ]"


def _subtitles(report: GapReport, name: str) -> str:
    from pysubs2 import SSAEvent, SSAFile

    file = SSAFile()
    file.events = [
        SSAEvent(gap.start, gap.end, f"[gap {number}: {gap.duration / 1000:.1f} s]")
        for number, gap in enumerate(report.gaps, 1)
    ]
    return file.to_string(name)  # without gaps: the empty text, or a bare WEBVTT header
