"""The dialogue's own subtitles or captions, taken as the truth about when somebody speaks.

Other formats, and tracks inside the movie, are read by ``adtool.speech.readers``.
SubRip and WebVTT are read as leniently as scripts are (``adtool.scripts.cues``), because only the
times matter here; but a cue whose times make no sense would be speech that nobody knows of, and is
refused.

Captions also name sounds. A cue is dialogue if words are left when tags and whatever stands in
brackets or parentheses are taken away: ``[music]``, ``(door slams)``, ``ANNA: (sighs)`` and a
bare ``♪`` are sounds, ``♪ Happy birthday ♪`` and ``(whispers) Come here`` are heard words. In
doubt it is speech: to talk over it would be worse than to lose a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.cues import Cue, is_broken_cue, scan
from adtool.scripts.srt import SUBRIP
from adtool.scripts.text import decode, split_lines
from adtool.scripts.webvtt import WEBVTT
from adtool.speech.placing import in_place
from adtool.speech.readers.film import Cues, Film
from adtool.speech.readers.reading import read_cues
from adtool.speech.readers.table import known
from adtool.timeline import Said

_NO_WORDS = re.compile(r"<[^>]*>|\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】")
_MARKUP = re.compile(r"<[^>]*>|\{\\[^}]*\}")
_LABEL_ALONE = re.compile(r"\W*[\w .'’-]+:\W*")


def read_dialogue(path: Path, film: Film | None = None) -> tuple[Said, ...]:
    """Return what is said and when, according to the dialogue's subtitles.

    Bytes that are not UTF-8 are tolerated; UTF-16 is recognised.

    Args:
        path: a file in one of the formats of ``readers.table.SUBTITLES``, or what names a track
            inside the film (``readers.track.asked_track``).
        film: what is known of the film.

    Returns:
        The dialogue in order of time, cue by cue, without markup. Empty for a WebVTT file without
        a cue, or one whose cues are sounds only: nobody speaks.

    Raises:
        ScriptError: if the file cannot be read, a cue's times in it make no sense, it holds no cue
            and is no WebVTT file either, or its clock is not the film's and cannot be found.
        MediaError: if the film has no such track.
    """
    film = film or Film()
    cues = in_place(path.name, read_subtitles(path, film), film)
    said = [Said(cue.start, cue.end, _words("\n".join(cue.text))) for cue in cues]
    return tuple(sorted(one for one in said if is_dialogue(one.text)))


def read_subtitles(path: Path, film: Film) -> Cues:
    """Return the cues of subtitles on their own clock; see ``read_dialogue``."""
    return read_cues(path, film, _read_text)


def _read_text(content: bytes, path: Path) -> list[Cue]:
    """Return the cues of a SubRip or WebVTT file."""
    text, _ = decode(content, path)
    cues = list(_cues(path, text))
    if not cues and not text.startswith("WEBVTT"):
        if not text.strip():
            raise ScriptError(path, "is empty")
        raise ScriptError(
            path,
            f"holds no subtitles: none of its {len(text.splitlines())} lines has times such as "
            f"00:01:02,500 --> 00:01:04,000 (read are {known()})",
        )
    return cues


def _cues(path: Path, text: str) -> Iterator[Cue]:
    """Yield every cue of the file."""
    for found in scan(split_lines(text), WEBVTT if text.startswith("WEBVTT") else SUBRIP):
        if isinstance(found, Cue):
            yield found
        elif is_broken_cue(found):
            raise ScriptError(path, f"line {found.line}: {found.what}")


def _words(text: str) -> str:
    """Return a cue's text on one line, without the tags of players."""
    return " ".join(_MARKUP.sub("", text).split())


def is_dialogue(text: str) -> bool:
    """Say whether a cue's text holds words that are heard, and not only names of sounds."""
    left = _NO_WORDS.sub(" ", text)
    return any(letter.isalnum() for letter in left) and not _LABEL_ALONE.fullmatch(left)
