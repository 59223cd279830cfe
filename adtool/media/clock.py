"""The clock of a movie file: whether it goes on evenly, and how it is mended where it jumps.

The packets of a broadcast recording carry the time of the transmitter's clock. It wraps after 26.5
hours (FFmpeg unwraps that), and jumps wherever recordings were joined or the transmitter changed.
Such a file is played one part after the other, and so it is counted here: behind each jump all
times are moved, so that the first packet there follows the last one before it. FFmpeg's own copy of
such a file has the same times.
"""

from __future__ import annotations

import shlex
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from adtool.media.container import packets
from adtool.timeline import clock as shown

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

_Stream = TypeVar("_Stream", bound="av.stream.Stream")

FORWARD = 10.0
"""Seconds that a recording's clock may go forward at once; more is a jump, for FFmpeg as well."""

_BACK = 0.5  # seconds it may go back: encoders overlap
_SURE = 8  # packets that must agree before a jump is believed, rather than one packet's fault
_NEAR = 30.0  # seconds from each other within which they agree
_TICKS = 90_000  # a second; the unit of the clocks that jump


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a file's clock jumps.

    Attributes:
        position: the byte in the file from which on.
        time: where that is on the file's mended clock, in seconds.
        by: how many seconds the clock goes forward there; negative where it goes back.
    """

    position: int
    time: Fraction
    by: Fraction


@dataclass(frozen=True, slots=True)
class Clock:
    """What makes one even clock of a file's timestamps.

    Attributes:
        zero: the timestamp, in seconds, that is time zero of the movie.
        jumps: in the order of the file.
        keys: mended seconds and positions of the key frames; only where there are jumps.
    """

    zero: Fraction
    jumps: tuple[Jump, ...] = ()
    keys: tuple[tuple[float, int], ...] = ()

    def packets(
        self, container: InputContainer, *streams: _Stream
    ) -> Iterator[av.Packet[_Stream] | None]:
        """Read packets as ``container.packets`` does, and mend their times."""
        if not self.jumps:
            yield from packets(container, *streams)
            return
        starts = [jump.position for jump in self.jumps]
        offsets = [Fraction(0)]
        for jump in self.jumps:
            offsets.append(offsets[-1] - jump.by)
        places: dict[int, int] = {}
        for packet in packets(container, *streams):
            if packet is not None and packet.time_base is not None:
                index = packet.stream.index
                places[index] = place = _place(packet, places.get(index, 0))
                _move(packet, offsets[bisect_right(starts, place)])
            yield packet

    def key_before(self, seconds: float) -> tuple[float, int] | None:
        """Return mended seconds and position of the last key frame at or before a time."""
        found = bisect_right(self.keys, (seconds, 1 << 62)) - 1
        return self.keys[found] if found >= 0 else None


class Watch:
    """Follows the timestamps of a file's packets, and finds where they jump.

    Attributes:
        jumps: those found.
        latest: when the latest packet begins, in mended seconds; None before there is one.
        end: where the latest packet ends, likewise.
        starts: the time of each stream's first packet, by index.
        keys: mended seconds and positions of the key frames of video.
        last: a byte of the packet that is the last in the file.
    """

    def __init__(self, forward: float = FORWARD) -> None:
        """Begin; ``forward`` seconds with no packet between are no jump yet."""
        self.jumps: list[Jump] = []
        self.latest: float | None = None
        self.end: float | None = None
        self.starts: dict[int, float] = {}
        self.keys: list[tuple[float, int]] = []
        self.last = 0
        self._forward = forward
        self._last: dict[int, float] = {}
        self._next: dict[int, float] = {}
        self._places: dict[int, int] = {}
        self._bases: dict[int, float] = {}  # making a Fraction for each packet takes long
        self._offset = self._old = 0.0
        self._doubt: _Doubt | None = None

    def follow(self, packet: av.Packet[Any]) -> None:
        """Look at the next packet of the file."""
        stamp = packet.pts if packet.dts is None else packet.dts
        if stamp is None:
            return
        index = packet.stream.index
        base = self._bases.get(index) or self._bases.setdefault(index, float(packet.time_base))
        time, length = stamp * base, min((packet.duration or 0) * base, self._forward)
        place = self._places[index] = _place(packet, self._places.get(index, 0))
        self.last = max(self.last, place)
        behind = not self.jumps or place >= self.jumps[-1].position
        mended = time + (self._offset if behind else self._old)
        if not self._fits(index, mended):
            self._wonder(index, time, place)
            return
        if self._doubt is not None and place >= self._doubt.position:
            self._doubt = None
        later = 0.0 if packet.pts is None else (packet.pts - stamp) * base
        shown = mended if abs(later) > FORWARD else mended + later
        self.starts.setdefault(index, shown)
        if packet.is_keyframe and packet.stream.type == "video":
            self.keys.append((shown, place))
        self._last[index], self._next[index] = mended, mended + length
        self.latest = shown if self.latest is None else max(self.latest, shown)
        self.end = max(self.latest, self.end or shown, shown + length)

    def _fits(self, index: int, time: float) -> bool:
        if self.end is not None and time > self.end + self._forward:
            return False
        return index not in self._last or time >= self._last[index] - _BACK

    def _wonder(self, index: int, time: float, place: int) -> None:
        """Count packets that agree on another time; enough of them are a jump."""
        doubt = self._doubt
        if doubt is None or abs(time - doubt.time) > _NEAR:
            goes_on = self._next.get(index, self.end or 0.0)
            self._doubt = _Doubt(place, time, goes_on)
            return
        doubt.position = min(doubt.position, place)
        doubt.agree += 1
        if doubt.agree == _SURE:
            self._jump(doubt)

    def _jump(self, doubt: _Doubt) -> None:
        before = self._offset
        self._old, self._offset = before, doubt.goes_on - doubt.time
        by, time = (exact(number) for number in (before - self._offset, doubt.goes_on))
        self.jumps.append(Jump(doubt.position, time, by))
        self._last.clear()
        self._doubt = None


@dataclass(slots=True)
class _Doubt:
    """Packets whose time is not what was expected: how many agree, and what was expected."""

    position: int
    time: float
    goes_on: float
    agree: int = 1


def jump_fault(jump: Jump, zero: Fraction) -> str:
    """Say in a clause where a clock jumps, how far, and why that may be."""
    way = "forward" if jump.by > 0 else "back"
    at, by = (round(1000 * abs(number)) for number in (jump.time - zero, jump.by))
    return f"its clock jumps {way} by {shown(by)} at {shown(at)}, as in joined recordings"


def mending_command(path: Path, kinds: Iterable[str]) -> str:
    """Return the command that makes a copy of a recording whose clock goes on evenly.

    Args:
        path: the file.
        kinds: FFmpeg's letters of what it holds: "va" is video and sound.
    """
    copy = path.with_name(f"{path.stem}-mended.mkv")
    maps = " ".join(f"-map 0:{kind}" for kind in kinds)
    source, target = shlex.quote(str(path)), shlex.quote(str(copy))
    # The threshold takes out small jumps as well.
    return f"ffmpeg -fflags +genpts -dts_error_threshold 1 -i {source} {maps} -c copy {target}"


def _place(packet: av.Packet[Any], before: int) -> int:
    return before if packet.pos is None or packet.pos < 0 else packet.pos


def _move(packet: av.Packet[Any], by: Fraction) -> None:
    base = Fraction(packet.time_base)
    ticks = round(by / base)
    displayed, decoded = packet.pts, packet.dts
    if displayed is not None and decoded is not None and abs(displayed - decoded) * base > FORWARD:
        displayed = None  # the last picture before a jump may have the time of what follows
    packet.pts = None if displayed is None else displayed + ticks
    packet.dts = None if decoded is None else decoded + ticks


def exact(seconds: float) -> Fraction:
    """Return a time as precisely as recordings tell it, whatever floats make of it."""
    return Fraction(round(seconds * _TICKS), _TICKS)
