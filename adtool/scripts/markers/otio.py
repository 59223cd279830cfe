"""OpenTimelineIO: the lines as markers of a timeline, each with the time that it takes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adtool.errors import ScriptError, UnavailableError
from adtool.scripts.layout import Layout
from adtool.scripts.markers.marker import in_order, one_line, read_markers, title_of
from adtool.scripts.reading import Reading
from adtool.scripts.text import decode, split_lines
from adtool.timeline import Script

if TYPE_CHECKING:
    from opentimelineio.schema import Marker, Timeline

_MILLISECONDS = Fraction(1000)


def write(script: Script, layout: Layout) -> str:
    """Return ``script`` as a timeline of the movie, with markers on it.

    Times are those of the movie, whose start is the timeline's ``global_start_time``. Without a
    frame rate they count milliseconds.

    Raises:
        UnavailableError: if opentimelineio is not installed.
    """
    otio = _library()
    timecode = layout.timecode
    rate = timecode.rate or _MILLISECONDS

    def time(value: int) -> Any:
        return otio.opentime.RationalTime(value, float(rate))

    begin = time(timecode.start) if timecode.start else None
    timeline = otio.schema.Timeline(title_of(script), global_start_time=begin)
    for line in in_order(script):
        first, last = timecode.frames(line.span)
        marked = otio.opentime.TimeRange(time(first), time(last - first))
        text = one_line(line.text)
        timeline.tracks.markers.append(otio.schema.Marker(text, marked, "GREEN", comment=text))
    return str(timeline.to_json_string(indent=1)) + "\n"


def read(content: bytes, path: Path, layout: Layout) -> Reading:
    """Read the markers of a timeline, wherever they stand in it.

    Raises:
        ScriptError: if it is no timeline.
        UnavailableError: if opentimelineio is not installed.
    """
    otio = _library()
    text, faults = decode(content, path)
    try:
        timeline = otio.adapters.read_from_string(text, "otio_json")
        assert isinstance(timeline, otio.schema.Timeline)
        markers = sorted(_markers(otio, timeline), key=lambda found: found[0])
    except Exception as fault:  # whatever the library stumbles over
        raise ScriptError(path, "is no timeline that opentimelineio can read") from fault
    places = _places(text)
    rows = [(places.get(name, 1), [str(start), str(end), name]) for start, end, name in markers]
    return read_markers(rows, lambda cells: (int(cells[0]), int(cells[1]), cells[2]), faults)


def _places(text: str) -> dict[str, int]:
    """Return the lines of the file that hold nothing but a name, the first of each."""
    found: dict[str, int] = {}
    for number, line in enumerate(split_lines(text), 1):
        found.setdefault(line.strip().removeprefix('"name": "').rstrip('",'), number)
    return found


def _markers(otio: Any, timeline: Timeline) -> list[tuple[int, int, str]]:
    found = []
    stack = timeline.tracks
    for item in [stack, *stack.find_children(descended_from_type=otio.core.Item)]:
        for marker in item.markers:
            marked = item.transformed_time_range(marker.marked_range, stack)
            found.append(_of_marker(marker, marked))
    return found


def _of_marker(marker: Marker, marked: Any) -> tuple[int, int, str]:
    start = Fraction(marked.start_time.value) * 1000 / _exact(marked.start_time.rate)
    length = Fraction(marked.duration.value) * 1000 / _exact(marked.duration.rate)
    return round(start), round(start + length), marker.comment or marker.name


def _exact(rate: float) -> Fraction:
    """Return a rate as the fraction that is meant: 29.97… is 30000/1001."""
    nominal = Fraction(round(rate * 1001 / 1000) * 1000, 1001)
    return nominal if abs(float(nominal) - rate) < rate / 10**5 else Fraction(rate)


def _library() -> Any:
    try:
        import opentimelineio
    except ImportError as error:
        what = "Reading and writing OTIO needs opentimelineio, which is not installed."
        raise UnavailableError(what, "Install it: pip install 'adtool[otio]'.") from error
    return opentimelineio
