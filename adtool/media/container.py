"""Opening a movie file safely, and reading its packets whatever state they are in.

FFmpeg opens far more than files: URLs, devices, and playlists that name further files or URLs. Here
it is handed one open local file and may reach nothing else: names are never interpreted, and any
reference from inside the file to the outside fails.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from adtool.documents import another_kind, refuse_address
from adtool.documents.kinds import HEAD
from adtool.errors import MediaError
from adtool.output import keep

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

_Stream = TypeVar("_Stream", bound="av.stream.Stream")

_BUFFER = 1 << 18  # bytes a read; PyAV's own 32 KiB makes a Python call for every few packets
_MOST_READ_ERRORS = 1000  # after so many unreadable places the rest of a file is given up
_NO_MOVIE = "cannot be read as a movie: it is damaged, incomplete, or no movie at all"


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a movie file for demuxing, and close it again.

    Raises:
        MediaError: if there is no such file, or FFmpeg finds no movie in it.
    """
    import av

    # torchvision has FFmpeg's messages go through Python. A decoding thread that has one then waits
    # for Python, which may be waiting for that thread to end: for ever. Our readers count faults.
    av.logging.set_level(None)
    keep(path)
    _check_is_file(path)
    try:
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise MediaError(path, f"cannot be opened: {error.strerror}") from error
    with file:
        try:
            # No protocol is called "none": whatever a playlist names cannot be opened.
            options = {"protocol_whitelist": "none"}
            container = av.open(
                file, mode="r", options=options, buffer_size=_BUFFER, metadata_errors="replace"
            )
        except (av.error.FFmpegError, OSError, ValueError) as error:
            raise MediaError(path, no_movie(path) or _NO_MOVIE) from error
        with container:
            yield container


def no_movie(path: Path) -> str:
    """Say what a file is that is no movie, and with which option it is named; empty if unknown."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if fault := another_kind(head, MediaError):
        options = [option for kind, option in _HELPERS.items() if kind in fault]
        return f"{fault}, and this with {options[0]}" if options else fault
    return ""


_HELPERS = {"subtitles": "--subtitles", "cast.json": "--cast", "gaps.json": "--gaps"}
"""What helps to describe a movie, and how it is named."""


def _check_is_file(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        refuse_address(path, MediaError)
        raise MediaError(path, "there is no such file") from error
    except (OSError, ValueError) as error:
        raise MediaError(path, f"cannot be opened: {error}") from error
    if stat.S_ISDIR(status.st_mode):
        raise MediaError(path, "is a folder, not a movie; name one movie file")
    if not stat.S_ISREG(status.st_mode):
        raise MediaError(path, "is no regular file; save the movie to disk first")
    if status.st_size == 0:
        raise MediaError(path, "is empty (0 bytes); copy or download it again")


def packets(container: InputContainer, *streams: _Stream) -> Iterator[av.Packet[_Stream] | None]:
    """Read the packets of some streams to the end, past places that cannot be read.

    Yields:
        Packets in file order, and None for each place that could not be read. The last packet of
        each stream is empty; decoding it brings out the frames that the decoder still holds.
        Other empty packets, by which codecs say "as before", are left out: decoders refuse them.
    """
    import av

    for _ in range(_MOST_READ_ERRORS):
        try:
            demuxed = cast("Iterator[av.Packet[_Stream]]", container.demux(*streams))
            yield from (packet for packet in demuxed if packet.size or packet.pts is None)
        except (av.error.FFmpegError, OSError):  # noqa: PERF203 (it is the loop's purpose)
            yield None  # a new demuxing loop goes on behind the bad place
        else:
            return


def clock_start(container: InputContainer) -> Fraction:
    """Return the timestamp, in seconds, that is time zero of the movie.

    It is the container's start: the earliest of its streams. FFmpeg gives it in whole microseconds;
    the exact start of that stream is used where it is known, so that frame boundaries stay exact.
    """
    starts = [
        stream.start_time * Fraction(stream.time_base)
        for stream in container.streams
        if stream.start_time is not None and stream.time_base is not None
    ]
    # Absent in raw streams, whatever the type annotation of PyAV says.
    start: int | None = container.start_time
    if start is None:
        return min(starts, default=Fraction(0))
    rounded = Fraction(start, 1_000_000)
    nearest = min(starts, key=lambda exact: abs(exact - rounded), default=rounded)
    return nearest if abs(nearest - rounded) <= Fraction(1, 1_000_000) else rounded
