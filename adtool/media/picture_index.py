"""Where the numbered pictures of a folder or a tar file are, found once and kept small.

Training takes clips from anywhere in thousands of films, so what was found is kept for all of
them, in 16 bytes a picture (and its name, in a folder): a tar file is gone through once.
"""

from __future__ import annotations

import re
import tarfile
import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from adtool.errors import MediaError

MOST_PICTURES = 10_000_000
"""Pictures whose places a process keeps: those of 2,500 episodes of 20 minutes, in 160 MB."""

_LARGEST = 2**32 - 1  # bytes; no picture that is ever decoded is near it

_PICTURE = re.compile(r"(?:.*[^0-9])?([0-9]{1,9})\.(?:jpe?g|png|webp)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture's bytes are: ``size`` of them in ``file``, from ``start``."""

    file: Path
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class PictureIndex:
    """The places of a movie's pictures.

    Attributes:
        path: the folder, or the tar file.
        numbers: of the pictures, ascending.
        starts: where in the file each one's bytes begin.
        sizes: how many they are.
        names: of the files in a folder; none where there is one tar file.
    """

    path: Path
    numbers: array[int]
    starts: array[int]
    sizes: array[int]
    names: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The lowest number."""
        return self.numbers[0]

    @property
    def last(self) -> int:
        """The highest number."""
        return self.numbers[-1]

    def find(self, number: int) -> Place | None:
        """Return where a picture is; None where there is none of that number."""
        if not self.first <= number <= self.last:
            return None
        at = bisect_left(self.numbers, number)
        if self.numbers[at] != number:
            return None
        file = self.path / self.names[at] if self.names else self.path
        return Place(file, self.starts[at], self.sizes[at])


class KeptIndexes:
    """Indexes of the movies that were opened last, as many as hold ``most`` pictures together."""

    def __init__(self, most: int = MOST_PICTURES) -> None:
        self._most, self._pictures = most, 0
        self._kept: OrderedDict[Path, PictureIndex] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, path: Path) -> PictureIndex:
        """Return a movie's index; a tar file is gone through once.

        Raises:
            MediaError: if it cannot be read, or holds no numbered pictures.
        """
        with self._lock:
            if path in self._kept:
                self._kept.move_to_end(path)
                return self._kept[path]
        found = find_pictures(path)  # without the lock: several are looked through at once
        with self._lock:
            if path not in self._kept:
                self._kept[path] = found
                self._pictures += len(found.numbers)
            while self._pictures > self._most and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._pictures -= len(gone.numbers)
        return found

    def forget(self) -> None:
        """Look through every movie again."""
        with self._lock:
            self._kept.clear()
            self._pictures = 0


KEPT = KeptIndexes()


def is_numbered_picture(name: str) -> bool:
    """Say whether a file's name is that of a numbered picture."""
    return _PICTURE.fullmatch(name) is not None


def find_pictures(path: Path) -> PictureIndex:
    """Look through a folder or a tar file.

    Raises:
        MediaError: if it cannot be read, or holds no numbered pictures.
    """
    try:
        found = _in_folder(path) if path.is_dir() else _in_tar(path)
    except FileNotFoundError as error:
        raise MediaError(path, "there is no such file") from error
    except (OSError, tarfile.TarError, EOFError) as error:
        raise MediaError(path, f"cannot be read as a tar file of pictures ({error})") from error
    if not found.numbers:
        raise MediaError(path, "holds no numbered pictures, such as 00001.jpg")
    return found


def _in_folder(folder: Path) -> PictureIndex:
    return _index(
        folder,
        (
            (int(match[1]), 0, file.stat().st_size, file.name)
            for file in sorted(folder.iterdir())
            if (match := _PICTURE.fullmatch(file.name)) and file.is_file()
        ),
    )


def _in_tar(path: Path) -> PictureIndex:
    with tarfile.open(path, "r:") as archive:  # uncompressed, so that pictures can be read alone
        return _index(
            path,
            (
                (int(match[1]), member.offset_data, member.size, "")
                for member in archive
                if member.isreg() and not member.issparse()
                if (match := _PICTURE.fullmatch(member.name.rpartition("/")[2]))
            ),
        )


def _index(path: Path, pictures: Iterable[tuple[int, int, int, str]]) -> PictureIndex:
    """Make an index; of pictures of one number the last counts."""
    by_number = {number: (start, size, name) for number, start, size, name in pictures}
    numbers = array("i", sorted(by_number))
    starts, sizes = array("q"), array("I")
    names = []
    for number in numbers:
        start, size, name = by_number[number]
        starts.append(start)
        sizes.append(min(size, _LARGEST))
        names += [name] if name else []
    return PictureIndex(path, numbers, starts, sizes, tuple(names))
