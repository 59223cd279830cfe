"""Pictures as a vision-language model is shown them: who is who, and which shot is which.

A recognised face lies in an ellipse whose colour the question's text gives a name, as AutoAD-Zero
(Xie et al., ACCV 2024) does it: the colours and their order, the line and its opacity are theirs.
The shot's number stands in the top left corner, as in Shot-by-Shot (Xie et al., ICCV 2025).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import PIL.Image as Pillow
from PIL import ImageDraw, ImageFont

from adtool.cast.character import Box
from adtool.media.image import Image

OPACITY = 0.8
"""Of an ellipse's line."""

LINE = 0.01
"""The line's width, as a share of the picture's."""

ROOM = 1.2
"""How much wider and higher an ellipse is than the face that it lies round."""

LABEL = 0.06
"""The height of a shot's label, as a share of the picture's shorter side."""

SMALLEST_LABEL = 10
"""Pixels below which no letter can be read, however small the picture is."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour that everybody calls by the same name.

    Attributes:
        name: what the text calls it.
        rgb: red, green and blue, from 0 to 255.
    """

    name: str
    rgb: tuple[int, int, int]


COLOURS = (
    Colour("red", (255, 0, 0)),
    Colour("green", (0, 255, 0)),
    Colour("blue", (0, 0, 255)),
    Colour("yellow", (255, 255, 0)),
    Colour("pink", (255, 105, 180)),
    Colour("cyan", (0, 255, 255)),
    Colour("white", (255, 255, 255)),
    Colour("black", (0, 0, 0)),
)
"""What faces are marked with, in the order in which people get them."""


def colours_of(names: Iterable[str]) -> dict[str, Colour]:
    """Give each person a colour, in order; whoever comes after the eighth gets none."""
    return dict(zip(dict.fromkeys(names), COLOURS, strict=False))


def mark(
    picture: Image, faces: Mapping[str, Box], colours: Mapping[str, Colour], shot: int | None = None
) -> Image:
    """Return a copy of a picture with ellipses round faces, and its shot's number.

    Args:
        picture: RGB (H, W, 3) uint8.
        faces: whose face is where. A face that is no part of the picture is passed over.
        colours: the colour of everybody who is marked.
        shot: the number that is written into the corner; None for none.
    """
    canvas = Pillow.fromarray(picture)
    pen = ImageDraw.Draw(canvas, "RGBA")  # blends its ink with what lies below
    for name, box in faces.items():
        bounds = _bounds(box, canvas.size)
        if name in colours and bounds is not None:
            ink = (*colours[name].rgb, round(255 * OPACITY))
            width = max(1, round(LINE * canvas.width))
            pen.ellipse(bounds, outline=ink, width=min(width, _thickest(bounds)))
    if shot is not None:
        _label(pen, f"Shot {shot}", canvas.size)
    return np.array(canvas)


def scaled(picture: Image, short_side: int) -> Image:
    """Return a picture whose shorter side has at most so many pixels; it is never enlarged."""
    height, width = picture.shape[:2]
    if min(height, width) <= short_side:
        return picture
    scale = short_side / min(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.array(Pillow.fromarray(picture).resize(size, Pillow.Resampling.BICUBIC))


def _bounds(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Return the pixels that an ellipse round a face reaches to, those at the edge at most."""
    left, top, right, bottom = box
    if not (left < right and top < bottom):  # also where one of them is no number
        return None
    across, down = (right - left) * (ROOM - 1) / 2, (bottom - top) * (ROOM - 1) / 2
    columns = _inside(left - across, right + across, size[0])
    rows = _inside(top - down, bottom + down, size[1])
    if columns is None or rows is None:
        return None
    return columns[0], rows[0], columns[1], rows[1]


def _inside(low: float, high: float, pixels: int) -> tuple[int, int] | None:
    """Return the first and the last of so many pixels that lie from ``low`` to ``high``."""
    if high <= 0 or low >= 1:
        return None
    return round(max(0.0, low) * (pixels - 1)), round(min(1.0, high) * (pixels - 1))


def _thickest(bounds: tuple[int, int, int, int]) -> int:
    left, top, right, bottom = bounds
    return max(1, min(right - left, bottom - top) // 2)


def _label(pen: ImageDraw.ImageDraw, text: str, size: tuple[int, int]) -> None:
    """Write white letters with a black rim, which can be read on any ground."""
    height = max(SMALLEST_LABEL, round(LABEL * min(size)))
    corner = max(2, height // 3)
    rim = max(1, round(height / 8))
    pen.text(
        (corner, corner),
        text,
        font=_font(height),
        fill=(255, 255, 255, 255),
        stroke_width=rim,
        stroke_fill=(0, 0, 0, 255),
        anchor="lt",
    )


@lru_cache(maxsize=16)
def _font(height: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(height)
