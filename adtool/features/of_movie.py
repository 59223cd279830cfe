"""From a movie's frames to the features of its clips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings
from adtool.timeline import Clip

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.model.vision_encoder import Image, VisionEncoder


class Frames(Protocol):
    """Gives a movie's frames; ``adtool.media.open_frames`` opens one."""

    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        """Read the RGB frames (H, W, 3) uint8 shown at these times; None where there is none."""


def clip_features(
    frames: Frames,
    clips: Sequence[Clip],
    encoder: VisionEncoder,
    settings: ModelSettings,
    progress: Progress = SILENT,
) -> tuple[Tensor, Tensor]:
    """Encode ``settings.frames`` uniform frames of each clip.

    A frame that cannot be read is missing, as is every frame of a clip whose reading fails; neither
    ends the run.

    Args:
        frames: the movie's frames.
        clips: the clips, in order of time.
        encoder: the vision encoder.
        settings: how many frames a clip has, and how many images go through at once.
        progress: hears of every encoded clip.

    Returns:
        Features (clips, frames, C) in float32, zero where a frame is missing, and the mask
        (clips, frames) of those present.
    """
    import torch

    features = torch.zeros(len(clips), settings.frames, encoder.config.embed_dim)
    present = torch.zeros(len(clips), settings.frames, dtype=torch.bool)
    waiting: list[Image] = []
    places: list[tuple[int, int]] = []

    def flush() -> None:
        if waiting:
            rows, columns = zip(*places, strict=True)
            features[rows, columns] = encoder.encode(waiting, settings.batch)
            present[rows, columns] = True
            waiting.clear()
            places.clear()

    with progress.stage("Looking at clips", len(clips)) as stage:
        for row, clip in enumerate(clips):
            for column, image in enumerate(clip_frames(frames, clip, settings.frames, progress)):
                if image is not None:
                    waiting.append(image)
                    places.append((row, column))
            if len(waiting) >= settings.batch:
                flush()
            stage.advance()
        flush()
    return features, present


def clip_frames(frames: Frames, clip: Clip, count: int, progress: Progress) -> list[Image | None]:
    """Read ``count`` uniform frames of a clip; one that cannot be read is a clip without frames."""
    from adtool.errors import MediaError

    try:
        return frames.read(clip.frame_times(count))
    except MediaError as error:
        progress.note(f"The clip at {clip.start / 1000:.1f} s cannot be read: {error.fault}.")
        return [None] * count
