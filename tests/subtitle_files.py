"""Builders of subtitles that cannot be written down in a test: binary files, tracks in movies."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.stream import Disposition
from av.subtitles.subtitle import SubtitleSet

NOTHING = Disposition(0)
Code = tuple[int, int, int, int]


@dataclass(frozen=True)
class Block:
    """A block of text of an EBU STL file; see EBU Tech 3264."""

    start: Code
    end: Code
    text: bytes
    extension: int = 0xFF
    comment: int = 0

    def content(self, number: int) -> bytes:
        return struct.pack(
            "<BHBBBBBBBBBBBBB112s",
            *(0, number, self.extension, 0, *self.start, *self.end, 20, 2, self.comment),
            self.text.ljust(112, b"\x8f"),
        )


def stl(
    *blocks: Block, rate: bytes = b"STL25.01", letters: bytes = b"00", named: int | None = None
) -> bytes:
    """Make an EBU STL file; its header names so many blocks."""
    header = bytearray(b" " * 1024)
    header[0:3], header[3:11], header[11:12] = b"850", rate, b"1"
    header[12:14], header[14:16] = letters, b"09"
    header[238:243] = b"%05d" % (len(blocks) if named is None else named)
    return bytes(header) + b"".join(one.content(number) for number, one in enumerate(blocks))


HEADER = (
    b"[Script Info]\n[V4+ Styles]\nFormat: Name\nStyle: Default\n[Events]\n"
    b"Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)


@dataclass(frozen=True)
class Track:
    """A track of subtitles: captions are (start, end, text) in ms."""

    captions: Sequence[tuple[int, int, str]] = ((2_000, 4_000, "Hello."),)
    codec: str = "subrip"
    language: str = ""
    title: str = ""
    disposition: Disposition = NOTHING


def movie(path: Path, *tracks: Track, seconds: float = 10, rate: int = 10) -> Path:
    """Make a grey movie with tracks of subtitles."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=rate)
        video.width = video.height = 32
        video.pix_fmt = "yuv420p"
        streams = [_stream(container, track) for track in tracks]
        container.start_encoding()
        for track, stream in zip(tracks, streams, strict=True):
            if track.codec == "dvd_subtitle":
                _mux_bytes(container, stream, track)
            else:
                _mux(container, stream, track)
        for _ in range(int(seconds * rate)):
            frame = av.VideoFrame.from_ndarray(np.full((32, 32, 3), 90, np.uint8), format="rgb24")
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
    return path


def _stream(container: object, track: Track) -> object:
    stream = container.add_stream(track.codec)
    stream.codec_context.subtitle_header = HEADER
    stream.time_base = Fraction(1, 1000)
    stream.disposition = track.disposition
    named = {"language": track.language, "title": track.title}
    stream.metadata.update({key: value for key, value in named.items() if value})
    return stream


def _mux(container: object, stream: object, track: Track) -> None:
    for start, end, text in track.captions:
        event = f"0,0,Default,,0,0,0,,{text}".encode()
        subtitle = SubtitleSet.create(event, 0, end - start, pts=start * 1000)
        packet = stream.codec_context.encode_subtitle(subtitle)
        packet.stream, packet.time_base = stream, Fraction(1, 1000)
        packet.pts = packet.dts = start
        packet.duration = end - start
        container.mux(packet)


def _mux_bytes(container: object, stream: object, track: Track) -> None:
    for start, end, _ in track.captions:
        packet = av.Packet(b"\x00\x08\x00\x04\x00\x00\x00\xff")
        packet.stream, packet.time_base = stream, Fraction(1, 1000)
        packet.pts = packet.dts = start
        packet.duration = end - start
        container.mux(packet)
