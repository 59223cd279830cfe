"""Which file shows which movie: a folder of videos, searched once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from adtool.documents import refuse_address
from adtool.errors import MediaError
from adtool.media.frames import open_frames
from adtool.media.picture_index import is_numbered_picture
from adtool.media.probe import probe
from adtool.media.reader import FrameReader
from adtool.media.stills import StillFrames

ARCHIVE = ".tar"
"""The extension of a tar file of pictures."""

CLIPS = "frames.index"
"""The file in a folder of annotated clips' frames (``adtool.datasets.cache``): no whole films."""

_MOVIE = re.compile(
    r"\.(?:avi|flv|m2ts|m4v|mkv|mov|mp4|mpe?g|mts|mxf|ogv|ts|vob|webm|wmv|tar)", re.IGNORECASE
)
_IMDB = re.compile(r"(?<![a-z0-9])tt[0-9]{7,9}(?![0-9])")


@dataclass(frozen=True)
class FootageFolder:
    """The movies below a folder: video files, tar files of pictures, folders of pictures.

    Attributes:
        folder: the folder.
        by_name: every movie, sorted, in lower case: by its path in the folder without extension,
            by the last part of that, and by IMDb's number in it ("Signs [tt0286106].mkv").
    """

    folder: Path
    by_name: dict[str, tuple[Path, ...]]

    def find(self, names: Iterable[str]) -> tuple[Path, ...]:
        """Return the files of a movie; more than one where it is not clear which is meant.

        Args:
            names: what it may be called, the likeliest first: a file's name with or without
                extension, with or without (some of) the folders it is in.
        """
        for name in names:
            whole = name.replace("\\", "/").strip("/").lower()
            for key in (whole, _stem(whole), PurePosixPath(whole).name):
                if key in self.by_name:
                    return self.by_name[key]
        return ()


def footage_folder(folder: Path) -> FootageFolder:
    """Search a folder and all below it.

    Raises:
        MediaError: if it is no folder, or cannot be read.
    """
    if not folder.is_dir():
        refuse_address(folder, MediaError)
        raise MediaError(folder, "is no folder" if folder.exists() else "there is no such folder")
    if (folder / CLIPS).exists():
        fault = "holds the frames of annotated clips, and no whole films"
        raise MediaError(folder, f"{fault}; name the folder of the films")
    found: dict[str, dict[Path, None]] = {}
    try:
        for path in _movies(folder):
            inside = path.relative_to(folder).as_posix().lower()
            stem = inside if path.is_dir() else _stem(inside)
            name = PurePosixPath(stem).name
            for key in (stem, name, *_IMDB.findall(name)):
                found.setdefault(key, {})[path] = None
    except OSError as error:
        raise MediaError(folder, f"cannot be read: {error.strerror}") from error
    return FootageFolder(folder, {key: tuple(sorted(paths)) for key, paths in found.items()})


def open_footage(path: Path, rate: float, short_side: int | None = None) -> FrameReader:
    """Open a video, or pictures.

    Args:
        path: a file or folder that ``FootageFolder.find`` returned.
        rate: pictures a second, where it is pictures.
        short_side: as in ``open_frames``.

    Raises:
        MediaError: if it cannot be opened.
    """
    if _is_pictures(path):
        return StillFrames(path, rate, short_side)
    return open_frames(path, short_side=short_side)


def footage_length(path: Path, rate: float) -> int:
    """Return how long a video, or what pictures, last, in ms; the arguments of ``open_footage``.

    Raises:
        MediaError: if it cannot be opened, or has no video.
    """
    if _is_pictures(path):
        return StillFrames(path, rate).duration
    info = probe(path)
    if info.video is None:
        raise MediaError(path, "has no video")
    return info.duration


def _movies(folder: Path) -> Iterable[Path]:
    been: set[tuple[int, int]] = set()
    for place, folders, files in os.walk(folder, onerror=_refuse, followlinks=True):
        here = Path(place)
        status = here.stat()
        if (status.st_dev, status.st_ino) in been:  # links may lead in a circle
            folders.clear()
            continue
        been.add((status.st_dev, status.st_ino))
        if CLIPS in files:
            folders.clear()
            continue
        folders.sort()
        if any(map(is_numbered_picture, files)):
            yield here
        for file in files:
            if _MOVIE.fullmatch(os.path.splitext(file)[1]):  # noqa: PTH122 - it need be no Path
                yield here / file


def _is_pictures(path: Path) -> bool:
    return path.suffix.lower() == ARCHIVE or path.is_dir()


def _stem(name: str) -> str:
    """Take the extension away, if it is one that a movie may have: names may hold dots."""
    stem, dot, suffix = name.rpartition(".")
    return stem if _MOVIE.fullmatch(dot + suffix) else name


def _refuse(error: OSError) -> None:
    raise error
