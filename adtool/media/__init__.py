"""What movies hold: their streams, their sound, and their frames at given times.

Every time is in milliseconds on the movie's own clock, whose zero is the container's start: sound
and pictures that begin late begin late here too. FFmpeg's libraries (through PyAV) are loaded when
a movie is first opened, not when this package is imported, and numpy when its sound is first read;
the ffmpeg program is not needed.
"""

from typing import TYPE_CHECKING

from adtool.media.footage import FootageFolder, footage_folder, footage_length, open_footage
from adtool.media.frames import FRAME_READERS, open_frames
from adtool.media.probe import AudioStream, MediaInfo, VideoStream, probe
from adtool.media.reader import FrameReader
from adtool.media.stills import StillFrames

if TYPE_CHECKING:
    from adtool.media.audio import AudioReader
    from adtool.media.resampling import SAMPLE_RATE

__all__ = [
    "FRAME_READERS",
    "SAMPLE_RATE",
    "AudioReader",
    "AudioStream",
    "FootageFolder",
    "FrameReader",
    "MediaInfo",
    "StillFrames",
    "VideoStream",
    "footage_folder",
    "footage_length",
    "open_footage",
    "open_frames",
    "probe",
]


def __getattr__(name: str) -> object:
    """Import what reads sound when it is asked for."""
    if name == "AudioReader":
        from adtool.media.audio import AudioReader

        return AudioReader
    if name == "SAMPLE_RATE":
        from adtool.media.resampling import SAMPLE_RATE

        return SAMPLE_RATE
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
