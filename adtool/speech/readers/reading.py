"""The dialogue's subtitles to cues, in whatever format they are: one look-up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from adtool.documents import read_bytes
from adtool.errors import ScriptError
from adtool.scripts.cues import Cue
from adtool.speech.dialogue import Note
from adtool.speech.readers import track
from adtool.speech.readers.film import Cues, Film
from adtool.speech.readers.table import reader_of


def read_cues(
    subtitles: Path, film: Film, read_text: Callable[[bytes, Path, Note], list[Cue]]
) -> Cues:
    """Return the cues of a file, or of a track inside the film.

    Args:
        subtitles: a file, or the name of a track (``track.asked_track``).
        film: what is known of the film.
        read_text: reads SubRip and WebVTT.

    Raises:
        ScriptError: if the file cannot be read, or a part of it makes no sense.
        MediaError: if the film has no such track.
    """
    asked = track.asked_track(subtitles)
    if asked is not None:
        return track.read(film, asked)
    content = read_bytes(subtitles, ScriptError)
    reader = reader_of(content, subtitles)
    if reader is None:
        return Cues(tuple(read_text(content, subtitles, film.note)))
    return reader(content, subtitles, film)
