"""The script that is checked: in a format of scripts, or of the dialogue's subtitles."""

from __future__ import annotations

from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts import FORMATS, Reading, examine, refuse_losses
from adtool.scripts.formats import ANY_TEXT, PLAIN
from adtool.scripts.layout import Layout
from adtool.scripts.text import text_lines
from adtool.speech.readers.table import SUBTITLES
from adtool.timeline import Line, Script

_OURS = {
    suffix
    for name, one in FORMATS.items()
    for suffix in (one.suffix, *one.also)
    if name not in ANY_TEXT
}
SUFFIXES = frozenset(suffix for one in SUBTITLES for suffix in one.suffixes) - _OURS - {".webvtt"}
"""The extensions of files that only readers of subtitles know: .ass, .sbv and others."""


def read_checked(path: Path, *, strict: bool = False, layout: Layout | None = None) -> Reading:
    """Read a script file as far as it makes sense, and report its faults with their lines.

    Args:
        path: the file; ``-`` is standard input.
        strict: refuse a file with any fault.
        layout: what its times mean, in formats that leave it open.

    Raises:
        ScriptError: if the file cannot be read, or nothing in it makes sense; of the formats of
            subtitles also if a cue's times make none.
    """
    if path.suffix.lower() in SUFFIXES:
        return _of_subtitles(path)
    try:
        reading = examine(path, layout=layout or PLAIN)
    except ScriptError as error:
        if error.fault.startswith("is a movie"):
            raise ScriptError(path, f"{error.fault}, and the movie with --movie") from error
        raise
    if strict:
        refuse_losses(path, reading, strict=True)
    return reading


def _of_subtitles(path: Path) -> Reading:
    from adtool.speech.readers.film import Film
    from adtool.speech.subtitles import read_subtitles

    cues = sorted(read_subtitles(path, Film()).cues, key=lambda cue: cue.span)
    lines = tuple(Line(*cue.span, "\n".join(text_lines("\n".join(cue.text)))) for cue in cues)
    return Reading(Script(lines), places=tuple(cue.line for cue in cues))
