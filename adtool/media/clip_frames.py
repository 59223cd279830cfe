"""The frames of a clip, whatever is wrong with the movie there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from adtool.errors import MediaError
from adtool.media.image import Image
from adtool.progress import Progress
from adtool.timeline import Clip


class Frames(Protocol):
    """Gives a movie's frames; ``adtool.media.open_frames`` opens one."""

    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        """Read the RGB frames (H, W, 3) uint8 shown at these times; None where there is none."""


def clip_frames(frames: Frames, clip: Clip, count: int, progress: Progress) -> list[Image | None]:
    """Read ``count`` uniform frames of a clip; one that cannot be read is a clip without frames.

    Args:
        frames: the movie's.
        clip: the clip.
        count: how many frames.
        progress: told of a clip that cannot be read.
    """
    return frames_at(frames, clip, clip.frame_times(count), progress)


def frames_at(
    frames: Frames, clip: Clip, times: Sequence[int], progress: Progress
) -> list[Image | None]:
    """Read the frames that a clip is shown with, at any times in ms; see ``clip_frames``."""
    try:
        return frames.read(times)
    except MediaError as error:
        progress.note(f"The clip at {clip.start / 1000:.1f} s cannot be read: {error.fault}.")
        return [None] * len(times)
