"""What movies hold: their streams, their sound, and their frames at given times.

Every time is in milliseconds on the movie's own clock, whose zero is the container's start: sound
and pictures that begin late begin late here too. FFmpeg's libraries (through PyAV) are loaded when
a movie is first opened, not when this package is imported; the ffmpeg program is not needed.
"""

from adtool.media.audio import AudioReader
from adtool.media.footage import FootageFolder, footage_folder, footage_length, open_footage
from adtool.media.frames import FRAME_READERS, open_frames
from adtool.media.probe import AudioStream, MediaInfo, VideoStream, probe
from adtool.media.reader import FrameReader
from adtool.media.resampling import SAMPLE_RATE
from adtool.media.stills import StillFrames

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
