"""How well subtitles agree with the speech that is heard, wherever they are put in the film."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from adtool.timeline import Span

_STEP = 100
"""Milliseconds between two places that are tried."""

_NEAR = 3_000 // _STEP
_LEAST = 0.3
"""Correlation below which subtitles and speech do not agree."""

_AHEAD = 1.3
"""How many times better the best place must be than any that is not beside it."""


class Agreement:
    """The correlation of two things that are on or off in each tenth of a second: cue and speech.

    It is Pearson's r over the whole film, for each place at which the first cue could begin, in
    steps of a tenth of a second: as many as leave the last cue within the film.
    """

    def __init__(
        self, cues: Sequence[Span], heard: Iterable[Span], duration: int, overhang: int = 0
    ) -> None:
        """Compare.

        Args:
            cues: when there are subtitles, on a clock of their own.
            heard: when somebody speaks in the film.
            duration: the film's length in ms.
            overhang: how far the last cue may run past it.
        """
        first, last = min(cue.start for cue in cues), max(cue.end for cue in cues)
        length = max(1, duration // _STEP)
        shown = _mask([Span(cue.start - first, cue.end - first) for cue in cues], length)
        speech = _mask(heard, length)
        places = max(0, duration + overhang - (last - first)) // _STEP + 1
        fits = last - first <= duration + overhang
        self._values = _correlations(shown, speech)[: min(places, length)] if fits else np.zeros(1)

    @property
    def best(self) -> float:
        """The highest correlation, -1 to 1."""
        return float(self._values.max())

    @property
    def place(self) -> int:
        """Where the first cue then begins, in ms."""
        return int(self._values.argmax()) * _STEP

    @property
    def tells(self) -> bool:
        """Whether subtitles and speech agree anywhere."""
        return self.best >= _LEAST

    @cached_property
    def stands_out(self) -> bool:
        """Whether they agree at one place far better than at any that is not beside it."""
        best = int(self._values.argmax())
        others = np.concatenate(
            [self._values[: max(0, best - _NEAR)], self._values[best + _NEAR + 1 :]]
        )
        return self.tells and self.best >= _AHEAD * float(others.max(initial=0.0))

    def at(self, place: int) -> float:
        """Return the correlation with the first cue at a place in ms, or a second beside it."""
        middle, beside = round(place / _STEP), 1000 // _STEP
        around = self._values[max(0, middle - beside) : max(0, middle + beside + 1)]
        return float(around.max(initial=-1.0))


def _mask(spans: Iterable[Span], length: int) -> np.ndarray:
    mask = np.zeros(length)
    for span in spans:
        mask[span.start // _STEP : -(-span.end // _STEP)] = 1
    return mask


def _correlations(shown: np.ndarray, speech: np.ndarray) -> np.ndarray:
    """Return r of ``speech`` with ``shown`` moved right by 0, 1, 2, … steps."""
    count = len(shown)
    size = 1 << (2 * count - 1).bit_length()
    spectrum = np.fft.rfft(speech, size) * np.conj(np.fft.rfft(shown, size))
    both = np.fft.irfft(spectrum, size)[:count]
    inside = np.cumsum(shown)[::-1]  # what is left of the cues, the more of them are moved out
    spread = np.sqrt(inside * (count - inside) * speech.sum() * (count - speech.sum()))
    covered = count * both - inside * speech.sum()
    agreement: np.ndarray = np.divide(covered, spread, out=np.zeros(count), where=spread > 0.5)
    return agreement
