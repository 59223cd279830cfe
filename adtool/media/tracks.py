"""The audio tracks of a movie: what each is, and which of them is heard.

Beside the film's own sound a file may hold dubs, commentaries, and an audio description that exists
already. What they are is told by their dispositions, and where those are not set, by their titles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import MediaError
from adtool.media.languages import language_code

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

ROLES = ("", "hearing impaired", "music", "commentary", "description")
"""What tracks are for, the most wanted first; the empty text is the film's own sound."""

_TITLES = {
    "description": (
        r"audio\W?des[ck]|\bdescripti(?:ve|on)\b|\bdescribed\b|\bDVS\b|\b(?-i:AD)\b|tiflo|тифло"
        r"|hörfilm|hoerfilm|bildbeschreib|visual(?:ly)?.impair|\bblind|sehbehind|malvoyant"
        r"|audiovisi[oó]n|syn(?:s)?tolk|kuvailutulk|audiopopis|nevid|audionarr|betimleme"
        r"|ауд[иі]одескрип|ακουστική περιγραφή|תיאור קולי|وصف"
        r"|音声解説|解説音声|音声ガイド|視障|视障|口述|(?:화면|음성)\s?해설"
    ),
    "commentary": (
        r"\b(?:audio)?[ck]omm?ent|yorum|σχολι|σχόλι|комм?ентар|комент|תגוב|פרשנות|تعليق|rifftrax"
        r"|コメンタリー|解説|解说|解說|评论|評論|코멘|해설"
    ),
    "music": (
        r"isolated|\b(?:music|score|sound.?track|filmmusik)\W+only|karaoke|\binstrumental"
        r"|\bmusic\s*(?:and|&|\+)\s*effects|\bM\s?&\s?E\b"
    ),
    "hearing impaired": r"hearing.impair|clean.(?:dialog|audio)|enhanced.dialog|hörgeschäd",
}
_WITHOUT = re.compile(
    r"\b(?:no|non|not|without|ohne|sans|sin|senza|sem|bez|uten|utan|без)\W+(?:audio\W*)?\w+",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r"handle?r|core media|iso media|mainconcept|\bgpac\b|^und$", re.IGNORECASE)
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}


@dataclass(frozen=True, slots=True)
class Track:
    """One of a movie's audio tracks.

    Attributes:
        number: its place among the audio tracks, from 1: what players show.
        index: the stream's number in the file.
        language: as the file names it, or empty.
        title: as the file names it, or empty.
        codec: FFmpeg's name of the decoder; empty where it cannot be decoded here.
        channels: how many.
        role: an entry of ``ROLES``.
    """

    number: int
    index: int
    language: str
    title: str
    codec: str
    channels: int
    role: str

    def __str__(self) -> str:
        title = f'"{self.title}"' if self.title else ""
        channels = _LAYOUTS.get(self.channels, f"{self.channels} channels")
        role = "" if self.role.casefold() in self.title.casefold() else self.role
        told = ", ".join(filter(None, (self.language, title, role, channels)))
        return f"{self.number} ({told})"

    def as_json(self) -> dict[str, object]:
        """Return what gaps.json says of it."""
        return {
            "number": self.number,
            "language": self.language,
            "title": self.title,
            "role": self.role,
            "channels": self.channels,
            "codec": self.codec,
        }


def tracks_of(container: InputContainer) -> tuple[Track, ...]:
    """List the audio tracks of an open file, in its order."""
    return tuple(_track(number, one) for number, one in enumerate(container.streams.audio, 1))


def favourite_of(container: InputContainer) -> int | None:
    """Return the index of the track that is played where nothing else tells, if there is one.

    It is FFmpeg's choice; where none is the default, the original rather than a dub.
    """
    from av.stream import Disposition as Is

    tracks = container.streams.audio
    originals = [one.index for one in tracks if one.disposition & Is.original]
    if originals and not any(one.disposition & Is.default for one in tracks):
        return originals[0]
    best = container.streams.best("audio")
    return None if best is None else best.index


def choose_track(
    path: Path, tracks: Sequence[Track], favourite: int | None, asked: str = ""
) -> Track | None:
    """Return the track that is heard, or None if there is none.

    Args:
        path: the file, for errors.
        tracks: all of its audio tracks.
        favourite: the index of the stream that is played where nothing else tells.
        asked: a number, a language or a title; empty for the film's own sound.

    Raises:
        MediaError: if no track is what was asked for, or it cannot be decoded here.
    """
    fitting = _asked_for(path, tracks, asked.strip()) if asked.strip() else list(tracks)
    decodable = [track for track in fitting if track.codec]
    if fitting and not decodable:
        fault = "its sound is in a codec that cannot be decoded here; convert it to H.264 and AAC"
        if asked and len(tracks) > 1:
            fault = f"audio track {fitting[0]} is in a codec that cannot be decoded here"
        raise MediaError(path, fault)
    return min(decodable, key=lambda track: _rank(track, favourite), default=None)


def choice_note(name: str, tracks: Sequence[Track], heard: int, asked: str = "") -> str:
    """Say which of several tracks is heard, or that the only one is not the film's own sound.

    Args:
        name: the movie's, as the user reads it.
        tracks: all of its audio tracks.
        heard: the index of the stream that is heard.
        asked: what was asked for.

    Returns:
        One line, or the empty text where there is nothing to say.
    """
    track = next(one for one in tracks if one.index == heard)
    if len(tracks) == 1:
        unusual = ROLES.index(track.role) > ROLES.index("hearing impaired")
        return f"{name}: its only audio track is {track}: not the film's own?" if unusual else ""
    if asked and len(_matches(tracks, asked.strip())) == 1:
        return ""
    others = ", ".join(str(one) for one in tracks if one is not track)
    return (
        f"{name} has {len(tracks)} audio tracks: {track} is heard, not {others}; "
        "--audio-track chooses another."
    )


def _track(number: int, stream: av.AudioStream) -> Track:
    tags = {key.casefold(): value.strip() for key, value in stream.metadata.items()}
    name = tags.get("title") or tags.get("handler_name", "")
    title = "" if _NO_TITLE.search(name) else name
    codec = stream.codec_context
    return Track(
        number=number,
        index=stream.index,
        language=tags.get("language", "") if language_code(tags.get("language", "")) else "",
        title=" ".join(title.split()),
        codec=codec.name if codec is not None else "",
        channels=codec.channels if codec is not None else 0,
        role=_role(stream, title),
    )


def _role(stream: av.AudioStream, title: str) -> str:
    from av.stream import Disposition as Is

    told = {
        "description": Is.visual_impaired | Is.descriptions | Is.dependent,
        "commentary": Is.comment,
        "music": Is.karaoke | Is.lyrics | Is.clean_effects | Is.non_diegetic,
        "hearing impaired": Is.hearing_impaired,
    }
    for role, dispositions in told.items():
        if stream.disposition & dispositions:
            return role
    told_of = _WITHOUT.sub("", title)
    named = (role for role, words in _TITLES.items() if re.search(words, told_of, re.IGNORECASE))
    return next(named, "")


def _rank(track: Track, favourite: int | None) -> tuple[object, ...]:
    """Return what a track is sorted by; one that is announced but not there has no channels."""
    return (
        track.channels == 0,
        ROLES.index(track.role),
        track.index != favourite,
        track.number,
    )


def _asked_for(path: Path, tracks: Sequence[Track], asked: str) -> list[Track]:
    found = _matches(tracks, asked)
    if found or not tracks:
        return found
    several = "these audio tracks" if len(tracks) > 1 else "this audio track"
    raise MediaError(
        path,
        f"has no audio track {asked!r}, but {several}: {', '.join(map(str, tracks))}; "
        "name a number, a language or a title",
    )


def _matches(tracks: Sequence[Track], asked: str) -> list[Track]:
    """Return the tracks of that number, else language, else title, else with it in the title."""
    word, code = _plain(asked), language_code(asked)
    ending = r"(?!\w)" if len(word) < 4 else ""  # "de" is no part of "described"
    within = re.compile(rf"(?<!\w){re.escape(word)}{ending}")
    ways = (
        lambda track: asked.isdecimal() and track.number == int(asked),
        lambda track: code and code in map(language_code, track.language.split(",")),
        lambda track: _plain(track.title) == word,
        lambda track: within.search(_plain(track.title)),
        lambda track: track.role == word,
    )
    for way in ways:
        if found := [track for track in tracks if way(track)]:
            return found
    return []


def _plain(title: str) -> str:
    """Return what titles are compared by: without capitals, accents and apostrophes."""
    parts = unicodedata.normalize("NFKD", title.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one) and one not in "'’")
