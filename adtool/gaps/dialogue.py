"""The dialogue of a movie as its subtitles tell it, on the movie's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from adtool.errors import ScriptError
from adtool.media import MediaInfo
from adtool.progress import SILENT, Progress
from adtool.settings import SpeechSettings
from adtool.speech import used
from adtool.speech.offset import AUTO
from adtool.speech.placing import OVERHANG, asks_sound
from adtool.speech.readers.film import Film
from adtool.speech.readers.track import asked_track
from adtool.speech.subtitles import read_dialogue, read_subtitles
from adtool.timeline import Said, Span
from adtool.work import fingerprint


def dialogue_of(
    subtitles: Path,
    info: MediaInfo,
    settings: SpeechSettings,
    hear: Callable[[], Iterable[Span]],
    progress: Progress,
) -> tuple[Said, ...]:
    """Return what is said in a movie.

    Args:
        subtitles: the dialogue's own, or a track in the movie; see ``read_dialogue``.
        info: the movie.
        settings: how far the subtitles' times are off, where that is told.
        hear: finds the speech in the sound; called only where subtitles begin too late to be on
            the movie's clock.
        progress: told what the user should know.

    Raises:
        ScriptError: if the subtitles cannot be read, or put on the movie's clock.
        MediaError: if the movie has no such track.
    """
    film = _film(info, settings, progress, hear if info.audio else None)
    if asked_track(subtitles) is not None and film.offset == AUTO:
        film = replace(film, offset="0")  # a track is on its movie's clock
    spoken = read_dialogue(subtitles, film, settings.songs)
    late = [one for one in spoken if one.start >= info.duration]
    if late or any(one.end > info.duration + OVERHANG for one in spoken):
        progress.note(
            f"{subtitles.name} goes on after {info.path.name} has ended: does it belong to it?"
        )
    return spoken


def dialogue_key(subtitles: Path, info: MediaInfo, settings: SpeechSettings) -> list[object]:
    """Return all that ``dialogue_of`` depends on beside the movie, as JSON values.

    Raises:
        ScriptError: if the subtitles cannot be read.
        MediaError: if the movie has no such track.
    """
    told = [settings.subtitles_offset, settings.songs]
    if asked_track(subtitles) is not None:
        return [str(subtitles), *told]
    film = _film(info, settings, SILENT, None)
    read = read_subtitles(subtitles, film)
    track = info.audio and info.audio.index
    heard = {**used(settings), "track": track} if info.audio and asks_sound(read, film) else {}
    file = [subtitles.name, fingerprint(subtitles, ScriptError)]
    return [*file, *told, heard]


def _film(
    info: MediaInfo,
    settings: SpeechSettings,
    progress: Progress,
    hear: Callable[[], Iterable[Span]] | None,
) -> Film:
    return Film(
        path=info.path,
        clock=info.clock,
        duration=info.duration,
        frame_rate=info.video.fps if info.video else Fraction(0),
        offset=settings.subtitles_offset,
        hear=hear,
        note=progress.note,
    )
