"""The sound of a movie as 16 kHz mono, streamed in blocks, each sample where it is heard.

Ready-made decoders drop a late start and holes, so that everything after them comes too early, and
stop at the first bad packet. Here every decoded frame is placed by its presentation time: silence
fills what the stream leaves out, overlaps are trimmed, and bad packets are skipped and counted.
Where the clock itself goes back, sound would be lost, so that such a movie is refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from adtool.errors import MediaError
from adtool.media.clock import Jump, Watch
from adtool.media.container import opened
from adtool.media.mixing import Samples
from adtool.media.probe import MediaInfo, probe
from adtool.media.resampling import SAMPLE_RATE, Resampling
from adtool.media.timing import HOLE, read_through, unmended
from adtool.timeline import Span

if TYPE_CHECKING:
    import av

# A timestamp this far from all that is known (60 s) is a fault, not a hole: it is not believed.
_LEAP = 60 * SAMPLE_RATE


class AudioReader:
    """The sound of a movie, from its start, as an iterable of blocks.

    Each iteration reads the file once, with memory for a few blocks whatever the length.

    Attributes:
        skipped_packets: how many packets were unreadable in the last iteration; complete when it
            ends.
    """

    def __init__(self, movie: str | Path | MediaInfo, block_seconds: float = 30.0) -> None:
        """Look for the sound.

        Args:
            movie: the movie, or what ``probe`` found, with the track that is to be heard.
            block_seconds: length of the blocks; the last one is shorter.

        Raises:
            MediaError: as ``probe``, and if the movie has no sound.
        """
        self.skipped_packets = 0
        self._info = movie if isinstance(movie, MediaInfo) else probe(movie)
        self._block = max(1, round(block_seconds * SAMPLE_RATE))
        if self._info.audio is None:
            raise MediaError(self._info.path, "has no sound")
        self._track = self._info.audio.index

    def __iter__(self) -> Iterator[Samples]:
        """Give the blocks: float32 in [-1, 1], mono at 16 kHz; sample i is heard at i / 16000 s.

        The blocks end with the sound, which may be earlier or later than the movie.
        """
        self.skipped_packets = 0
        return _blocks(self._in_place(), self._block)

    def _in_place(self) -> Iterator[Samples]:
        """Give sound and silence so that each piece begins where the one before it ended."""
        position = 0
        for start, samples in self._placed():
            yield from _silence(start - position, self._block)
            fresh = samples[max(0, position - start) :]
            position = max(position, start + len(samples))
            if len(fresh):
                yield fresh

    def _placed(self) -> Iterator[tuple[int, Samples]]:
        """Give resampled pieces, each with the number of its first sample."""
        import av

        end_of_movie = self._info.duration * SAMPLE_RATE // 1000
        run: Resampling | None = None
        for start, frame in self._frames():
            end = run.end if run else 0
            leap = start is None or not end - _LEAP < start < max(end, end_of_movie) + _LEAP
            place = end if leap or start is None else start
            if run is None or not run.continues(frame, place):
                if run:
                    yield run.flush()
                run = Resampling(frame, place)
            try:
                piece = run.add(frame)
            except (av.error.FFmpegError, ValueError):  # a format that cannot be converted
                self.skipped_packets += 1
                run = None
            else:
                yield piece
        if run:
            yield run.flush()

    def _frames(self) -> Iterator[tuple[int | None, av.AudioFrame]]:
        """Give decoded frames, each with the sample number it is meant for, if it says."""
        import av

        clock, watch = self._info.clock, Watch(HOLE)
        with opened(self._info.path) as container:
            (stream,) = (s for s in container.streams.audio if s.index == self._track)
            base, zero = float(stream.time_base or 0), float(clock.zero)
            for packet in clock.packets(container, stream):
                try:
                    frames = packet.decode() if packet is not None else None
                except (av.error.FFmpegError, ValueError):
                    frames = None
                if frames is None or packet is None:
                    self.skipped_packets += 1
                    continue
                if not clock.jumps:
                    watch.follow(packet)
                if watch.jumps:
                    self._check_clock(watch.jumps[0])
                    watch = Watch(math.inf)
                for frame in frames:
                    if frame.samples and frame.sample_rate:
                        yield _sample_number(frame.pts, base, zero), frame

    def _check_clock(self, heard: Jump) -> None:
        """Refuse the movie if its clock jumps, or its sound's goes back: a hole is no jump."""
        info = self._info
        kinds = (
            {self._track: "a"} if info.video is None else {info.video.index: "v", self._track: "a"}
        )
        jumps = read_through(info.path, tuple(kinds)).jumps
        if jumps or heard.by < 0:
            jump = jumps[0] if jumps else heard
            raise MediaError(
                info.path, unmended(info.path, info.format, jump, info.clock.zero, kinds)
            )


def part_of(audio: Iterable[Samples], part: Span) -> Iterator[Samples]:
    """Give only the samples that are heard in a part of the movie; what follows is not read.

    Args:
        audio: consecutive pieces of the movie's sound from its start.
        part: the part; its first sample becomes the first.
    """
    first, last = (time * SAMPLE_RATE // 1000 for time in (part.start, part.end))
    place = 0
    for piece in audio:
        wanted = piece[max(0, first - place) : max(0, last - place)]
        place += len(piece)
        if len(wanted):
            yield wanted
        if place >= last:
            return


def _sample_number(pts: int | None, base: float, zero: float) -> int | None:
    """Return the sample that a timestamp means, in units of ``base`` seconds."""
    return None if pts is None or not base else round((pts * base - zero) * SAMPLE_RATE)


def _silence(length: int, most: int) -> Iterator[Samples]:
    while length > 0:
        yield np.zeros(min(length, most), np.float32)
        length -= most


def _blocks(pieces: Iterable[Samples], size: int) -> Iterator[Samples]:
    """Regroup pieces of any length into blocks of ``size``; the last is what remains."""
    block, filled = np.zeros(size, np.float32), 0
    for piece in pieces:
        while len(piece):
            part = piece[: size - filled]
            block[filled : filled + len(part)] = part
            filled += len(part)
            piece = piece[len(part) :]
            if filled == size:
                yield block
                block, filled = np.zeros(size, np.float32), 0
    if filled:
        yield block[:filled]
