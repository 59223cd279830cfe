"""A track of text inside the movie itself: ``track``, ``track:2``, ``track:eng``, ``track:SDH``.

Forced tracks hold only what is said in other languages, and tracks of pictures no text at all:
neither tells when somebody speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from adtool.errors import MediaError, ScriptError
from adtool.media.languages import language_code
from adtool.media.text_tracks import TextTrack, read_track, text_tracks
from adtool.speech.readers.ass import plain
from adtool.speech.readers.film import Cues, Film, Found, cues_of

_NAME = re.compile(r"track(?::(.*))?|(\d{1,3}|[a-z]{2,3})", re.IGNORECASE | re.DOTALL)


def asked_track(subtitles: Path) -> str | None:
    """Return which track is meant where no file is: a number, a language, a title, or "" for any.

    A number or a language will do without ``track:``. None means a file; one of that name always
    comes first.
    """
    match = _NAME.fullmatch(str(subtitles))
    if match is None or subtitles.exists():
        return None
    return (match[1] or match[2] or "").strip()


def read(film: Film, asked: str) -> Cues:
    """Read a track of a film.

    Raises:
        ScriptError: if there is no film.
        MediaError: if the film has no such track, or one that does not hold the dialogue as text.
    """
    if film.path is None:
        name = f"track:{asked}" if asked else "track"
        raise ScriptError(name, "is a track inside a movie; name the movie with --movie, or a file")
    tracks = text_tracks(film.path)
    chosen = choose(film.path, tracks, asked)
    if not asked and len(tracks) > 1:
        others = ", ".join(str(one) for one in tracks if one is not chosen)
        film.note(
            f"{film.path.name} has {len(tracks)} tracks of subtitles: {chosen} is read, not "
            f"{others}; --subtitles track:NUMBER chooses another."
        )
    found = list(_found(film, chosen))
    if not found:
        raise MediaError(film.path, f"its track of subtitles {chosen} is empty; name another")
    return cues_of(film.path, found, place="caption")


def choose(path: Path, tracks: Sequence[TextTrack], asked: str) -> TextTrack:
    """Return the track that is read.

    Args:
        path: the movie, for errors.
        tracks: all of its tracks of subtitles.
        asked: a number, a language or a title; empty for the dialogue's.

    Raises:
        MediaError: if there is none that is asked for, or none with the dialogue as text.
    """
    if not tracks:
        raise MediaError(path, "has no track of subtitles; name a file with --subtitles")
    several = ", ".join(map(str, tracks))
    fitting = _matches(tracks, asked) if asked else tracks
    if not fitting:
        raise MediaError(
            path,
            f"has no track of subtitles {asked!r}, but {several}; name a number, a language or a "
            "title, as in --subtitles track:1",
        )
    usable = [track for track in fitting if not _unusable(track)]
    if not usable:
        others = [str(track) for track in tracks if not _unusable(track)]
        remedy = f"name {', '.join(others)}" if others else "name a file with --subtitles"
        fault = f"{_unusable(fitting[0])}; {remedy}"
        raise MediaError(path, f"its track of subtitles {fitting[0]} {fault}")
    return min(usable, key=lambda track: (not track.default, track.number))


def _unusable(track: TextTrack) -> str:
    """Say why a track cannot be taken for the dialogue; empty if it can."""
    if track.holds_pictures:
        return "holds pictures of text, which cannot be read"
    if track.codec == "unknown":
        return "is in a format that cannot be decoded here"
    return f"is no dialogue: it is marked {track.marks[0]}" if track.marks else ""


def _matches(tracks: Sequence[TextTrack], asked: str) -> list[TextTrack]:
    """Return the tracks of that number, else language, else title, else with it in the title."""
    word, code = asked.casefold(), language_code(asked)
    ways = (
        lambda track: asked.isdecimal() and track.number == int(asked),
        lambda track: code and code == language_code(track.language),
        lambda track: track.title.casefold() == word,
        lambda track: re.search(rf"(?<!\w){re.escape(word)}(?!\w)", track.title.casefold()),
    )
    for way in ways:
        if found := [track for track in tracks if way(track)]:
            return found
    return []


def _found(film: Film, track: TextTrack) -> Iterator[Found]:
    assert film.path is not None
    damaged = 0
    for number, caption in enumerate(read_track(film.path, track, film.clock), 1):
        if caption is None:
            damaged += 1
        elif caption[0] < 0:
            yield Found(number, 0, max(0, caption[1] or 0), plain(caption[2]))
        else:
            yield Found(number, caption[0], caption[1], plain(caption[2]))
    if damaged:
        film.note(
            f"{film.path.name}: {damaged} damaged packets of subtitles were skipped; what is said "
            "in them is not known."
        )
