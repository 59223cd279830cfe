"""A place among a movie's frames that can be moved to any time, at the least cost."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from adtool.errors import MediaError
from adtool.media.clock import Clock
from adtool.media.container import clock_start, opened
from adtool.media.probe import best_video
from adtool.media.tally import Tally

if TYPE_CHECKING:
    import av

_REACH = 10  # seconds to decode on rather than seek, where the file does not list its key frames
_DOUBT = 16  # frames; decoders reorder at most so many, so errors are reported that much off
_THREADS = min(4, os.cpu_count() or 1)  # each thread holds frames, and delays the first


@dataclass(frozen=True, slots=True)
class _Timed:
    """A decoded frame, and when it is shown: from ``start``, for ``length`` if nothing follows."""

    frame: av.VideoFrame
    start: int
    length: int
    doubtful: bool  # something just before it could not be read

    @property
    def end(self) -> int:
        return self.start + self.length


class VideoCursor:
    """Moves through the frames of a movie's best video stream.

    It stands between two frames of a decoding run: the one on screen and the one after. Going to
    a time means decoding on, or seeking to the key frame before it where that is nearer. Whether
    a seek landed at or before the time is verified, for files and demuxers often get it wrong.

    Attributes:
        skipped_packets: how many packets could not be read or decoded.
    """

    def __init__(self, path: Path, clock: Clock | None = None, tally: Tally | None = None) -> None:
        """Open the movie.

        Args:
            path: the movie.
            clock: its own, which ``probe`` found; else time zero is where it starts.
            tally: counts the frames that are decoded.

        Raises:
            MediaError: if it cannot be opened, or has no video.
        """
        self.skipped_packets = 0
        self._path = path
        self._known = clock
        self._tally = tally or Tally()
        self._wanted: int | None = None  # the tick that is on the way to; None: every frame counts
        self._end: int | None = None  # of the last frame that there is, once seen
        self._files = ExitStack()
        self._begin()

    def close(self) -> None:
        """Close the movie."""
        self._files.close()

    @property
    def pixel_aspect(self) -> Fraction:
        """Width of a stored pixel over its height."""
        return Fraction(self._stream.sample_aspect_ratio or 1)

    def at(self, time: int) -> av.VideoFrame | None:
        """Go to a time in ms, and return the frame that is on screen then, if there is one."""
        tick = self._tick(time)
        if self._end is not None and tick >= self._end:
            return None
        self._wanted = tick
        if not self._within_reach(tick):
            self._seek(tick)
        while self._next is not None and self._next.start <= tick:
            self._step()
        return self._shown(tick)

    def onward(self, start: int, end: int) -> Iterator[tuple[int, av.VideoFrame | None]]:
        """Give all frames on screen in ``[start, end)`` ms, with the ms when each appears.

        Where a frame goes and the one after it is lost, or there is none, None is given.
        """
        frame, appears = self.at(start), start
        self._wanted = None
        while True:
            if frame is not None:
                yield appears, frame
                if self._now and self._breaks_off() and self._now.end < self._tick(end):
                    yield self._time(self._now.end), None
            if self._next is None or self._next.start >= self._tick(end):
                return
            self._step()
            if self._now is not None:
                frame, appears = self._now.frame, self._time(self._now.start)

    def _tick(self, time: int) -> int:
        """Return a time in ms in units of the stream's time base, rounded down."""
        return math.floor((Fraction(time, 1000) + self._zero) / self._time_base)

    def _time(self, tick: int) -> int:
        return math.ceil((tick * self._time_base - self._zero) * 1000)

    def _shown(self, tick: int) -> av.VideoFrame | None:
        now, following = self._now, self._next
        if now is None or tick < now.start:
            return None
        lost = following is None or following.doubtful
        return None if lost and tick >= now.end else now.frame

    def _breaks_off(self) -> bool:
        """Say whether nothing is on screen after the frame that is."""
        now, following = self._now, self._next
        if now is None or following is None:
            return True
        return following.doubtful and now.end < following.start

    def _within_reach(self, tick: int) -> bool:
        """Say whether decoding on gets to ``tick``, and sooner than seeking would."""
        if self._now is None:
            if not self._at_start:
                return False
        elif tick < self._now.start:
            return False
        if self._next is None or tick < self._next.start:
            return True
        key = self._key_frame_before(tick)
        if key is None:
            return tick - self._next.start <= _REACH / self._time_base
        return key <= self._next.start

    def _key_frame_before(self, tick: int) -> int | None:
        """Return the time of the last key frame at or before ``tick``, if the file's index tells.

        Where the index ends with it, more may follow: Matroska's is read with the first seek, and
        holds until then what was read so far.
        """
        if self._clock.jumps:
            key = self._clock.key_before(float(tick * self._time_base))
            return None if key is None else math.floor(Fraction(key[0]) / self._time_base)
        entries = self._stream.index_entries
        found = entries.search_timestamp(tick)
        return entries[found].timestamp if 0 <= found < len(entries) - 1 else None

    def _seek(self, tick: int) -> None:
        """Start decoding at a key frame at or before ``tick``, else at the movie's start."""
        back = 0
        while tick - back > self._first:
            if self._land(tick - back) and self._next is not None and self._next.start <= tick:
                return
            back = back * 4 or math.ceil(1 / self._time_base)
        self._begin()

    def _land(self, tick: int) -> bool:
        import av

        try:
            if self._clock.jumps:  # a timestamp may be there twice; a byte is not
                key = self._clock.key_before(float(tick * self._time_base))
                self._container.seek(key[1] if key else 0, unsupported_byte_offset=True)
            else:
                self._container.seek(tick, stream=self._stream)
        except (av.error.FFmpegError, OSError):
            return False
        self._run(from_start=False)
        return True

    def _begin(self) -> None:
        """Open the file (again): the one way to its start that works for every format."""
        self._files.close()
        self._container = self._files.enter_context(opened(self._path))
        stream = best_video(self._path, self._container)
        if stream is None:
            raise MediaError(self._path, "has no video")
        self._stream = stream
        stream.thread_type = "AUTO"
        stream.codec_context.thread_count = _THREADS
        self._clock = self._known or Clock(clock_start(self._container))
        self._zero = self._clock.zero
        self._time_base = Fraction(stream.time_base or Fraction(1, 1000))
        self._first = stream.start_time or 0
        self._mode: Literal["NONREF", "DEFAULT"] = "DEFAULT"
        self._run(from_start=True)

    def _run(self, *, from_start: bool) -> None:
        self._at_start = from_start
        self._frames = self._timed(self._decode(from_start=from_start))
        self._now: _Timed | None = None
        self._next = next(self._frames, None)

    def _step(self) -> None:
        self._now, self._next = self._next, next(self._frames, None)
        if self._next is None and self._now is not None:
            self._end = self._now.end

    def _timed(self, frames: Iterator[av.VideoFrame | None]) -> Iterator[_Timed]:
        """Find out when each frame is shown; drop those that would go back in time."""
        usual = self._usual_length()
        end, last, doubt = self._first, -math.inf, 0
        for frame in frames:
            if frame is None:
                self.skipped_packets += 1
                doubt = _DOUBT
                continue
            start = end if frame.pts is None else frame.pts
            if start > last:
                timed = _Timed(frame, start, frame.duration or usual, doubt > 0)
                end, last, doubt = timed.end, start, max(0, doubt - 1)
                yield timed

    def _usual_length(self) -> int:
        rate = self._stream.average_rate or self._stream.guessed_rate or 25
        return max(1, round(1 / (Fraction(rate) * self._time_base)))

    def _decode(self, *, from_start: bool) -> Iterator[av.VideoFrame | None]:
        """Decode from here to the end of the file; None stands for what cannot be decoded.

        After a seek, everything before the first key frame is left out, and so are the frames
        that follow it in the file but come before it on screen: they refer to what was not read.
        """
        import av

        first = -math.inf if from_start else None
        latest = -math.inf
        for packet in self._clock.packets(self._container, self._stream):
            if packet is not None and first is None:
                if not packet.is_keyframe:
                    continue
                first = -math.inf if packet.pts is None else packet.pts
            if packet is not None:
                latest = self._pass_over(packet, latest)
            try:
                frames = [] if packet is None else packet.decode()
            except (av.error.FFmpegError, ValueError):
                packet, frames = None, []
            if packet is None:
                yield None
            for frame in frames:
                self._tally.count()
                if frame.is_corrupt:
                    yield None
                elif frame.pts is None or first is None or frame.pts >= first:
                    yield frame

    def _pass_over(self, packet: av.Packet[av.VideoStream], latest: float) -> float:
        """Let the decoder leave a packet out that nobody sees and no other refers to.

        That is one which a frame follows on screen, before or at the time that is on the way to:
        of those that came before it in the file, as it does where frames are reordered. So what
        is shown at that time stays the same frame.

        Args:
            packet: the next one.
            latest: the time of the latest frame so far that is not after the time on the way to.

        Returns:
            That time, this packet included.
        """
        wanted = -math.inf if self._wanted is None else self._wanted
        time = math.inf if packet.pts is None else packet.pts
        on_the_way = time <= wanted
        skips = on_the_way and time < latest and not self.skipped_packets  # doubt counts frames
        mode: Literal["NONREF", "DEFAULT"] = "NONREF" if skips else "DEFAULT"
        if mode != self._mode:
            self._mode = mode
            self._stream.codec_context.skip_frame = mode
        return max(latest, time) if on_the_way else latest
