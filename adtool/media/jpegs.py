"""JPEGs of one's own, of one size, decoded into one array: what a training reads the most of.

OpenCV, which scenedetect needs as well, has the pixels of Pillow in half its time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from adtool.media.image import Image
from adtool.media.pictures import PictureError, decode


def decode_all(
    contents: Sequence[bytes | None], short_side: int | None
) -> Image | list[Image | None]:
    """Decode JPEGs: into one array (n, H, W, 3) where all can be read, and have one size.

    Args:
        contents: the files' bytes, or None for what is missing.
        short_side: as in ``pictures.decode``.

    Returns:
        The array; else a picture for each, None for those that are missing or damaged.
    """
    decoder = _Decoder(len(contents), short_side)
    found: list[Image | None] = []
    before: tuple[bytes, Image | None] | None = None
    for number, content in enumerate(contents):
        if content is None:
            found.append(None)
            continue
        if before is None or before[0] is not content:  # what is on screen for long is read once
            before = content, decoder.decode(content, number)
        found.append(before[1])
    return decoder.whole(found)


class _Decoder:
    """Decodes pictures, those of the first one's size into one array."""

    def __init__(self, count: int, short_side: int | None) -> None:
        self._count = count
        self._side = short_side
        self._all: Image | None = None

    def decode(self, content: bytes, number: int) -> Image | None:
        """Return a picture, for its place in the array."""
        import cv2

        try:
            bgr = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
        except cv2.error:
            bgr = None
        if bgr is None or (self._side is not None and min(bgr.shape[:2]) > self._side):
            try:
                return decode(content, short_side=self._side)
            except PictureError:
                return None
        if self._all is None:
            self._all = np.empty((self._count, *bgr.shape), np.uint8)
        if self._all.shape[1:] != bgr.shape:
            return np.ascontiguousarray(bgr[..., ::-1])
        place: Image = self._all[number]
        cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB, place)
        return place

    def whole(self, found: list[Image | None]) -> Image | list[Image | None]:
        """Return the array if all pictures are in it, and nothing else is; else the pictures."""
        there = [picture for picture in found if picture is not None]
        if len(there) < len(found) or any(one.shape != there[0].shape for one in there):
            return found
        if self._all is None or any(one.base is not self._all for one in there):
            return np.stack(there)
        for number, picture in enumerate(there):
            if not np.shares_memory(picture, self._all[number]):
                self._all[number] = picture
        return self._all
