"""Scripts in one format become scripts in others: retimed, and with all that is lost told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from adtool.progress import SILENT, Progress
from adtool.scripts.formats import FORMATS, examine, losses, refuse_without_rate, write_script
from adtool.scripts.layout import Layout, LayoutSettings, timecode_of
from adtool.scripts.reading import Reading, refuse_losses
from adtool.scripts.retiming import retime
from adtool.scripts.targets import Target
from adtool.scripts.timecode import Timecode
from adtool.timeline import Said, Script

SHOWN = 10
"""Faults of one file that are told one by one."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What is changed on the way.

    Attributes:
        factor: what every time is multiplied by, as in ``retime``.
        shift: milliseconds by which every time is then moved.
        language: the scripts' language; None for what each file says.
        strict: refuse a file with any fault.
    """

    factor: Fraction = Fraction(1)
    shift: int = 0
    language: str | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A script that was read to be written anew.

    Attributes:
        source: its file.
        script: what stood in it, at its new times.
        names_language: whether the file says its language.
    """

    source: Path
    script: Script
    names_language: bool


class Converter:
    """Converts one script after the other, and remembers what was lost in any of them.

    Args:
        conversion: what is changed on the way.
        progress: hears of faults and losses.
        layout: how files are read and written.
        own: the movie's own timecode, where the script does not know it.
        dialogue: what is said in the movie, to be shown around the lines.
    """

    def __init__(
        self,
        conversion: Conversion,
        progress: Progress = SILENT,
        layout: LayoutSettings | None = None,
        *,
        own: Timecode | None = None,
        dialogue: tuple[Said, ...] = (),
    ) -> None:
        self._how = conversion
        self._layout = layout or LayoutSettings()
        self._own = own
        self._dialogue = dialogue
        self._progress = progress
        self._not_read: dict[str, None] = {}
        self._not_written: dict[str, dict[str, None]] = {}

    @property
    def layout(self) -> Layout:
        """What the times of files mean."""
        return self._layout.layout(self._own)

    def convert(self, source: Path, files: Sequence[Target]) -> None:
        """Read a script and write its files; errors are those of ``read`` and ``write``."""
        self.write(self.read(source), files)

    def read(self, source: Path) -> Read:
        """Read a script at its new times, and tell of its faults.

        Raises:
            ScriptError: if it cannot be read, or has a fault and the conversion is strict.
        """
        reading = examine(source, layout=self.layout)
        if self._how.strict:
            refuse_losses(source, reading, strict=True)
        self._note_faults(source, reading)
        script = self._retimed(source, reading.script)
        if self._how.language:
            script = replace(script, language=self._how.language)
        return Read(source, script, reading.names_language)

    def write(self, read: Read, files: Sequence[Target]) -> None:
        """Write a script's files.

        Raises:
            OutputError: if a file cannot be written.
            AdtoolError: if a format cannot hold the script at all, or its movie's frame rate has
                no such start.
        """
        layout = self._layout.layout(timecode_of(read.script) or self._own, self._dialogue)
        refuse_without_rate([name for _, name in files], layout)
        for path, name in files:
            write_script(read.script, path, name, layout)
            self._note_losses(read, name)

    def note_losses(self) -> None:
        """Name, once for all files, what they held and what the new ones have no place for."""
        if self._not_read:
            self._progress.note(f"Not kept: {', '.join(self._not_read)}.")
        for name, lost in self._not_written.items():
            self._progress.note(f"{FORMATS[name].title} has no place for: {', '.join(lost)}.")

    def _note_faults(self, source: Path, reading: Reading) -> None:
        self._not_read |= dict.fromkeys(reading.unkept)
        for fault in reading.faults[:SHOWN]:
            lost = "; left out" if fault.lost else ""
            self._progress.note(f"Warning: {source}:{fault.line}: {fault.what}{lost}")
        if len(reading.faults) > SHOWN:
            more = len(reading.faults) - SHOWN
            self._progress.note(f"Warning: {source}: {more} more faults like these")

    def _retimed(self, source: Path, script: Script) -> Script:
        retimed = retime(script, self._how.factor, self._how.shift)
        if gone := len(script.lines) - len(retimed.lines):
            said = f"left out before the start: {gone} of its lines"
            self._progress.note(f"Warning: {source}: {said}")
        return retimed

    def _note_losses(self, read: Read, name: str) -> None:
        lost = list(losses(read.script, name))
        if not self._how.language and not read.names_language:
            if "language" in lost:
                lost.remove("language")  # it was never there
            else:
                guess = f"taken to be {read.script.language!r} (say --language)"
                self._progress.note(f"{read.source} names no language: {guess}.")
        if lost:
            self._not_written.setdefault(name, {}).update(dict.fromkeys(lost))
