"""The subtitles inside a movie: which tracks there are, and the text of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.media.clock import Clock
from adtool.media.container import clock_start, opened
from adtool.media.languages import language_code

if TYPE_CHECKING:
    import av

_TITLES = {
    "ass": "ASS",
    "ssa": "ASS",
    "srt": "SubRip",
    "subrip": "SubRip",
    "mov_text": "MP4 text",
    "webvtt": "WebVTT",
    "eia_608": "CEA-608",
    "cc_dec": "CEA-608",
    "hdmv_pgs_subtitle": "PGS",
    "pgssub": "PGS",
    "dvd_subtitle": "DVD",
    "dvdsub": "DVD",
    "dvb_subtitle": "DVB",
    "dvbsub": "DVB",
    "xsub": "XSUB",
}
_FORCED = re.compile(r"\bforced\b|\bsigns\b|\bforc[eé]|\berzwungen", re.IGNORECASE)
_COMMENTARY = re.compile(r"\b(?:audio)?[ck]omm?ent", re.IGNORECASE)
_PICTURES = ("PGS", "DVD", "DVB", "XSUB")


@dataclass(frozen=True, slots=True)
class TextTrack:
    """A track of subtitles in a movie.

    Attributes:
        number: which of the movie's tracks of subtitles it is, from 1.
        index: its number among all streams of the file.
        codec: what its format is called; "unknown" where it cannot be decoded here.
        language: as the file says it, such as "eng"; empty where it does not.
        title: likewise.
        default: whether players show it unless told otherwise.
        marks: what makes it something else than the dialogue, by its disposition or its title:
            "forced" (only what is in other languages, or signs), "commentary", "description".
    """

    number: int
    index: int
    codec: str
    language: str
    title: str
    default: bool
    marks: tuple[str, ...]

    @property
    def holds_pictures(self) -> bool:
        """Whether it holds pictures of text."""
        return self.codec in _PICTURES

    def __str__(self) -> str:
        title = f'"{self.title}"' if self.title else ""
        marks = [mark for mark in self.marks if mark not in self.title.casefold()]
        facts = (self.language, title, self.codec, *marks)
        return f"{self.number} ({', '.join(fact for fact in facts if fact)})"


def text_tracks(path: Path) -> tuple[TextTrack, ...]:
    """Return the tracks of subtitles in a movie, those of pictures as well.

    Raises:
        MediaError: if it is no movie.
    """
    with opened(path) as container:
        return tuple(
            _described(number, stream)
            for number, stream in enumerate(container.streams.subtitles, 1)
        )


def _described(number: int, stream: av.subtitles.stream.SubtitleStream) -> TextTrack:
    from av.stream import Disposition

    context = stream.codec_context  # None where no decoder is there, whatever its type says
    name = context.name if context is not None else "unknown"
    tags = {key.casefold(): value.strip() for key, value in stream.metadata.items()}
    title = tags.get("title") or tags.get("name", "")
    marks = {
        "forced": stream.disposition & Disposition.forced or _FORCED.search(title),
        "commentary": stream.disposition & Disposition.comment or _COMMENTARY.search(title),
        "description": stream.disposition & Disposition.descriptions,
    }
    return TextTrack(
        number=number,
        index=stream.index,
        codec=_TITLES.get(name, name),
        language=tags.get("language", "") if language_code(tags.get("language", "")) else "",
        title=" ".join(title.split()),
        default=bool(stream.disposition & Disposition.default),
        marks=tuple(mark for mark, there in marks.items() if there),
    )


def read_track(
    path: Path, track: TextTrack, clock: Clock | None = None
) -> Iterator[tuple[int, int | None, str] | None]:
    """Read the text of a track.

    Args:
        path: the movie.
        track: one of its tracks.
        clock: the movie's, where it is known; else that of its container.

    Yields:
        Begin and end of a caption, in ms on the movie's clock (None for an end that the file does
        not tell), and its text in the notation of ASS; or None for a packet that is damaged.
    """
    import av
    from av.subtitles.subtitle import AssSubtitle

    with opened(path) as container:
        stream = container.streams[track.index]
        clock = clock or Clock(clock_start(container))
        for packet in clock.packets(container, stream):
            try:
                rects = packet.decode() if packet is not None else None
            except (av.error.FFmpegError, ValueError):
                rects = None
            if packet is None or rects is None:
                yield None
                continue
            for rect in rects:
                if packet.pts is not None and isinstance(rect, AssSubtitle):
                    begin = packet.pts * Fraction(packet.time_base) - clock.zero
                    length = (packet.duration or 0) * Fraction(packet.time_base)
                    end = round((begin + length) * 1000) if length else None
                    yield round(begin * 1000), end, _text(rect.ass)


def _text(event: bytes) -> str:
    """Return the text of an event: ``ReadOrder,Layer,Style,Name,L,R,V,Effect,Text``."""
    return event.decode("utf-8", errors="replace").split(",", 8)[-1]
