"""How long a movie is, and by which clock: what its file says of that, checked against its packets.

Headers are wrong where a recording or a download broke off, or files were joined. So their length
is believed if the last packets end where it says; else, and where it says nothing, the file is read
through once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import MediaError
from adtool.media.clock import FORWARD, Clock, Jump, Watch, exact, jump_fault, mending_command
from adtool.media.container import clock_start, opened, packets
from adtool.media.joined import following_note, joining_command, movie_starts
from adtool.timeline import clock as shown

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

RECORDED = ("mpegts", "mpeg")
"""FFmpeg's names of the formats whose clock may jump, and whose packets may be sought by bytes."""

HOLE = 3600.0
"""Seconds that the clock of any other format may go forward at once: stills, or no signal."""

_SMALL = 8 << 20  # bytes that are soon read through
_SAMPLES = 128  # places in a recording where its clock is looked at
_SHORTER = 60.0  # seconds by which a header may say too much: a last picture may be shown long …
_SHARE = 0.05  # … but no more than this share of the movie
_LONGER = 2.0  # seconds that it may say too little …
_OVER = 0.5  # … but what lies so far beyond belongs to the movie
_REST = 1 << 15  # bytes without what is heard and seen that are worth a word
_BEFORE = 1.0  # seconds before a movie's end at which its last packets are looked for


@dataclass(frozen=True, slots=True)
class Timing:
    """A movie's length and clock.

    Attributes:
        clock: makes one even clock of the file's timestamps.
        duration: the movie's length in ms; 0 if it has none.
        starts: the time of each stream's first packet, in seconds, where it was looked at.
        notes: what the user should know of them.
    """

    clock: Clock
    duration: int
    starts: dict[int, float]
    notes: tuple[str, ...] = ()


def timing_of(path: Path, container: InputContainer, streams: Sequence[av.stream.Stream]) -> Timing:
    """Find a movie's length and clock.

    Args:
        path: the file.
        container: it, open; its place is lost.
        streams: those that are heard and seen.

    Raises:
        MediaError: if its clock jumps, in a format in which times cannot be mended here.
    """
    zero, kind = clock_start(container), container.format.name
    kinds = {stream.index: stream.type[0] for stream in streams}
    said = _said(container, streams, zero)
    if kind in RECORDED:
        return _recorded(path, zero, said, kinds)
    watch = _last_packets(container, streams, zero, said) if said > 0 else Watch()
    end = watch.end
    if end is not None and abs(end - float(said)) < _LONGER <= zero:
        said -= zero  # Matroska's length counts from the clock's own nought
    note = ""
    if not _plausible(watch, zero, said):
        watch = read_through(path, tuple(kinds))
        if watch.jumps:
            raise MediaError(path, unmended(path, kind, watch.jumps[0], zero, kinds))
        measured = Fraction(0) if watch.end is None else exact(watch.end) - zero
        if not said or not (watch.end is None or _plausible(watch, zero, said)):
            note = _wrong_length(path, said, measured) if said > 0 else ""
            said = measured
    if watch.latest is not None and watch.latest - float(zero + said) > _OVER:
        said = exact(watch.latest) - zero
    following = following_note(path, kind, kinds, watch.last)
    return Timing(Clock(zero), round(said * 1000), {}, tuple(filter(None, (note, following))))


def read_through(path: Path, indexes: tuple[int, ...]) -> Watch:
    """Follow the packets of some streams from a movie's start to its end; remembers the last few.

    Raises:
        MediaError: if it cannot be opened.
    """
    status = path.stat()
    return _read_through(path, indexes, (status.st_size, status.st_mtime_ns))


@lru_cache(maxsize=4)
def _read_through(path: Path, indexes: tuple[int, ...], _state: tuple[int, int]) -> Watch:
    with opened(path) as container:
        watch = Watch(FORWARD if container.format.name in RECORDED else HOLE)
        _follow(watch, container, [container.streams[index] for index in indexes])
    return watch


def unmended(path: Path, kind: str, jump: Jump, zero: Fraction, kinds: Mapping[int, str]) -> str:
    """Say in a clause where a movie's clock jumps, and which command makes an even copy.

    Args:
        path: the movie.
        kind: FFmpeg's name of its format.
        jump: the first.
        zero: what its clock tells at its start.
        kinds: FFmpeg's letters of the streams that are needed, by index.
    """
    if kind in RECORDED:
        command = mending_command(path, kinds.values())
    else:
        command = joining_command(path, kinds, movie_starts(path, kind))
    fault = jump_fault(jump, zero)
    return f"{fault}; make a copy whose clock is even, and use that: {command}"


def _said(
    container: InputContainer, streams: Sequence[av.stream.Stream], zero: Fraction
) -> Fraction:
    """Return the length in seconds that the file's header tells; 0 if it tells none."""
    if container.duration is not None and container.duration > 0:
        return Fraction(container.duration, 1_000_000)
    ends = [
        ((stream.start_time or 0) + stream.duration) * Fraction(stream.time_base)
        for stream in streams
        if stream.duration is not None and stream.duration > 0 and stream.time_base is not None
    ]
    return max(ends) - zero if ends else Fraction(0)


def _plausible(watch: Watch, zero: Fraction, said: Fraction) -> bool:
    """Say whether the last packets are where a header says, or one of them is shown till then."""
    if watch.end is None or watch.latest is None:
        return False
    shorter = min(_SHORTER, max(_LONGER, _SHARE * float(said)))
    said_end = float(zero + said)
    return watch.end > said_end - shorter and watch.latest < said_end + _LONGER


def _last_packets(
    container: InputContainer, streams: Sequence[av.stream.Stream], zero: Fraction, said: Fraction
) -> Watch:
    """Look at the last packets; nothing was seen if there are none where they should be.

    A clock that jumps among them is no end either.
    """
    import av

    watch = Watch(HOLE)
    try:
        container.seek(int(max(zero, zero + said - Fraction(_BEFORE)) * 1_000_000))
        _follow(watch, container, streams)
    except (av.error.FFmpegError, OSError, ValueError):
        return Watch()
    return Watch() if watch.jumps else watch


def _follow(watch: Watch, container: InputContainer, streams: Iterable[av.stream.Stream]) -> None:
    for packet in packets(container, *streams):
        if packet is not None:
            watch.follow(packet)


def _wrong_length(path: Path, said: Fraction, measured: Fraction) -> str:
    claimed, true = (shown(round(length * 1000), decimals=0) for length in (said, measured))
    why = "it is cut off, or its header is wrong" if said > measured else "its header is wrong"
    return f"{path.name} claims to be {claimed} long, but ends at {true}: {why}."


def _recorded(path: Path, zero: Fraction, said: Fraction, kinds: Mapping[int, str]) -> Timing:
    """Find the length and the clock of a recording."""
    if said > 0 and path.stat().st_size > _SMALL and _even(path, next(iter(kinds))):
        return Timing(Clock(zero), round(said * 1000), {})
    watch = read_through(path, tuple(kinds))
    other = _other_streams(path, watch, kinds)
    if not watch.jumps:
        end = Fraction(0) if watch.end is None else exact(watch.end) - zero
        return Timing(Clock(zero), round((said or end) * 1000), {}, other)
    zero = min(zero, *map(exact, watch.starts.values()))
    clock = Clock(zero, tuple(watch.jumps), tuple(sorted(watch.keys)))
    length = round((exact(watch.end or 0) - zero) * 1000)
    return Timing(clock, length, watch.starts, (_mended(path, clock, kinds.values()), *other))


def _mended(path: Path, clock: Clock, kinds: Iterable[str]) -> str:
    more = len(clock.jumps) - 1
    again = f" (and {more} times more)" if more > 1 else " (and once more)" if more else ""
    return (
        f"{path.name}: {jump_fault(clock.jumps[0], clock.zero)}{again}. Its parts are counted one "
        "after the other; a copy that players show so makes: "
        f"{mending_command(path, kinds)}"
    )


def _other_streams(path: Path, watch: Watch, kinds: Mapping[int, str]) -> tuple[str, ...]:
    """Say if a large rest of a recording holds other streams than those that it begins with."""
    size = path.stat().st_size
    rest = size - watch.last
    if not watch.last or rest < max(_REST, _SHARE * size):
        return ()
    note = (
        f"{path.name}: its last {round(100 * rest / size)} % hold other streams than those that "
        "are heard and seen, as in joined recordings of several channels. They are left out; a "
        f"copy with all of it: {joining_command(path, kinds, (0, watch.last))}"
    )
    return (note,)


def _even(path: Path, index: int) -> bool:
    """Say whether a recording's clock goes on evenly, as far as some places in it tell.

    Nor may its stream be missing from some place on.
    """
    import av

    size, found, last = path.stat().st_size, list[float](), 0
    with opened(path) as container:
        stream = container.streams[index]
        for sample in range(_SAMPLES):
            try:
                container.seek(size * sample // _SAMPLES, unsupported_byte_offset=True)
                time = next(one.dts for one in container.demux(stream) if one.dts is not None)
            except (av.error.FFmpegError, OSError, StopIteration):
                continue
            found.append(float(time * (stream.time_base or 0)))
            last = sample
    steps = [after - before for before, after in pairwise(found)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0.0
    even = all(-0.5 < step < FORWARD + 5 * usual for step in steps)
    return len(steps) > 1 and even and last >= (1 - _SHARE) * _SAMPLES
