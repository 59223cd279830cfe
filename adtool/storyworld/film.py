"""A storyworld film as a movie file: H.264 pictures and AAC sound in MP4."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from adtool.output import replacing
from adtool.progress import SILENT, Progress
from adtool.storyworld import render
from adtool.storyworld.dubbing import sound_track
from adtool.storyworld.voices import RATE
from adtool.storyworld.world import Film

if TYPE_CHECKING:
    from av import AudioStream, VideoStream
    from av.container import OutputContainer

FPS = 12
SIZE = (640, 360)

_ENCODING = {
    "preset": "slow",
    "crf": "31",
    "tune": "animation",
    "g": str(2 * FPS),
    "x264-params": "asm=0",  # its vector code is not the same from run to run
}
_SOUND_BITS = 24_000
_MOUTHS_MOVE = 320  # ms in which ``render.talk`` opens and shuts a mouth once


def moment(film: Film, time: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """Draw what a film shows ``time`` ms from its start, at (width, height)."""
    double = (2 * size[0], 2 * size[1])  # shrunk again, which makes edges smooth
    shot = next((s for s in film.clips if s.start <= time < s.end), None)
    if shot:
        large = render.picture(shot, (time - shot.start) / (shot.end - shot.start), *double)
    else:
        large = render.talk(film, time if _speaks(film, time) else _shut(time), *double)
    return large.resize(size, Image.Resampling.BILINEAR)


def write_movie(
    film: Film, path: Path, size: tuple[int, int] = SIZE, progress: Progress = SILENT
) -> None:
    """Render a film with its sound to an MP4 file, in one step: it is whole or not there.

    Args:
        film: the film.
        path: where to; an existing file is replaced.
        size: width and height in pixels, both even, 16 to 9.
        progress: hears how many seconds are done.

    Raises:
        OutputError: if the file cannot be written.
    """
    import av

    seconds = -(-film.duration // 1000)
    sound = sound_track(film)
    with (
        replacing(path) as part,
        av.open(str(part), "w", format="mp4", options={"movflags": "faststart"}) as container,
    ):
        video, audio = _streams(container, size)
        with progress.stage("Rendering the film's seconds", seconds) as stage:
            for second in range(seconds):
                _write_pictures(container, video, film, size, second)
                _write_sound(container, audio, sound, second)
                stage.advance()
        container.mux(video.encode(None))
        container.mux(audio.encode(None))


def _streams(container: OutputContainer, size: tuple[int, int]) -> tuple[VideoStream, AudioStream]:
    video = container.add_stream("libx264", rate=FPS, options=_ENCODING)
    video.width, video.height = size
    video.pix_fmt = "yuv420p"
    video.codec_context.time_base = Fraction(1, FPS)
    video.codec_context.thread_count = 1  # the same file, whatever the machine
    audio = container.add_stream("aac", rate=RATE, layout="mono")
    audio.bit_rate = _SOUND_BITS
    return video, audio


def _write_pictures(
    container: OutputContainer, stream: VideoStream, film: Film, size: tuple[int, int], second: int
) -> None:
    import av

    for number in range(second * FPS, (second + 1) * FPS):
        time = number * 1000 // FPS
        if time < film.duration:
            picture = np.asarray(moment(film, time, size))
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))


def _write_sound(
    container: OutputContainer, stream: AudioStream, sound: NDArray[np.float32], second: int
) -> None:
    import av

    first = second * RATE
    frame = av.AudioFrame.from_ndarray(
        sound[None, first : first + RATE], format="fltp", layout="mono"
    )
    frame.sample_rate, frame.pts, frame.time_base = RATE, first, Fraction(1, RATE)
    container.mux(stream.encode(frame))


def _speaks(film: Film, time: int) -> bool:
    at = bisect_right(film.dialogue, (time, film.duration)) - 1
    return at >= 0 and time < film.dialogue[at][1]


def _shut(time: int) -> int:
    """Return a moment shortly before ``time`` at which ``render.talk`` draws mouths shut."""
    return time // _MOUTHS_MOVE * _MOUTHS_MOVE - _MOUTHS_MOVE // 2
