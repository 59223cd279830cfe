"""Decoded sound, of any rate and any channels, to what speech models take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from adtool.media.mixing import Mixer, Samples

if TYPE_CHECKING:
    import av

SAMPLE_RATE = 16_000
"""Samples a second of everything that ``AudioReader`` gives: what speech models take."""

_JITTER = (
    SAMPLE_RATE // 100
)  # timestamps jitter (Matroska's are whole ms): sound is unbroken so far
_BLOCK = SAMPLE_RATE // 4  # samples that are mixed at once


class Resampling:
    """A stretch of unbroken sound in one format, and what makes 16 kHz mono of it."""

    def __init__(self, frame: av.AudioFrame, start: int) -> None:
        """Begin with a frame's format; its first sample will be number ``start``."""
        import av

        self._format = _format(frame)
        # Packed: PyAV crashes on the planes of eight channels.
        self._resampler = av.AudioResampler(format="flt", layout=frame.layout, rate=SAMPLE_RATE)
        self._mixer = Mixer([channel.name for channel in frame.layout.channels])
        self._channels = frame.layout.nb_channels
        self._start = start
        self._rate = frame.sample_rate
        self._taken = self._given = 0
        self._waiting: list[Samples] = []
        self._held = 0

    @property
    def end(self) -> int:
        """The number of the sample after the last that was added."""
        return self._start + (2 * self._taken * SAMPLE_RATE + self._rate) // (2 * self._rate)

    def continues(self, frame: av.AudioFrame, start: int) -> bool:
        """Say whether a frame that is heard at ``start`` follows without a break."""
        return abs(start - self.end) <= _JITTER and _format(frame) == self._format

    def add(self, frame: av.AudioFrame) -> tuple[int, Samples]:
        """Resample and mix a frame; what comes out lags behind what goes in.

        Returns:
            The number of the first sample that comes out, and the samples.
        """
        self._taken += frame.samples
        frame.pts = None  # placing is done here, by counting
        self._wait(self._resampler.resample(frame))
        return self._mixed(self._held // _BLOCK * _BLOCK)

    def flush(self) -> tuple[int, Samples]:
        """Return what the resampler and the mixer still hold."""
        self._wait(self._resampler.resample(None))
        return self._mixed(self._held)

    def _wait(self, frames: Iterable[av.AudioFrame | None]) -> None:
        for frame in frames:
            # A resampler with nothing to do gives back what it got, None included.
            if frame is not None and frame.samples:
                samples = frame.to_ndarray().reshape(-1, self._channels).T
                self._waiting.append(samples.astype(np.float32, copy=False))
                self._held += frame.samples

    def _mixed(self, length: int) -> tuple[int, Samples]:
        """Mix so many of the samples that wait."""
        start = self._start + self._given
        if not length:
            return start, np.zeros(0, np.float32)
        whole = np.concatenate(self._waiting, axis=1)
        self._waiting = [whole[:, length:]]
        blocks = [
            self._mixer.mix(whole[:, at : at + _BLOCK][:, : length - at])
            for at in range(0, length, _BLOCK)
        ]
        self._given += length
        self._held -= length
        return start, np.concatenate(blocks)


def _format(frame: av.AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.layout.name, frame.format.name
