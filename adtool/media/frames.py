"""The pictures of a movie at given times, read by one of several readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from adtool.errors import AdtoolError, MediaError
from adtool.media.probe import MediaInfo, probe
from adtool.media.reader import FrameReader
from adtool.media.tally import Tally

PYAV = "pyav"
"""The reader that is taken unless another is asked for."""


def _pyav(info: MediaInfo, short_side: int | None, tally: Tally | None) -> FrameReader:
    from adtool.media.pyav_frames import PyAVFrames

    return PyAVFrames(info, short_side, tally)


def _decord(info: MediaInfo, short_side: int | None, tally: Tally | None) -> FrameReader:
    from adtool.media.decord_frames import DecordFrames

    return DecordFrames(info, short_side)


FRAME_READERS: dict[str, Callable[[MediaInfo, int | None, Tally | None], FrameReader]] = {
    PYAV: _pyav,
    "decord": _decord,
}
"""How frames can be read: "pyav" for everything, "decord" for clean progressive H.264."""


def open_frames(
    path: str | Path,
    reader: str = PYAV,
    short_side: int | None = None,
    tally: Tally | None = None,
) -> FrameReader:
    """Open a movie to read frames from it; use the result in a ``with`` statement.

    Args:
        path: the movie.
        reader: an entry of ``FRAME_READERS``.
        short_side: scale frames down so that their shorter side has this many pixels, keeping the
            proportions; smaller frames stay as they are, and so does every frame with None. It
            happens before the conversion to RGB, which makes large movies much cheaper to read.
        tally: counts the frames that are decoded; "decord" does not tell them.

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
    return FRAME_READERS[reader](info, short_side, tally)
