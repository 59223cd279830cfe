"""Channels to one, so that whatever is in any of them is heard.

Where there is a centre, it is film's place for speech, and heard almost alone; the quieter it is
beside the others, the more they are heard. They are added up, and can never cancel:

- Each is added upright or upside down, whichever is louder (the sign of its correlation with those
  before it), decided anew for each quarter of a second and faded from one to the next.
- Each has a smaller weight than the one before, so that a voice that is upside down below music
  that is not, which the sign cannot help, stays as well. Of two, the second has half the weight of
  the first: then such a voice keeps a third, and so does one that is in the second alone.

How loud a channel is, and what it has in common with another, is told by the differences from each
quarter of a millisecond to the next: of hum, hiss and a constant they hold little, of voices most.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]

_LAST = 0.5  # the weight of the last channel, relative to the first
_CERTAIN = 0.1  # correlation from which on the sign is believed; below, it stays as it was
_HALF = 10 ** (-20 / 20)  # a centre so much quieter than the loudest other has half the weight
_ABSENT = 10 ** (-30 / 10)  # power below which, relative to the loudest, a channel has no weight
_BASS = ("LFE", "LFE2")  # channels that should have no voice in them: bass alone …
_DEEP = (2 * np.pi * 180 / 4000) ** 2  # … whose differences have so little power: below 180 Hz
_STEP = 4  # samples whose sum is compared with that of the next


class Mixer:
    """Mixes consecutive blocks of one sound, of 16,000 samples a second."""

    def __init__(self, channels: Sequence[str]) -> None:
        """Prepare for some channels.

        Args:
            channels: FFmpeg's names of them, in order: "FL", "FC", ….
        """
        self._centre = channels.index("FC") if "FC" in channels else None
        self._others = [k for k in range(len(channels)) if k != self._centre]
        self._bass = np.array([name in _BASS for name in channels])
        self._weights: Vector = np.geomspace(1, _LAST, len(self._others))
        self._signs: Vector = np.ones(len(self._others))
        self._gains: Vector | None = None

    def mix(self, block: Samples) -> Samples:
        """Mix a block of shape (channels, n), some 4000 samples; the result has shape (n,)."""
        length = block.shape[1]
        if len(block) == 1 or not length:
            first: Samples = block[0]
            return first
        gains = self._wanted(block)
        before = gains if self._gains is None else self._gains
        self._gains = gains
        mixed: Samples = gains.astype(np.float32) @ block
        if not np.array_equal(gains, before):
            fade = np.linspace(0, 1, length, dtype=np.float32)
            mixed = mixed * fade + (before.astype(np.float32) @ block) * (1 - fade)
        return mixed.clip(-1, 1)

    def _wanted(self, block: Samples) -> Vector:
        """Return the gain of each channel."""
        whole = block[:, : block.shape[1] // _STEP * _STEP]
        coarse = np.sum([whole[:, k::_STEP] for k in range(_STEP)], axis=0)
        changes = np.diff(coarse, axis=1)
        power = (changes @ changes.T).astype(np.float64)
        voiced = ~self._bass | (power.diagonal() > _DEEP * np.square(coarse).sum(axis=1))
        power *= np.outer(voiced, voiced)
        others = power[np.ix_(self._others, self._others)]
        loudest = others.diagonal().max()
        weights = self._weights * (others.diagonal() >= _ABSENT * loudest) * voiced[self._others]
        self._signs = _signs(others, weights, self._signs)
        gains = np.zeros(len(power))
        gains[self._others] = self._signs * weights / max(weights.sum(), _ABSENT)
        if self._centre is not None:
            centre, loud = np.sqrt((power[self._centre, self._centre], _HALF**2 * loudest))
            share = centre / (centre + loud) if loud else 1.0
            gains *= 1 - share
            gains[self._centre] = share
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
