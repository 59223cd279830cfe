"""Channels to one, so that whatever is in any of them is heard.

Where there is a centre, it is film's place for speech, and it alone is heard, as long as there is
something in it. Other channels are added up, and can never cancel:

- Each is added upright or upside down, whichever is louder (the sign of its correlation with those
  before it), decided anew for each quarter of a second and faded from one to the next.
- Each has a smaller weight than the one before, so that a voice that is upside down below music
  that is not, which the sign cannot help, stays as well.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]

_LAST = 0.7  # the weight of the last channel, relative to the first
_CERTAIN = 0.1  # correlation from which on the sign is believed; below, it stays as it was
_SILENT = 10 ** (-45 / 20)  # RMS below which a centre may have nothing in it …
_QUIETER = 10 ** (-20 / 20)  # … if it is so much quieter than the others
_LOW = ("LFE", "LFE2")  # bass alone: there is no voice in it


class Mixer:
    """Mixes consecutive blocks of one sound."""

    def __init__(self, channels: Sequence[str]) -> None:
        """Prepare for some channels.

        Args:
            channels: FFmpeg's names of them, in order: "FL", "FC", ….
        """
        self._voiced = [k for k, name in enumerate(channels) if name not in _LOW] or [0]
        names = [channels[k] for k in self._voiced]
        self._centre = names.index("FC") if len(names) > 1 and "FC" in names else None
        self._others = [k for k in range(len(names)) if k != self._centre]
        weights = np.geomspace(1, _LAST, len(self._others)) if self._others else np.ones(0)
        self._weights: Vector = weights / weights.sum()
        self._signs: Vector = np.ones(len(self._others))
        self._gains: Vector | None = None

    def mix(self, block: Samples) -> Samples:
        """Mix a block of shape (channels, n), some 4000 samples; the result has shape (n,)."""
        block = block[self._voiced]
        length = block.shape[1]
        if len(block) == 1 or not length:
            first: Samples = block[0]
            return first
        gains = self._wanted(block @ block.T / length)
        before = gains if self._gains is None else self._gains
        self._gains = gains
        mixed: Samples = gains.astype(np.float32) @ block
        if not np.array_equal(gains, before):
            fade = np.linspace(0, 1, length, dtype=np.float32)
            mixed = mixed * fade + (before.astype(np.float32) @ block) * (1 - fade)
        return mixed.clip(-1, 1)

    def _wanted(self, powers: npt.NDArray[np.float32]) -> Vector:
        """Return the gain of each channel, from the products of each two channels' samples."""
        power = powers.astype(np.float64)
        others = power[np.ix_(self._others, self._others)]
        self._signs = _signs(others, self._weights, self._signs)
        gains = np.zeros(len(power))
        if self._centre is not None:
            gains[self._centre] = 1
            quiet, loud = np.sqrt((power[self._centre, self._centre], others.diagonal().max()))
            if not (quiet < _SILENT and quiet < _QUIETER * loud):
                return gains
        gains[self._others] = self._signs * self._weights
        return gains


def _signs(power: Vector, weights: Vector, before: Vector) -> Vector:
    """Return for each channel the sign with which it makes the sum of those before it louder."""
    signs: Vector = before.copy()
    signs[0] = 1
    for k in range(1, len(signs)):
        so_far = signs[:k] * weights[:k]
        together = so_far @ power[:k, k]
        size = np.sqrt(max(0.0, so_far @ power[:k, :k] @ so_far) * power[k, k])
        if abs(together) > _CERTAIN * size:
            signs[k] = np.sign(together)
    return signs
