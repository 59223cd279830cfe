"""Where each frame of each clip is: a safetensors file that is mapped into memory, not read.

It holds ``starts`` (clips, K), int64, and ``sizes`` (clips, K), int32: where in its film's shard a
frame's JPEG begins, and how many bytes it has; 0 for a frame that could not be read. Its metadata
say how the frames were made, and which rows are which film's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from adtool.errors import MediaError
from adtool.output import write_bytes

if TYPE_CHECKING:
    import numpy.typing as npt
    from typing_extensions import Self

    Table = npt.NDArray[np.int64]

FORMAT = 1
"""The version of the files."""

INDEX = ".index"
SHARD = ".tar"


@dataclass(frozen=True, slots=True)
class KeptAs:
    """How frames were made: those of a folder all alike.

    Attributes:
        frames: K, frames a clip.
        short_side: pixels of their shorter side.
        quality: of the JPEGs.
        fps: pictures a second, where films are pictures.
        format: the version of the files.
    """

    frames: int
    short_side: int
    quality: int
    fps: float
    format: int = FORMAT

    def difference(self, other: KeptAs) -> str:
        """Say how these frames differ from what is wanted; empty if they do not."""
        words = {
            "format": "files of another version of adtool",
            "frames": f"{self.frames} frames a clip, not {other.frames}",
            "short_side": f"frames of {self.short_side} pixels a side, not {other.short_side}",
            "quality": f"JPEGs of quality {self.quality}, not {other.quality}",
            "fps": f"pictures at {self.fps:g} a second, not {other.fps:g}",
        }
        return next((words[key] for key in words if getattr(self, key) != getattr(other, key)), "")


@dataclass(frozen=True, slots=True)
class FilmRows:
    """Which rows of an index are a film's.

    Attributes:
        film: the film's name.
        shard: the name of its tar file.
        stamp: what stands in that file's head, so that no other is taken for it.
        bytes: the length of that file.
        annotations: the fingerprint of all its annotations, ``clips_digest``.
        clips: which of its ``clip_keys`` have a row, ascending.
        first: the first of these rows.
    """

    film: str
    shard: str
    stamp: str
    bytes: int
    annotations: str
    clips: tuple[int, ...]
    first: int = 0


@dataclass(frozen=True, eq=False)
class FrameIndex:
    """An index in memory, to be written.

    Attributes:
        made: how the frames were made.
        films: the films.
        starts: (clips, K).
        sizes: (clips, K).
    """

    made: KeptAs
    films: tuple[FilmRows, ...]
    starts: Table
    sizes: Table


def write_index(path: Path, index: FrameIndex) -> None:
    """Write an index, whole or not at all.

    Raises:
        OutputError: if it cannot be written.
    """
    films = [asdict(film) for film in index.films]
    metadata = {"made": json.dumps(asdict(index.made)), "films": json.dumps(films)}
    tables: dict[str, npt.NDArray[Any]] = {
        "starts": index.starts.astype(np.int64),
        "sizes": index.sizes.astype(np.int32),
    }
    write_bytes(path, save(tables, metadata))


def join(made: KeptAs, parts: Sequence[FrameIndex]) -> FrameIndex:
    """Join the indexes of films to one of all."""
    films: list[FilmRows] = []
    first = 0
    for part in parts:
        films += [replace(film, first=film.first + first) for film in part.films]
        first += len(part.starts)
    empty = np.zeros((0, made.frames), np.int64)
    starts = np.concatenate([empty, *(part.starts for part in parts)])
    sizes = np.concatenate([empty, *(part.sizes for part in parts)])
    return FrameIndex(made, tuple(films), starts, sizes)


def read_index(path: Path) -> FrameIndex:
    """Read an index whole.

    Raises:
        MediaError: if it is missing, damaged, or no index.
    """
    with OpenIndex(path) as opened:
        return FrameIndex(opened.made, opened.films, *opened.rows(0, opened.count))


class OpenIndex:
    """An index that is mapped into memory: just the rows that are asked for are read.

    Args:
        path: the file.

    Raises:
        MediaError: if it is missing, damaged, or no index.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            opened: Any = safe_open(path, "np")
            self._file = opened
            said = opened.metadata() or {}
            self.made = KeptAs(**json.loads(said["made"]))
            self.films = tuple(_film(film) for film in json.loads(said["films"]))
            self._starts, self._sizes = map(self._file.get_slice, ("starts", "sizes"))
            self.count = int(self._starts.get_shape()[0])
            self._check()
        except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
            raise MediaError(path, "is no index of frames; run adtool frames") from error

    def rows(self, first: int, count: int) -> tuple[Table, Table]:
        """Return where the frames of some clips begin, and their sizes: each (count, K)."""
        if not count:  # of no rows, safetensors cuts no slice
            none = np.zeros((0, self.made.frames), np.int64)
            return none, none
        return self._starts[first : first + count], self._sizes[first : first + count]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        del self._starts, self._sizes, self._file

    def _check(self) -> None:
        """Refuse tables that do not fit what is said of them.

        Raises:
            ValueError: if so.
        """
        shape = [self.count, self.made.frames]
        if any(table.get_shape() != shape for table in (self._starts, self._sizes)):
            raise ValueError("tables of the wrong shape")
        if any(film.first + len(film.clips) > self.count for film in self.films):
            raise ValueError("films without rows")


def _film(said: dict[str, Any]) -> FilmRows:
    return FilmRows(**{**said, "clips": tuple(said["clips"])})
