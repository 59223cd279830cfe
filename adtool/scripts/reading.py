"""What reading a script file gives: the script, and everything that was wrong with the file.

A reader goes on behind a fault wherever the rest still makes sense. Who asked decides what a fault
means: ``read_script`` refuses a file that lost text, ``examine`` hands over all of it, ``adtool
check`` makes findings of them, ``adtool convert`` warnings, or with --strict an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from adtool.errors import ScriptError
from adtool.timeline import Script

OUT_OF_ORDER = "starts before the one above it"
"""What is wrong with a line that stands too late in its file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that its format does not allow.

    Attributes:
        line: where in the file, counted from 1.
        what: the fault, as a clause that can follow "FILE:LINE: ".
        lost: whether text was left out because of it; otherwise all of it could be read.
    """

    line: int
    what: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A script as it stands in a file.

    Attributes:
        script: its lines sorted by start; lines without text, and without length, are kept.
        faults: what the format does not allow, in the file's order. Lines out of order are among
            them, lines that overlap are not: the formats allow these.
        places: for each of ``script.lines``, the line of the file that it begins on, from 1;
            empty where the format does not tell.
        unkept: what the file holds and a script does not, by name: "voices", "positions", ….
        names_language: whether the file says its language; otherwise ``script.language`` is a
            guess.
    """

    script: Script
    faults: tuple[Fault, ...] = ()
    places: tuple[int, ...] = ()
    unkept: tuple[str, ...] = ()
    names_language: bool = False


def refuse_losses(path: Path, reading: Reading, *, strict: bool = False) -> Script:
    """Return the script of a reading that lost nothing.

    Args:
        path: the file, for the error.
        reading: what was read.
        strict: refuse it for any fault, also where all could be read.

    Raises:
        ScriptError: naming the first fault that counts, and its line.
    """
    for fault in reading.faults:
        if fault.lost or strict:
            raise ScriptError(path, f"line {fault.line}: {fault.what}")
    return reading.script


def shown(line: str) -> str:
    """Return a line for a message: quoted, and not too long."""
    line = " ".join(line.split())
    return repr(line if len(line) <= 60 else f"{line[:59]}…")
