"""Where people may be in a picture: a grid of squares, as large as heads and shoulders are.

The squares have a few sides, as shares of the picture's shorter side, each from edge to edge in
even steps, so that whoever is in the picture fills one of them about as a portrait is filled.
Training cuts its crops here too: what an encoder learns from is what it is asked about later.
"""

from __future__ import annotations

import math
from itertools import product

from adtool.cast.character import Box
from adtool.media.image import Image

SIDES = (0.42, 0.6, 0.85)
"""The squares' sides, as shares of the picture's shorter side."""

OVERLAP = 0.5
"""The least share of a square's side that its neighbour covers as well."""


def boxes(aspect: float) -> tuple[Box, ...]:
    """Return the squares of pictures whose width is ``aspect`` times their height.

    The boxes are shares, so they are right for a picture that was squashed from that aspect too.
    """
    width, height = max(1.0, aspect), max(1.0, 1 / aspect)  # the shorter side is 1
    return tuple(
        (x / width, y / height, (x + side) / width, (y + side) / height)
        for side in SIDES
        for y, x in product(_starts(height, side), _starts(width, side))
    )


def crops(picture: Image) -> tuple[Box, ...]:
    """Return the squares of one picture (H, W, 3)."""
    return boxes(picture.shape[1] / picture.shape[0])


def cut(picture: Image, box: Box) -> Image:
    """Return what a box shows of a picture (H, W, 3); at least one pixel, without a copy."""
    height, width = picture.shape[:2]
    left, right = _pixels(box[0], box[2], width)
    top, bottom = _pixels(box[1], box[3], height)
    return picture[top:bottom, left:right]


def _starts(length: float, side: float) -> list[float]:
    """Return where squares begin that cover ``length`` from edge to edge in even steps."""
    steps = math.ceil((length - side) / (side * (1 - OVERLAP)) - 1e-9)
    return [(length - side) * i / steps for i in range(steps + 1)]


def _pixels(start: float, end: float, length: int) -> tuple[int, int]:
    """Return the first pixel and the one after the last; boxes of one size get as many pixels."""
    size = max(1, round((end - start) * length))
    first = min(round(start * length), length - size)
    return first, first + size
