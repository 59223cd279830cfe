"""Where one shot of a movie ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from adtool.errors import MediaError
from adtool.media import probe
from adtool.media.image import Image
from adtool.progress import SILENT, Progress
from adtool.timeline import Span

_SHORT_SIDE = 96  # pixels; PySceneDetect scales to about this size by itself
_SHORTEST_SHOT = 600  # ms; its default (15 frames at 25 a second)


def shot_changes(
    path: str | Path,
    spans: Iterable[Span],
    *,
    shortest: int = _SHORTEST_SHOT,
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
        PyAVFrames(info, _SHORT_SIDE) as frames,
        progress.stage("Looking for shot changes", seconds) as stage,
    ):
        for span in spans:
            cuts.update(_cuts(frames.span(span), shortest))
            stage.advance(span.duration / 1000)
    return tuple(sorted(cuts))


def _cuts(frames: Iterable[tuple[int, Image]], shortest: int) -> Iterator[int]:
    from scenedetect import AdaptiveDetector, FrameTimecode

    # The detector counts in frames. With one "frame" a millisecond its numbers are our times,
    # whatever the frame rate, be it a variable one.
    detector = AdaptiveDetector(min_scene_len=shortest)
    for time, image in frames:
        bgr = np.ascontiguousarray(image[..., ::-1])
        for cut in detector.process_frame(FrameTimecode(time, fps=1000.0), bgr):
            yield cut.frame_num
