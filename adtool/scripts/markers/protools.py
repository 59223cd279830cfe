"""Pro Tools' memory locations: the markers of its "Session Info as Text", times in samples too.

A memory location has no end; that of a line stands in its comment. The samples count from the
session's start, so that a file is read without its frame rate.
"""

from __future__ import annotations

import re
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.markers.marker import in_order, one_line, read_markers, title_of
from adtool.scripts.reading import Reading
from adtool.scripts.text import decode, split_lines
from adtool.scripts.timecode import Timecode
from adtool.timeline import Script

SAMPLES = 48_000
"""Samples a second, the rate of film sound."""

LISTING = "M A R K E R S  L I S T I N G"
_HEAD = (
    "#   ",
    "LOCATION     ",
    "TIME REFERENCE    ",
    "UNITS    ",
    f"{'NAME':33}",
    "COMMENTS",
)
_UNTIL = re.compile(r"until (\S+) \((\d{1,12})\)", re.ASCII)


def write(script: Script, layout: Layout) -> str:
    """Return ``script`` as the text of a session whose markers are its lines."""
    timecode = layout.timecode
    rows = []
    for number, line in enumerate(in_order(script), 1):
        start, end = timecode.written(line.span)
        until = f"until {end} ({_samples(line.end)})"
        place, name = str(_samples(line.start)), one_line(line.text)
        cells = (f"{number:<4}", f"{start:<13}", f"{place:<18}", "Samples  ", f"{name:<33}", until)
        rows.append("\t".join(cells))
    return "\n".join([*_session(script, timecode), LISTING, "\t".join(_HEAD), *rows, ""])


def _session(script: Script, timecode: Timecode) -> list[str]:
    """Return what a session's text begins with."""
    told = {
        "SESSION NAME": title_of(script),
        "SAMPLE RATE": f"{SAMPLES:.6f}",
        "BIT DEPTH": "24-bit",
        "SESSION START TIMECODE": timecode.first,
        "TIMECODE FORMAT": _format(timecode),
        "# OF AUDIO TRACKS": "0",
        "# OF AUDIO CLIPS": "0",
        "# OF AUDIO FILES": "0",
    }
    return [*(f"{name}:\t{value}" for name, value in told.items()), "", ""]


def _format(timecode: Timecode) -> str:
    name = "30" if timecode.rate is None else timecode.name.removesuffix("ndf").removesuffix("df")
    return f"{name} {'Drop ' if timecode.drop else ''}Frame"


def _samples(time: int) -> int:
    return time * SAMPLES // 1000


def read(content: bytes, path: Path, layout: Layout) -> Reading:
    """Read the markers of a session's text; one without an end of ours has no length.

    Raises:
        ScriptError: if it is no text, or lists no markers, or no sample rate.
    """
    text, faults = decode(content, path)
    lines = split_lines(text)
    if LISTING not in lines:
        raise ScriptError(path, f"lists no markers (under {LISTING!r}): export them from Pro Tools")
    rate = re.search(r"^SAMPLE RATE:\s*(\d{4,6})(?:\.\d*)?\s*$", text, re.MULTILINE | re.ASCII)
    if not rate:
        raise ScriptError(path, "names no sample rate, as the text of a Pro Tools session does")
    first = lines.index(LISTING) + 2
    rows = [
        (number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(lines[first:], first + 1)
        if line.strip()
    ]
    return read_markers(rows, lambda cells: _marker(cells, int(rate[1])), faults)


def _marker(cells: list[str], rate: int) -> tuple[int, int, str]:
    if len(cells) < 5 or not re.fullmatch(r"\d{1,12}", cells[2], re.ASCII):
        raise ValueError("is no marker: number, location, samples, units, name with tabs between")
    if cells[3] != "Samples":
        raise ValueError(f"counts {cells[3][:40]!r}; set the marker to absolute samples")
    start = round(int(cells[2]) * 1000 / rate)
    until = _UNTIL.search(" ".join(cells[5:]))
    return start, round(int(until[2]) * 1000 / rate) if until else start, cells[4]
