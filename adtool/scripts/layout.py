"""What a script's file looks like, beside what the script says."""

from __future__ import annotations

from dataclasses import dataclass

from adtool.scripts.timecode import MILLISECONDS, Timecode
from adtool.timeline import Said


@dataclass(frozen=True, slots=True)
class Layout:
    """How a script is written, and what its file takes for granted when it is read.

    Attributes:
        timecode: how times are written, in formats that leave the choice.
        dialogue: what is said in the movie, to be shown around the lines.
        original: read a document as it was before its tracked changes, not as they leave it.
    """

    timecode: Timecode = MILLISECONDS
    dialogue: tuple[Said, ...] = ()
    original: bool = False
