"""What is in a movie file: its length, its best video stream, and the audio track that is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import MediaError
from adtool.media.clock import Clock
from adtool.media.container import no_movie, opened
from adtool.media.joined import BARE, wrapping_command
from adtool.media.timing import Timing, timing_of
from adtool.media.tracks import Track, choose_track, favourite_of, tracks_of

if TYPE_CHECKING:
    import av
    from av.container import InputContainer


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
        audio: the audio track that is heard, or None; at least one of the two is there.
        tracks: all audio tracks.
        asked: the audio track that was asked for; empty for the film's own.
        clock: makes one even clock of the file's timestamps.
        notes: what the user should know of its length and its clock.
        start_timecode: the label of its first frame, where it has a timecode track (SMPTE ST 12-1;
            QuickTime's ``tmcd``, MXF's material package); else empty.
    """

    path: Path
    format: str
    duration: int
    video: VideoStream | None
    audio: AudioStream | None
    tracks: tuple[Track, ...] = ()
    asked: str = ""
    clock: Clock = field(default_factory=lambda: Clock(Fraction(0)))
    notes: tuple[str, ...] = ()
    start_timecode: str = ""


def probe(path: str | Path, track: str = "") -> MediaInfo:
    """Look into a movie file.

    The best video is FFmpeg's choice (default first, then quality), but never an attached picture
    such as cover art; the audio track is that of ``adtool.media.tracks``. Length and clock are
    those of ``adtool.media.timing``.

    Args:
        path: the movie.
        track: the audio track that is heard: a number, a language or a title; empty for the
            film's own.

    Raises:
        MediaError: if the file is missing, a folder, empty, no movie, damaged at its start, in a
            codec that cannot be decoded here, without audio and video, of no length or no even
            clock, or without the track that was asked for.
    """
    path = Path(path)
    with opened(path) as container:
        name = container.format.name
        if name == "tty" or name == "image2" or name.endswith("_pipe"):
            raise MediaError(path, no_movie(path) or "is a picture or a text, not a movie")
        tracks = tracks_of(container)
        video, audio = best_video(path, container), _audio(path, container, tracks, track)
        if video is None and audio is None:
            raise MediaError(path, no_movie(path) or "has neither video nor sound")
        chosen = [stream for stream in (video, audio) if stream is not None]
        timing = timing_of(path, container, chosen)
        found = MediaInfo(
            path=path,
            format=name,
            duration=timing.duration,
            video=None if video is None else _describe_video(path, video, timing),
            audio=None if audio is None else _describe_audio(audio, timing),
            tracks=tracks,
            asked=track,
            clock=timing.clock,
            notes=timing.notes,
            start_timecode=_start_timecode(container),
        )
    if found.duration <= 0:
        bare = f"is a bare stream without times; wrap it: {wrapping_command(path)}"
        nothing = "has no length: there is nothing in it to play"
        raise MediaError(path, bare if name in BARE else nothing)
    return found


def best_video(path: Path, container: InputContainer) -> av.VideoStream | None:
    """Return the video stream to use, or None if there is none but pictures.

    Raises:
        MediaError: if there is video, but none that can be decoded here.
    """
    from av.stream import Disposition

    pictures = Disposition.attached_pic | Disposition.timed_thumbnails
    streams = [stream for stream in container.streams.video if not stream.disposition & pictures]
    decodable = [stream for stream in streams if stream.codec_context is not None]
    if streams and not decodable:
        fault = "its video is in a codec that cannot be decoded here; convert it to H.264 and AAC"
        raise MediaError(path, fault)
    favourite = container.streams.best("video")
    return next((s for s in decodable if s is favourite), next(iter(decodable), None))


def _start_timecode(container: InputContainer) -> str:
    told = [container.metadata, *(stream.metadata for stream in container.streams)]
    return next((one["timecode"] for one in told if "timecode" in one), "")


def _audio(
    path: Path, container: InputContainer, tracks: Sequence[Track], asked: str
) -> av.AudioStream | None:
    track = choose_track(path, tracks, favourite_of(container), asked)
    return next(
        (one for one in container.streams.audio if track and one.index == track.index), None
    )


def _describe_video(path: Path, stream: av.VideoStream, timing: Timing) -> VideoStream:
    if not stream.width or not stream.height:
        raise MediaError(path, "is damaged: the size of its pictures is nowhere to be found")
    rate = stream.average_rate or stream.guessed_rate
    return VideoStream(
        index=stream.index,
        codec=stream.codec_context.name,
        width=stream.width,
        height=stream.height,
        fps=Fraction(rate) if rate else Fraction(0),
        start=_start(stream, timing),
    )


def _describe_audio(stream: av.AudioStream, timing: Timing) -> AudioStream:
    return AudioStream(
        index=stream.index,
        codec=stream.codec_context.name,
        rate=stream.codec_context.sample_rate,
        channels=stream.codec_context.channels,
        start=_start(stream, timing),
    )


def _start(stream: av.stream.Stream, timing: Timing) -> int:
    first: Fraction | float | None = timing.starts.get(stream.index)
    if first is None:
        if stream.start_time is None or stream.time_base is None:
            return 0
        first = stream.start_time * Fraction(stream.time_base)
    return max(0, round((first - timing.clock.zero) * 1000))
