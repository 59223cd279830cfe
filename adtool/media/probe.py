"""What is in a movie file: its length, its best video stream and its best audio stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from adtool.errors import MediaError
from adtool.media.container import clock_start, no_movie, opened, packets

if TYPE_CHECKING:
    import av
    from av.container import InputContainer


_Stream = TypeVar("_Stream", bound="av.stream.Stream")


@dataclass(frozen=True, slots=True)
class VideoStream:
    """The video stream that frames are read from.

    Attributes:
        index: its number in the file.
        codec: FFmpeg's name of the decoder, such as "h264".
        width: of the stored picture, in pixels, before any rotation or stretching.
        height: likewise.
        fps: average frames a second; 0 where the file does not say.
        start: when its first frame is shown, in ms on the movie's clock.
    """

    index: int
    codec: str
    width: int
    height: int
    fps: Fraction
    start: int


@dataclass(frozen=True, slots=True)
class AudioStream:
    """The audio stream that sound is read from.

    Attributes:
        index: its number in the file.
        codec: FFmpeg's name of the decoder, such as "aac".
        rate: samples a second.
        channels: how many.
        start: when its first sample is heard, in ms on the movie's clock.
    """

    index: int
    codec: str
    rate: int
    channels: int
    start: int


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a movie file holds.

    Attributes:
        path: the file.
        format: FFmpeg's name of the container format.
        duration: the movie's length in ms, always above 0.
        video: the best video stream, or None.
        audio: the best audio stream, or None; at least one of the two is there.
    """

    path: Path
    format: str
    duration: int
    video: VideoStream | None
    audio: AudioStream | None


def probe(path: str | Path) -> MediaInfo:
    """Look into a movie file.

    The best streams are FFmpeg's choice (default first, then quality), but never an attached
    picture such as cover art. The duration is the container's; where its header does not say,
    the streams'; where they do not say, the file is read through once.

    Raises:
        MediaError: if the file is missing, a folder, empty, no movie, damaged at its start, in a
            codec that cannot be decoded here, without audio and video, or of no length.
    """
    path = Path(path)
    with opened(path) as container:
        name = container.format.name
        if name == "tty" or name == "image2" or name.endswith("_pipe"):
            raise MediaError(path, no_movie(path) or "is a picture or a text, not a movie")
        zero = clock_start(container)
        video, audio = best_video(path, container), best_audio(path, container)
        if video is None and audio is None:
            raise MediaError(path, no_movie(path) or "has neither video nor sound")
        found = MediaInfo(
            path=path,
            format=name,
            duration=0,
            video=None if video is None else _describe_video(path, video, zero),
            audio=None if audio is None else _describe_audio(audio, zero),
        )
        chosen = [stream for stream in (video, audio) if stream is not None]
        length = _duration(container, chosen, zero)
    if length <= 0:
        raise MediaError(path, "has no length: there is nothing in it to play")
    return MediaInfo(path, found.format, length, found.video, found.audio)


def best_video(path: Path, container: InputContainer) -> av.VideoStream | None:
    """Return the video stream to use, or None if there is none but pictures.

    Raises:
        MediaError: if there is video, but none that can be decoded here.
    """
    from av.stream import Disposition

    pictures = Disposition.attached_pic | Disposition.timed_thumbnails
    streams = [stream for stream in container.streams.video if not stream.disposition & pictures]
    return _best(path, streams, container.streams.best("video"), "video")


def best_audio(path: Path, container: InputContainer) -> av.AudioStream | None:
    """Return the audio stream to use, or None if there is none.

    FFmpeg prefers the default stream, and ranks those for visually or hearing impaired people
    (an audio description that exists already) last.

    Raises:
        MediaError: if there is sound, but none that can be decoded here.
    """
    return _best(path, container.streams.audio, container.streams.best("audio"), "sound")


def _best(
    path: Path, streams: Sequence[_Stream], favourite: av.stream.Stream | None, what: str
) -> _Stream | None:
    """Return FFmpeg's favourite among the streams that can be decoded, else the first of them."""
    decodable = [stream for stream in streams if stream.codec_context is not None]
    if streams and not decodable:
        fault = f"its {what} is in a codec that cannot be decoded here; convert it to H.264 and AAC"
        raise MediaError(path, fault)
    return next((s for s in decodable if s is favourite), next(iter(decodable), None))


def _describe_video(path: Path, stream: av.VideoStream, zero: Fraction) -> VideoStream:
    if not stream.width or not stream.height:
        raise MediaError(path, "is damaged: the size of its pictures is nowhere to be found")
    rate = stream.average_rate or stream.guessed_rate
    return VideoStream(
        index=stream.index,
        codec=stream.codec_context.name,
        width=stream.width,
        height=stream.height,
        fps=Fraction(rate) if rate else Fraction(0),
        start=_start(stream, zero),
    )


def _describe_audio(stream: av.AudioStream, zero: Fraction) -> AudioStream:
    return AudioStream(
        index=stream.index,
        codec=stream.codec_context.name,
        rate=stream.codec_context.sample_rate,
        channels=stream.codec_context.channels,
        start=_start(stream, zero),
    )


def _start(stream: av.stream.Stream, zero: Fraction) -> int:
    if stream.start_time is None or stream.time_base is None:
        return 0
    return max(0, round((stream.start_time * Fraction(stream.time_base) - zero) * 1000))


def _duration(
    container: InputContainer, streams: Sequence[av.stream.Stream], zero: Fraction
) -> int:
    """Return the movie's length in ms; 0 if it has none."""
    if container.duration is not None and container.duration > 0:
        return round(container.duration / 1000)
    ends = [
        ((stream.start_time or 0) + stream.duration) * Fraction(stream.time_base)
        for stream in streams
        if stream.duration is not None and stream.duration > 0 and stream.time_base is not None
    ]
    end = max(ends) if ends else _last_end(container, streams)
    return round((end - zero) * 1000)


def _last_end(container: InputContainer, streams: Sequence[av.stream.Stream]) -> Fraction:
    """Read all packets, and return where the last one ends, in seconds on the streams' clock."""
    last = clock_start(container)
    for packet in packets(container, *streams):
        if packet is not None and packet.pts is not None:
            end = (packet.pts + (packet.duration or 0)) * Fraction(packet.time_base)
            last = max(last, end)
    return last
