"""Cues in, dialogue out: what is said and when, whatever the format of the subtitles was.

What is no speech is left out: names of sounds (``adtool.speech.captions``), credits
(``adtool.speech.credits``), and what rolling captions show again (``adtool.speech.rolling``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.cues import Cue
from adtool.scripts.reading import shown
from adtool.settings import SPEECH
from adtool.speech.captions import is_dialogue
from adtool.speech.credits import without_credits
from adtool.speech.markup import plain_lines
from adtool.speech.rolling import unrolled
from adtool.timeline import Said

Note = Callable[[str], object]
"""Is told, in a sentence, of what the user should know."""

_STAMP = re.compile(r"<(?:\d+:)?\d+:\d+[.,]\d+>", re.ASCII)


def quiet(_: str) -> None:
    """Take a note, and tell nobody."""


def said_in(
    cues: Iterable[Cue], path: Path, songs: str = SPEECH, note: Note = quiet
) -> tuple[Said, ...]:
    """Return what is said and when.

    Args:
        cues: of a file, in its order; their times may be negative, their text may hold tags.
        path: the file, for messages.
        songs: "speech" or "gap": what sung words are.
        note: is told what was taken for credits, and what lies before the movie.

    Returns:
        The dialogue in order of time, cue by cue, without markup.

    Raises:
        ScriptError: if a cue with words has no length.
    """
    told = sorted(cues, key=lambda cue: (cue.start, cue.end))
    plain = [replace(cue, text=plain_lines(cue.text)) for cue in told]
    once = list({(cue.start, cue.end, cue.text): cue for cue in reversed(plain)}.values())[::-1]
    stamped = any(_STAMP.search(line) for cue in told for line in cue.text)
    kept, credit = without_credits(unrolled(once, stamped=stamped))
    for cue in credit:
        note(f"{path.name}: line {cue.line} is a credit, no speech: {shown(' '.join(cue.text))}")
    heard = [cue for cue in kept if is_dialogue("\n".join(cue.text), songs=songs == SPEECH)]
    return tuple(sorted(_said(cue) for cue in heard if _is_in_movie(cue, path, note)))


def _is_in_movie(cue: Cue, path: Path, note: Note) -> bool:
    """Say whether a cue lies in the movie and not before it.

    Raises:
        ScriptError: if it has no length.
    """
    words = shown(" ".join(cue.text))
    if cue.end == cue.start:
        raise ScriptError(path, f"line {cue.line}: the cue has no length: {words}")
    if cue.end <= 0:
        note(f"{path.name}: the cue of line {cue.line} ends before the movie begins: {words}")
    return cue.end > 0


def _said(cue: Cue) -> Said:
    start, end = cue.span
    return Said(start, end, " ".join(cue.text))
