"""A movie as numbered pictures, in a folder or a tar file: TVQA's form, which TV-AD uses.

The pictures lie on a clock of their own: the first, whatever its number, is on screen from 0, and
each for as long as the rate says. They may be missing, damaged, or not pictures at all; nothing in
an archive is ever unpacked to disk, and names that are no number are not looked at.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from adtool.errors import MediaError
from adtool.media.image import Image
from adtool.media.reader import FrameReader
from adtool.settings import PICTURES_FPS

_PICTURE = re.compile(r"(?:.*[^0-9])?([0-9]{1,9})\.(?:jpe?g|png|webp)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a picture's bytes are: ``size`` of them in ``file``, from ``start``."""

    file: Path
    start: int
    size: int


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
        self._places = _index(path)
        self._first, self._last = min(self._places), max(self._places)
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
        return round((self._last - self._first + 1) * 1000 / self._rate)

    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        """Return the pictures on screen at some times; see ``FrameReader.read``."""
        return self.pictures([self._first + int(t * self._rate // 1000) for t in times_ms])

    def pictures(self, numbers: Sequence[int]) -> list[Image | None]:
        """Return pictures by their numbers; None for each that is missing or unreadable."""
        found = {number: self._picture(number) for number in set(numbers)}
        return [found[number] for number in numbers]

    def close(self) -> None:
        """Do nothing: no file stays open."""

    def _picture(self, number: int) -> Image | None:
        from adtool.media.pictures import MOST_BYTES, PictureError, decode

        place = self._places.get(number)
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


def is_numbered_picture(name: str) -> bool:
    """Say whether a file's name is that of a numbered picture."""
    return _PICTURE.fullmatch(name) is not None


@lru_cache(maxsize=64)
def _index(path: Path) -> Mapping[int, _Place]:
    """Find a movie's pictures by number; a tar file is gone through once."""
    try:
        found = _in_folder(path) if path.is_dir() else _in_tar(path)
    except FileNotFoundError as error:
        raise MediaError(path, "there is no such file") from error
    except (OSError, tarfile.TarError, EOFError) as error:
        raise MediaError(path, f"cannot be read as a tar file of pictures ({error})") from error
    if not found:
        raise MediaError(path, "holds no numbered pictures, such as 00001.jpg")
    return found


def _in_folder(folder: Path) -> dict[int, _Place]:
    return {
        int(match[1]): _Place(file, 0, file.stat().st_size)
        for file in sorted(folder.iterdir())
        if (match := _PICTURE.fullmatch(file.name)) and file.is_file()
    }


def _in_tar(path: Path) -> dict[int, _Place]:
    with tarfile.open(path, "r:") as archive:  # uncompressed, so that pictures can be read alone
        return {
            int(match[1]): _Place(path, member.offset_data, member.size)
            for member in archive
            if member.isreg() and not member.issparse()
            if (match := _PICTURE.fullmatch(member.name.rpartition("/")[2]))
        }
