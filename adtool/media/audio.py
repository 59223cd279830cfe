"""The sound of a movie as 16 kHz mono, streamed in blocks, each sample where it is heard.

Ready-made decoders drop a late start and holes, so that everything after them comes too early, and
stop at the first bad packet. Here every decoded frame is placed by its presentation time: silence
fills what the stream leaves out, overlaps are trimmed, and bad packets are skipped and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from adtool.errors import MediaError
from adtool.media.container import clock_start, opened, packets
from adtool.media.probe import best_audio, probe
from adtool.timeline import Span

if TYPE_CHECKING:
    import av

SAMPLE_RATE = 16_000
"""Samples a second of everything that ``AudioReader`` gives: what speech models take."""

Samples = npt.NDArray[np.float32]

# Timestamps jitter (Matroska's are whole milliseconds): up to this the sound counts as unbroken.
_JITTER = SAMPLE_RATE // 100
# A timestamp this far from all that is known (60 s) is a fault, not a hole: it is not believed.
_LEAP = 60 * SAMPLE_RATE


class AudioReader:
    """The sound of a movie, from its start, as an iterable of blocks.

    Each iteration reads the file once, with memory for a few blocks whatever the length.

    Attributes:
        skipped_packets: how many packets were unreadable in the last iteration; complete when it
            ends.
    """

    def __init__(self, path: str | Path, block_seconds: float = 30.0) -> None:
        """Look for the sound.

        Args:
            path: the movie.
            block_seconds: length of the blocks; the last one is shorter.

        Raises:
            MediaError: as ``probe``, and if the movie has no sound.
        """
        self.skipped_packets = 0
        self._info = probe(path)
        self._block = max(1, round(block_seconds * SAMPLE_RATE))
        if self._info.audio is None:
            raise MediaError(self._info.path, "has no sound")

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
        run: _Run | None = None
        for start, frame in self._frames():
            end = run.end if run else 0
            leap = start is None or not end - _LEAP < start < max(end, end_of_movie) + _LEAP
            place = end if leap or start is None else start
            if run is None or not run.continues(frame, place):
                if run:
                    yield run.flush()
                run = _Run(frame, place)
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

        with opened(self._info.path) as container:
            stream = best_audio(self._info.path, container)
            zero = clock_start(container)
            for packet in packets(container, stream) if stream else ():
                try:
                    frames = packet.decode() if packet is not None else None
                except (av.error.FFmpegError, ValueError):
                    frames = None
                if frames is None:
                    self.skipped_packets += 1
                for frame in frames or ():
                    if frame.samples and frame.sample_rate:
                        yield _sample_number(frame, zero), frame


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


def _sample_number(frame: av.AudioFrame, zero: Fraction) -> int | None:
    if frame.pts is None or frame.time_base is None:
        return None
    return round((frame.pts * Fraction(frame.time_base) - zero) * SAMPLE_RATE)


class _Run:
    """A stretch of unbroken sound in one format, and the resampler for it."""

    def __init__(self, frame: av.AudioFrame, start: int) -> None:
        import av

        self._format = _format(frame)
        self._resampler = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
        self._start = start
        self._seconds = Fraction(0)
        self._given = 0

    @property
    def end(self) -> int:
        """The number of the sample after the last that was added."""
        return self._start + round(self._seconds * SAMPLE_RATE)

    def continues(self, frame: av.AudioFrame, start: int) -> bool:
        """Say whether a frame that is heard at ``start`` follows without a break."""
        return abs(start - self.end) <= _JITTER and _format(frame) == self._format

    def add(self, frame: av.AudioFrame) -> tuple[int, Samples]:
        """Resample a frame; what comes out may lag behind what goes in."""
        self._seconds += Fraction(frame.samples, frame.sample_rate)
        frame.pts = None  # placing is done here, by counting
        return self._placed(self._resampler.resample(frame))

    def flush(self) -> tuple[int, Samples]:
        """Return what the resampler still holds."""
        return self._placed(self._resampler.resample(None))

    def _placed(self, frames: Iterable[av.AudioFrame | None]) -> tuple[int, Samples]:
        # A resampler with nothing to do gives back what it got, None included.
        parts = [frame.to_ndarray().reshape(-1) for frame in frames if frame is not None]
        samples = np.concatenate(parts) if parts else np.zeros(0)
        start = self._start + self._given
        self._given += len(samples)
        return start, samples.astype(np.float32, copy=False)


def _format(frame: av.AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.layout.name, frame.format.name


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
