"""The dialogue's own subtitles or captions, taken as the truth about when somebody speaks.

SubRip and WebVTT are read as leniently as scripts are (``adtool.scripts.cues``), because only the
times matter here; but a cue whose times make no sense would be speech that nobody knows of, and is
refused. What the cues then mean is for ``adtool.speech.dialogue``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from adtool.documents import read_bytes
from adtool.errors import ScriptError
from adtool.scripts.cues import Cue, is_broken_cue, scan
from adtool.scripts.srt import SUBRIP
from adtool.scripts.text import decode, split_lines
from adtool.scripts.webvtt import WEBVTT
from adtool.settings import SPEECH
from adtool.speech.dialogue import Note, dialogue_of, quiet
from adtool.timeline import Said

_BEGINNING = re.compile(r"\s*WEBVTT(\s|$)")


def read_dialogue(path: Path, songs: str = SPEECH, note: Note = quiet) -> tuple[Said, ...]:
    """Return what is said and when, according to a .srt or .vtt file.

    Args:
        path: the file.
        songs: "speech" or "gap": what sung words are.
        note: is told of what the user should know.

    Returns:
        The dialogue in order of time, cue by cue, without markup. Empty for a WebVTT file without
        a cue, or one whose cues are sounds only: nobody speaks.

    Raises:
        ScriptError: if the file cannot be read, a cue in it cannot be read or could be read in
            several ways, or it holds no cue and is no WebVTT file either.
    """
    return dialogue_of(read_cues(path, note), path, songs, note)


def read_cues(path: Path, note: Note = quiet) -> list[Cue]:
    """Return the cues of a file with subtitles, in its order.

    Bytes that are not UTF-8 are tolerated; UTF-16 is recognised.

    Raises:
        ScriptError: as ``read_dialogue`` does.
    """
    text, _ = decode(read_bytes(path, ScriptError), path)
    cues = list(_cues(path, text, note))
    if not cues and not _BEGINNING.match(text):
        if not text.strip():
            raise ScriptError(path, "is empty")
        raise ScriptError(
            path,
            f"holds no subtitles: none of its {len(text.splitlines())} lines has times such as "
            "00:01:02,500 --> 00:01:04,000 (SubRip and WebVTT can be read)",
        )
    return cues


def _cues(path: Path, text: str, note: Note) -> Iterator[Cue]:
    """Yield every cue of the file, text below a blank line with the cue above."""
    dialect = replace(WEBVTT, joins=True) if _BEGINNING.match(text) else SUBRIP
    for found in scan(split_lines(text), dialect):
        if isinstance(found, Cue):
            yield found
        elif is_broken_cue(found):
            raise ScriptError(path, f"line {found.line}: {found.what}")
        elif found.lost:
            note(f"{path.name}: line {found.line} is left out, {found.what}")
