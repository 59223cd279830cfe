"""What a script's file looks like, beside what the script says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adtool.errors import LayoutError
from adtool.scripts.timecode import MILLISECONDS, Timecode, own_timecode, timecode_named
from adtool.timeline import Said, Script

if TYPE_CHECKING:
    from adtool.media import MediaInfo

TIMECODE = "timecode"
"""The entry of a script's metadata that says how the times of its movie are written."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a script is written, and what its file takes for granted when it is read.

    Attributes:
        timecode: how times are written, in formats that leave the choice.
        dialogue: what is said in the movie, to be shown around the lines.
        original: read a document as it was before its tracked changes, not as they leave it.
        shift: milliseconds by which times are later than in the movie, in formats that do not
            write timecode.
    """

    timecode: Timecode = MILLISECONDS
    dialogue: tuple[Said, ...] = ()
    original: bool = False
    shift: int = 0


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """What is asked of files.

    Attributes:
        timecode: a rate, as in ``timecode_named``; empty for the movie's own, where it is known.
        start_timecode: the label of the movie's first frame, or 0; empty for the movie's own.
        original: as in ``Layout``.

    Raises:
        LayoutError: if a rate or a label is none.
    """

    timecode: str = ""
    start_timecode: str = ""
    original: bool = False

    def __post_init__(self) -> None:
        if self.timecode:
            self.layout()

    def layout(self, own: Timecode | None = None, dialogue: tuple[Said, ...] = ()) -> Layout:
        """Return the layout of a movie's files.

        Args:
            own: the movie's own timecode; None where it is not known.
            dialogue: what is said in it.

        Raises:
            LayoutError: if the start is no label of the rate; a ValueError, too.
        """
        own = own or MILLISECONDS
        rate = self.timecode or own.name
        start = self.start_timecode or (own.first if own.start and rate == own.name else "")
        try:
            timecode = timecode_named(rate, start)
        except ValueError as error:
            where = "--start-timecode: " if self.start_timecode else ""
            raise LayoutError(f"{where}{error}") from error
        shift = timecode.shift if self.start_timecode else 0
        return Layout(timecode, dialogue, self.original, shift)


PLAIN_LAYOUT = LayoutSettings()
"""What is asked of files where nothing is."""


def timecode_of(script: Script) -> Timecode | None:
    """Return the timecode of a script's movie; None where the script does not say."""
    said = script.metadata.get(TIMECODE)
    if not isinstance(said, Mapping):
        return None
    try:
        return timecode_named(str(said.get("rate")), str(said.get("start") or ""))
    except ValueError:
        return None


def timecode_facts(timecode: Timecode | None) -> dict[str, object]:
    """Return what a script's metadata says of its movie's timecode: nothing where it has none."""
    if timecode is None or timecode.rate is None:
        return {}
    return {TIMECODE: {"rate": timecode.name, "start": timecode.first}}


def timecode_of_movie(info: MediaInfo) -> Timecode | None:
    """Return a movie's own timecode; None where its frame rate has none."""
    return own_timecode(info.video.fps, info.start_timecode) if info.video else None
