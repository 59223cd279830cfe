"""A movie as numbered pictures, in a folder or a tar file: TVQA's form, which TV-AD uses.

The pictures lie on a clock of their own: the first, whatever its number, is on screen from 0, and
each for as long as the rate says. They may be missing, damaged, or not pictures at all; nothing in
an archive is ever unpacked to disk, and names that are no number are not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adtool.media.image import Image
from adtool.media.picture_index import KEPT
from adtool.media.reader import FrameReader
from adtool.settings import PICTURES_FPS


class StillFrames(FrameReader):
    """Numbered pictures, read one by one.

    Args:
        path: the folder, or the tar file.
        rate: pictures a second.
        short_side: as in ``open_frames``.

    Raises:
        MediaError: if there is no such folder or tar file, or no numbered picture in it.
    """

    def __init__(
        self, path: Path, rate: float = PICTURES_FPS, short_side: int | None = None
    ) -> None:
        self._index = KEPT.of(path)
        self._rate = rate
        self._short_side = short_side
        self._unreadable = 0

    @property
    def skipped_packets(self) -> int:
        """How many pictures turned out to be unreadable so far."""
        return self._unreadable

    @property
    def duration(self) -> int:
        """How long the pictures last, in ms."""
        return round((self._index.last - self._index.first + 1) * 1000 / self._rate)

    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        """Return the pictures on screen at some times; see ``FrameReader.read``."""
        return self.pictures([self._index.first + int(t * self._rate // 1000) for t in times_ms])

    def pictures(self, numbers: Sequence[int]) -> list[Image | None]:
        """Return pictures by their numbers; None for each that is missing or unreadable."""
        found = {number: self._picture(number) for number in set(numbers)}
        return [found[number] for number in numbers]

    def close(self) -> None:
        """Do nothing: no file stays open."""

    def _picture(self, number: int) -> Image | None:
        from adtool.media.pictures import MOST_BYTES, PictureError, decode

        place = self._index.find(number)
        if place is None:
            return None
        try:
            with place.file.open("rb") as file:
                file.seek(place.start)
                content = file.read(min(place.size, MOST_BYTES + 1))
            return decode(content, short_side=self._short_side)
        except (OSError, PictureError):
            self._unreadable += 1
            return None
