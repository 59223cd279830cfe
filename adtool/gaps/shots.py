"""Where one shot of a movie ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from adtool.errors import MediaError
from adtool.media import probe
from adtool.media.frame_converter import Scaling
from adtool.media.image import Image
from adtool.media.tally import Tally
from adtool.progress import SILENT, Progress
from adtool.timeline import Span

SHORT_SIDE = 96
"""Pixels of the frames that cuts are looked for in; PySceneDetect scales to about this size."""

SCALING: Scaling = "AREA"
"""How frames are scaled to that: most of what looking for cuts costs."""

SHORTEST_SHOT = 600
"""Milliseconds that a shot lasts at least: PySceneDetect's default, 15 frames at 25 a second."""


class CutDetector:
    """PySceneDetect's adaptive content detector, which tells cuts from camera movement.

    It counts in frames. With one "frame" a millisecond its numbers are our times, whatever the
    frame rate, be it a variable one.

    Args:
        shortest: ms from its first frame, and from a cut, in which it finds no other.
    """

    def __init__(self, shortest: int = SHORTEST_SHOT) -> None:
        from scenedetect import AdaptiveDetector

        self._detector = AdaptiveDetector(min_scene_len=shortest)

    def cuts(self, time: int, image: Image) -> list[int]:
        """Look at the next frame; return when those shots begin that are known since.

        Args:
            time: when the frame appears, in ms, later than the one before.
            image: RGB (H, W, 3) uint8, ``SHORT_SIDE`` pixels high or wide.

        Returns:
            Times of frames seen up to now; a cut is known two frames after it.
        """
        from scenedetect import FrameTimecode

        bgr = np.ascontiguousarray(image[..., ::-1])
        found = self._detector.process_frame(FrameTimecode(time, fps=1000.0), bgr)
        return [cut.frame_num for cut in found]


def shot_changes(
    path: str | Path,
    spans: Iterable[Span],
    *,
    shortest: int = SHORTEST_SHOT,
    tally: Tally | None = None,
    progress: Progress = SILENT,
) -> tuple[int, ...]:
    """Find the hard cuts inside some spans of a movie.

    Every frame of the spans, and none outside, is decoded, and given scaled down to
    PySceneDetect's adaptive content detector, which tells cuts from camera movement. Places that
    cannot be decoded are passed over.

    Args:
        path: the movie.
        spans: where to look, in ms; ascending is fastest.
        shortest: ms that a shot lasts at least; a cut nearer to the start of its span, or to the
            cut before it, is not reported.
        tally: counts the frames that are decoded.
        progress: is told the seconds of film that were looked through.

    Returns:
        The times in ms, ascending, at which the first frame of a new shot appears.

    Raises:
        MediaError: if the movie cannot be opened, or has no video.
    """
    from adtool.media.pyav_frames import PyAVFrames

    spans = list(spans)
    info = probe(path)
    if info.video is None:
        raise MediaError(info.path, "has no video")
    cuts: set[int] = set()
    seconds = sum(span.duration for span in spans) / 1000
    with (
        PyAVFrames(info, SHORT_SIDE, tally, SCALING) as frames,
        progress.stage("Looking for shot changes", seconds) as stage,
    ):
        for span in spans:
            cuts.update(_cuts(frames.span(span), shortest))
            stage.advance(span.duration / 1000)
    return tuple(sorted(cuts))


def _cuts(frames: Iterable[tuple[int, Image]], shortest: int) -> Iterator[int]:
    detector = CutDetector(shortest)
    for time, image in frames:
        yield from detector.cuts(time, image)
