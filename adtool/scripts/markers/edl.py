"""CMX3600 edit decision lists: an event a line, with its text as the name of the clip.

(opentimelineio's adapter writes them too, but always from 00:00:00:00 on, and names reels by the
clip, which its own reader then refuses; tests read ours with it.)
"""

from __future__ import annotations

import re
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.markers.marker import in_order, one_line, read_markers, title_of
from adtool.scripts.reading import Reading
from adtool.scripts.text import decode, split_lines
from adtool.scripts.typed_time import typed_time
from adtool.timeline import Script

REEL = "AX"
"""The reel of what is on no tape: an auxiliary source."""

_TIME = r"(\d\d[:;]\d\d[:;]\d\d[:;.]\d\d)"
_EVENT = re.compile(rf"\d{{1,6}}\s+\S+\s+\S+\s+C\s+{_TIME}\s+{_TIME}\s+{_TIME}\s+{_TIME}")
_NAME = re.compile(r"\*\s*(?:FROM|TO) CLIP NAME:\s?(.*)")


def write(script: Script, layout: Layout) -> str:
    """Return ``script`` as an edit decision list, in a layout that has a frame rate."""
    timecode = layout.timecode
    drop = "" if timecode.drop else "NON-"
    lines = [f"TITLE: {title_of(script)}", f"FCM: {drop}DROP FRAME"]
    for number, line in enumerate(in_order(script), 1):
        start, end = timecode.written(line.span)
        zero, last = timecode.from_zero.label(0), timecode.length(line.span)
        lines += [
            "",
            f"{number:03}  {REEL:<8} A     C        {zero} {last} {start} {end}",
            f"* FROM CLIP NAME: {one_line(line.text)}",
        ]
    return "\n".join([*lines, ""])


def read(content: bytes, path: Path, layout: Layout) -> Reading:
    """Read the cuts of an edit decision list, each with the name of its clip as a line.

    Raises:
        ScriptError: if it is no text, or has no event.
    """
    text, faults = decode(content, path)
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(split_lines(text), 1):
        if match := _EVENT.fullmatch(line.strip()):
            rows.append((number, [match[3], match[4], ""]))
        elif rows and (named := _NAME.match(line.strip())) and not rows[-1][1][2]:
            rows[-1][1][2] = named[1]
    if not rows and not text.lstrip().startswith("TITLE:"):
        raise ScriptError(path, "has no event like 001  AX  V  C  00:00:00:00 …")
    return read_markers(rows, lambda cells: _line(cells, layout), faults)


def _line(cells: list[str], layout: Layout) -> tuple[int, int, str]:
    start = typed_time(cells[0], layout.timecode)
    return start, typed_time(cells[1], layout.timecode, end=True), cells[2]
