"""From the frames of a movie's clips to their features."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from adtool.settings import ModelSettings

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.media.image import Image
    from adtool.model.vision_encoder import VisionEncoder


def encode_frames(
    clips: Iterable[Sequence[Image | None]], encoder: VisionEncoder, settings: ModelSettings
) -> Tensor:
    """Encode the frames of consecutive clips; no more than a batch and a clip are held at once.

    Args:
        clips: for each clip ``settings.frames`` RGB pictures (H, W, 3) uint8, None where one is
            missing.
        encoder: the vision encoder.
        settings: how many frames a clip has, and how many images go through at once.

    Returns:
        Features (clips, frames, C) in float32, zero where a frame is missing.
    """
    import torch

    rows: list[Tensor] = []
    waiting: list[Image] = []
    places: list[tuple[int, int]] = []

    def encode_waiting() -> None:
        if waiting:
            for (row, column), vector in zip(
                places, encoder.encode(waiting, settings.batch), strict=True
            ):
                rows[row][column] = vector
            waiting.clear()
            places.clear()

    for row, pictures in enumerate(clips):
        rows.append(torch.zeros(settings.frames, encoder.config.embed_dim))
        for column, picture in enumerate(pictures):
            if picture is not None:
                waiting.append(picture)
                places.append((row, column))
        if len(waiting) >= settings.batch:
            encode_waiting()
    encode_waiting()
    return torch.stack(rows) if rows else torch.zeros(0, settings.frames, encoder.config.embed_dim)
