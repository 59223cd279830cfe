"""Adobe Audition's markers: the tab-separated file that its Markers panel exports and imports.

Times are decimal, which Audition reads whatever the frame rate of its session.
"""

from __future__ import annotations

from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.markers.marker import in_order, one_line, read_markers
from adtool.scripts.reading import Reading
from adtool.scripts.text import decode, split_lines
from adtool.scripts.timecode import MILLISECONDS
from adtool.scripts.typed_time import typed_time
from adtool.timeline import Script, clock

_HEAD = ("Name", "Start", "Duration", "Time Format", "Type", "Description")
_NEEDED = _HEAD[:3]


def write(script: Script) -> str:
    """Return ``script`` as Audition's markers, each line's text as the name of one."""
    rows = [_HEAD] + [
        (
            one_line(line.text),
            clock(line.start),
            clock(line.end - line.start),
            "decimal",
            "Cue",
            "",
        )
        for line in in_order(script)
    ]
    return "".join("\t".join(row) + "\n" for row in rows)


def read(content: bytes, path: Path) -> Reading:
    """Read the content of a file of markers with decimal times, its columns in any order.

    Raises:
        ScriptError: if it is no text, or has no such columns.
    """
    text, faults = decode(content, path)
    head, *rows = [row.split("\t") for row in split_lines(text)]
    if missing := [name for name in _NEEDED if name not in head]:
        raise ScriptError(path, f"line 1: has no column {missing[0]!r}, as Audition's markers do")
    name, start, duration = (head.index(column) for column in _NEEDED)

    def marker(fields: list[str]) -> tuple[int, int, str]:
        if len(fields) <= max(name, start, duration):
            raise ValueError("has too few columns")
        begin = typed_time(fields[start], MILLISECONDS)
        return begin, begin + typed_time(fields[duration], MILLISECONDS), fields[name]

    found = [(number, row) for number, row in enumerate(rows, 2) if any(row)]
    return read_markers(found, marker, faults)
