"""How the edited script's times run against the draft's: from another start, at another rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from statistics import median_low

from adtool.scripts.retiming import frame_rate
from adtool.timeline import Line

STILL = 50
"""Milliseconds by which a line may move without having been moved: a frame, and rounding."""

ENOUGH = 5
"""Lines that must run alike before it is no chance."""

_RATES = {
    frame_rate(old) / frame_rate(new): f"--fps {old}:{new}"
    for old, new in permutations(("23.976", "24", "25"), 2)
}
"""The changes that films go through, and what ``adtool convert`` calls them."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What all times were changed by, as in ``adtool.scripts.retiming.retime``.

    Attributes:
        factor: what they were multiplied by.
        later: by how many ms they were then moved; negative: earlier.
    """

    factor: Fraction = Fraction(1)
    later: int = 0

    def at(self, time: int) -> int:
        """Return when what the draft has at ``time`` is due, both in ms; it may be negative."""
        return round(time * self.factor) + self.later

    @property
    def options(self) -> str:
        """What ``adtool convert`` is told to do the same; empty where there is nothing to do."""
        shift = f"--shift {self.later / 1000:g}" if self.later else ""
        return " ".join(filter(None, (_RATES.get(self.factor), shift)))


UNMOVED = Shift()
"""Every line is where it was."""


def shift_between(draft: Sequence[Line], edited: Sequence[Line]) -> Shift:
    """Return what most lines were moved by, if it is the same for most; else ``UNMOVED``.

    It is told by lines that keep their id, or their words where nothing else has these: for each
    change of rate the median of their moves, and of these the one that most lines follow.
    """
    times = set(_anchors(draft, edited))
    if len(times) < ENOUGH:
        return UNMOVED

    def followers(shift: Shift) -> int:
        return sum(abs(shift.at(before) - after) <= STILL for before, after in times)

    offered = [UNMOVED] + [
        Shift(factor, median_low([after - round(before * factor) for before, after in times]))
        for factor in (Fraction(1), *_RATES)
    ]
    best = max(offered, key=followers)
    return best if followers(best) > max(ENOUGH - 1, len(times) // 2) else UNMOVED


def _anchors(draft: Sequence[Line], edited: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield when lines begin that are surely the same, in the draft and in the edited script."""
    for key in (_by_id, _by_text):
        one, two = (Counter(map(key, lines)) for lines in (draft, edited))
        starts = {key(line): line.start for line in edited if two[key(line)] == 1}
        for line in draft:
            told = key(line)
            if told and one[told] == 1 and told in starts:
                yield line.start, starts[told]


def _by_id(line: Line) -> str:
    return line.id


def _by_text(line: Line) -> str:
    return " ".join(line.text.split())
