"""Audacity's labels: start and end in seconds and the name of each, with tabs between.

So says its manual, "Importing and Exporting Labels".
"""

from __future__ import annotations

import re
from pathlib import Path

from adtool.scripts.loose_time import thousandths
from adtool.scripts.markers.marker import in_order, one_line, read_markers
from adtool.scripts.reading import Reading
from adtool.scripts.text import decode, split_lines
from adtool.timeline import Script

_SECONDS = re.compile(r"(\d{1,7})([.,](\d{1,12}))?", re.ASCII)
_FREQUENCIES = "\\"  # begins the second row of a spectral label


def write(script: Script) -> str:
    """Return ``script`` as Audacity's label track."""
    return "".join(
        f"{line.start / 1000:.6f}\t{line.end / 1000:.6f}\t{one_line(line.text)}\n"
        for line in in_order(script)
    )


def read(content: bytes, path: Path) -> Reading:
    """Read the content of a label file; frequencies of spectral labels are left aside.

    Raises:
        ScriptError: if it is no text.
    """
    text, faults = decode(content, path)
    rows = [
        (number, row.split("\t", 2))
        for number, row in enumerate(split_lines(text), 1)
        if row.strip() and not row.startswith(_FREQUENCIES)
    ]
    return read_markers(rows, _label, faults)


def _label(fields: list[str]) -> tuple[int, int, str]:
    if len(fields) < 2:
        raise ValueError("is no label: start, end and name with tabs between")
    start, end, *name = fields
    return _milliseconds(start), _milliseconds(end), "".join(name)


def _milliseconds(seconds: str) -> int:
    match = _SECONDS.fullmatch(seconds.strip())
    if not match:
        raise ValueError(f"{seconds[:40]!r} is no number of seconds")
    return int(match[1]) * 1000 + thousandths(match[3] or "")
