"""From a decoded frame, as the codec stores it, to an upright RGB image."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from adtool.media.image import Image

if TYPE_CHECKING:
    import av


class FrameConverter:
    """Turns decoded frames into RGB images in the size they are to be looked at."""

    def __init__(self, pixel_aspect: Fraction, short_side: int | None) -> None:
        """Prepare for the frames of one stream.

        Args:
            pixel_aspect: width of a stored pixel over its height; 1 in most movies.
            short_side: as in ``adtool.media.open_frames``.
        """
        from av.video.reformatter import VideoReformatter

        self._aspect = pixel_aspect
        self._short_side = short_side
        self._reformatter = VideoReformatter()  # kept: it prepares its filters once for a size

    def image(self, frame: av.VideoFrame) -> Image:
        """Return a frame as RGB (H, W, 3), uint8, scaled, and turned as its metadata asks."""
        width, height = shown_size(frame.width, frame.height, self._aspect, self._short_side)
        rgb = self._reformatter.reformat(
            frame, width, height, format="rgb24", interpolation="BICUBIC"
        ).to_ndarray()
        # Phones store what the sensor saw, and beside it the angle, counter-clockwise.
        upright = np.rot90(rgb, round(frame.rotation / 90) % 4)
        return np.ascontiguousarray(upright, dtype=np.uint8)


def shown_size(
    width: int, height: int, pixel_aspect: Fraction, short_side: int | None
) -> tuple[int, int]:
    """Return the (width, height) to show a picture in: square pixels, at most ``short_side``."""
    wide = width * pixel_aspect
    scale = Fraction(1)
    if short_side is not None:
        scale = min(scale, Fraction(short_side) / min(wide, Fraction(height)))
    return max(1, round(wide * scale)), max(1, round(height * scale))
