"""Portraits: picture files, large enough to show somebody, in the size that recognisers take."""

from __future__ import annotations

from pathlib import Path

from adtool.documents import read_bytes
from adtool.errors import CastError
from adtool.media.image import Image
from adtool.media.pictures import PictureError, decode
from adtool.output import keep

LONGEST_SIDE = 1600
"""Pixels of the longer side of what is returned; no recogniser looks at more."""

SHORTEST_SIDE = 8
"""Pixels of the shorter side of the smallest picture that can show somebody."""


def open_portrait(path: Path) -> Image:
    """Return a portrait as ``adtool.media.pictures`` decodes it, no side over ``LONGEST_SIDE``.

    Raises:
        CastError: if the file cannot be read, is no picture, is damaged, or is too large or too
            small to be a portrait.
    """
    keep(path)
    content = read_bytes(path, CastError)
    try:
        return decode(content, long_side=LONGEST_SIDE, smallest=SHORTEST_SIDE)
    except PictureError as error:
        raise CastError(path, str(error)) from error
