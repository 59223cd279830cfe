"""The pictures of a movie at given times, read by one of several readers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from adtool.errors import AdtoolError, MediaError
from adtool.media.probe import MediaInfo, probe

if TYPE_CHECKING:
    from typing_extensions import Self

Image = npt.NDArray[np.uint8]


class FrameReader(ABC):
    """An open movie whose frames can be asked for."""

    @property
    @abstractmethod
    def skipped_packets(self) -> int:
        """How many packets of the movie turned out to be unreadable so far."""

    @abstractmethod
    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        """Return the frames that are on screen at some times, in the order of the times.

        A frame is on screen from its own time until that of the next; the last one for its own
        duration. Before the first and after the last, and where the movie is damaged, there is
        none: the frame is missing, and never replaced by a neighbour. This raises no error for
        one bad frame or one bad clip.

        Args:
            times_ms: times on the movie's clock, usually of one clip; ascending is fastest.

        Returns:
            For each time an RGB image (H, W, 3), uint8, upright and in its display proportions,
            or None where the frame is missing. Equal frames may be one array: do not write to it.
        """

    @abstractmethod
    def close(self) -> None:
        """Close the movie; the reader cannot be used after that."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _pyav(info: MediaInfo, short_side: int | None) -> FrameReader:
    from adtool.media.pyav_frames import PyAVFrames

    return PyAVFrames(info, short_side)


def _decord(info: MediaInfo, short_side: int | None) -> FrameReader:
    from adtool.media.decord_frames import DecordFrames

    return DecordFrames(info, short_side)


FRAME_READERS: dict[str, Callable[[MediaInfo, int | None], FrameReader]] = {
    "pyav": _pyav,
    "decord": _decord,
}
"""How frames can be read: "pyav" for everything, "decord" for clean progressive H.264."""


def open_frames(
    path: str | Path, reader: str = "pyav", short_side: int | None = None
) -> FrameReader:
    """Open a movie to read frames from it; use the result in a ``with`` statement.

    Args:
        path: the movie.
        reader: an entry of ``FRAME_READERS``.
        short_side: scale frames down so that their shorter side has this many pixels, keeping the
            proportions; smaller frames stay as they are, and so does every frame with None. It
            happens before the conversion to RGB, which makes large movies much cheaper to read.

    Raises:
        AdtoolError: if there is no such reader.
        MediaError: as ``probe``, and if the movie has no video, or the reader cannot open it.
        UnavailableError: if the reader's package is not installed.
    """
    if reader not in FRAME_READERS:
        known = ", ".join(FRAME_READERS)
        raise AdtoolError(f"There is no frame reader {reader!r}; choose from {known}.")
    info = probe(path)
    if info.video is None:
        raise MediaError(info.path, "has no video")
    return FRAME_READERS[reader](info, short_side)
