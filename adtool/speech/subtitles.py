"""The dialogue's own subtitles or captions, taken as the truth about when somebody speaks.

Other formats, and tracks inside the movie, are read by ``adtool.speech.readers``.
SubRip and WebVTT are read as leniently as scripts are (``adtool.scripts.cues``), because only the
times matter here; but a cue whose times make no sense would be speech that nobody knows of, and is
refused. What the cues then mean is for ``adtool.speech.dialogue``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from adtool.documents import another_kind
from adtool.errors import ScriptError
from adtool.scripts.buried_times import TIMES_IN_TEXT, holds_times
from adtool.scripts.cues import Cue, is_broken_cue, scan
from adtool.scripts.reading import shown
from adtool.scripts.srt import SUBRIP
from adtool.scripts.text import decode, split_lines
from adtool.scripts.webvtt import WEBVTT
from adtool.settings import SPEECH
from adtool.speech.dialogue import Note, said_in
from adtool.speech.markup import without_tags
from adtool.speech.placing import in_place
from adtool.speech.readers.film import MOST_TEXT, Cues, Film
from adtool.speech.readers.reading import read_cues
from adtool.speech.readers.table import known
from adtool.timeline import Said

_BEGINNING = re.compile(r"\s*WEBVTT(\s|$)")


def read_dialogue(path: Path, film: Film | None = None, songs: str = SPEECH) -> tuple[Said, ...]:
    """Return what is said and when, according to the dialogue's subtitles.

    Args:
        path: a file in one of the formats of ``readers.table.SUBTITLES``, or what names a track
            inside the film (``readers.track.asked_track``).
        film: what is known of the film; it is told what the user should know.
        songs: "speech" or "gap": what sung words are.

    Returns:
        The dialogue in order of time, cue by cue, without markup. Empty for a WebVTT file without
        a cue, or one whose cues are sounds only: nobody speaks.

    Raises:
        ScriptError: if the file cannot be read, a cue in it cannot be read or could be read in
            several ways, it holds no cue and is no WebVTT file either, or its clock is not the
            film's and cannot be found.
        MediaError: if the film has no such track.
    """
    film = film or Film()
    return said_in(in_place(path.name, read_subtitles(path, film), film), path, songs, film.note)


def read_subtitles(path: Path, film: Film) -> Cues:
    """Return the cues of subtitles on their own clock; see ``read_dialogue``.

    Bytes that are not UTF-8 are tolerated; UTF-16 is recognised.
    """
    return read_cues(path, film, _read_text)


def _read_text(content: bytes, path: Path, note: Note) -> list[Cue]:
    """Return the cues of a SubRip or WebVTT file, in its order."""
    text, _ = decode(content, path)
    left_out: list[str] = []
    cues = list(_cues(path, text, left_out.append))
    if not cues and not _BEGINNING.match(text):
        if not text.strip():
            raise ScriptError(path, "is empty")
        if fault := another_kind(content, ScriptError):
            raise ScriptError(path, f"{fault} (read are {known()})")
        raise ScriptError(
            path,
            f"holds no subtitles: none of its {len(text.splitlines())} lines has times such as "
            f"00:01:02,500 --> 00:01:04,000 (read are {known()})",
        )
    for message in left_out:
        note(message)
    return cues


def _cues(path: Path, text: str, note: Note) -> Iterator[Cue]:
    """Yield every cue of the file, text below a blank line with the cue above."""
    dialect = replace(WEBVTT, joins=True) if _BEGINNING.match(text) else SUBRIP
    lines = split_lines(text)
    for found in scan(lines, dialect):
        if isinstance(found, Cue):
            _look_at_text(path, lines, found)
            yield found
        elif is_broken_cue(found):
            raise ScriptError(path, f"line {found.line}: {found.what}")
        elif found.lost:
            note(f"{path.name}: line {found.line} is left out, {found.what}")


def _look_at_text(path: Path, lines: Sequence[str], cue: Cue) -> None:
    """Find out whether a cue's text can be a cue's.

    Raises:
        ScriptError: naming the line, if it holds the times of another cue, or is far too long.
    """
    letters = sum(map(len, cue.text))
    if letters > MOST_TEXT:
        raise ScriptError(path, f"line {cue.line}: a cue's text has {letters} letters")
    for text in cue.text:
        if holds_times(without_tags(text)):
            below = range(cue.line, len(lines))
            number = 1 + next((at for at in below if lines[at] == text), cue.line - 1)
            raise ScriptError(path, f"line {number}: {TIMES_IN_TEXT}: {shown(text)}")
