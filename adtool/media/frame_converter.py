"""From a decoded frame, as the codec stores it, to an upright RGB image."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from adtool.media.image import Image

if TYPE_CHECKING:
    import av

Scaling: TypeAlias = Literal["BICUBIC", "AREA"]

_THREADED = 17
"""PyAV's version from which on it scales with threads, which cost more than they save here."""


class FrameConverter:
    """Turns decoded frames into RGB images in the size they are to be looked at."""

    def __init__(
        self, pixel_aspect: Fraction, short_side: int | None, scaling: Scaling = "BICUBIC"
    ) -> None:
        """Prepare for the frames of one stream.

        Args:
            pixel_aspect: width of a stored pixel over its height; 1 in most movies.
            short_side: as in ``adtool.media.open_frames``.
            scaling: how; "AREA" takes half as long, for what need not be fine.
        """
        import av
        from av.video.reformatter import VideoReformatter

        self._aspect = pixel_aspect
        self._short_side = short_side
        self._scaling = scaling
        self._reformatter = VideoReformatter()  # kept: it prepares its filters once for a size
        threaded = int(av.__version__.partition(".")[0]) >= _THREADED
        self._how: dict[str, Any] = {"threads": 1} if threaded else {}

    def image(self, frame: av.VideoFrame) -> Image:
        """Return a frame as RGB (H, W, 3), uint8, scaled, and turned as its metadata asks."""
        rgb = self._scaled(frame, "rgb24").to_ndarray()
        # Phones store what the sensor saw, and beside it the angle, counter-clockwise.
        upright = np.rot90(rgb, round(frame.rotation / 90) % 4)
        return np.ascontiguousarray(upright, dtype=np.uint8)

    def smaller(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Return a frame in the size of ``image``, in its own pixel format, and not turned."""
        return self._scaled(frame, frame.format.name)

    def _scaled(self, frame: av.VideoFrame, pixels: str) -> av.VideoFrame:
        width, height = shown_size(frame.width, frame.height, self._aspect, self._short_side)
        return self._reformatter.reformat(
            frame, width, height, format=pixels, interpolation=self._scaling, **self._how
        )


def shown_size(
    width: int, height: int, pixel_aspect: Fraction, short_side: int | None
) -> tuple[int, int]:
    """Return the (width, height) to show a picture in: square pixels, at most ``short_side``."""
    wide = width * pixel_aspect
    scale = Fraction(1)
    if short_side is not None:
        scale = min(scale, Fraction(short_side) / min(wide, Fraction(height)))
    return max(1, round(wide * scale)), max(1, round(height * scale))
