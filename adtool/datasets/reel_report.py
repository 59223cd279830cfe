"""What is said of the files of a data set's films: a table, a sentence, and values for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adtool.datasets.reels import Reel
from adtool.timeline import clock

VERDICTS = {"no film": "missing", "broken film": "broken", "length": "another release: left out"}
"""What is said of a file that cannot be used, by the kind of its fault."""


def facts(reel: Reel) -> dict[str, Any]:
    """Return what is known of a file; lengths are in seconds."""
    return {
        "film": reel.film,
        "file": str(reel.paths[0]) if reel.paths else None,
        "clips": len(reel.clips),
        "usable": 0 if reel.fault else len(reel.within),
        "length": None if reel.length is None else reel.length / 1000,
        "metadata": None if reel.expected is None else reel.expected / 1000,
        "faults": [{"kind": fault.kind, "detail": str(fault)} for fault in reel.faults()],
    }


def table(reels: Sequence[Reel]) -> list[str]:
    """Return a line a file, under a line of headings."""
    rows: list[tuple[str, ...]] = [("film", "clips", "length", "metadata", "difference", "verdict")]
    rows += [_row(reel) for reel in reels]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:5], widths[1:]), row[5]])
        for row in rows
    ]


def summary(reels: Sequence[Reel]) -> str:
    """Say how much of the data set can be used."""
    left = [reel for reel in reels if reel.fault is None]
    clips = sum(len(reel.clips) for reel in reels)
    usable = sum(len(reel.within) for reel in left)
    return f"{len(left):,} of {len(reels):,} files and {usable:,} of {clips:,} clips can be used."


def _row(reel: Reel) -> tuple[str, ...]:
    name = reel.film if reel.name == reel.film else f"{reel.film} {reel.name}"
    length = "" if reel.length is None else clock(reel.length, decimals=0)
    expected = "" if reel.expected is None else clock(reel.expected, decimals=0)
    difference = ""
    if reel.length is not None and reel.expected is not None:
        sign = "-" if reel.length < reel.expected else "+"
        difference = sign + clock(abs(reel.length - reel.expected), decimals=0)
    return name, str(len(reel.clips)), length, expected, difference, _verdict(reel)


def _verdict(reel: Reel) -> str:
    if reel.fault is not None:
        return VERDICTS[reel.fault.kind]
    short = len(reel.clips) - len(reel.within)
    doubts = [f"{short} past its end"] if short else []
    doubts += [f"one of {len(reel.paths)} files"] if len(reel.paths) > 1 else []
    return ", ".join(doubts) or "ok"
