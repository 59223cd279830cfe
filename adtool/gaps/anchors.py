"""What two cuts of a film have in common: the stretches of speech that both have.

Where a film was not changed, the lengths of its speech and the pauses between are the same. Each
stretch of one cut is paired with those of the other that are as long with as long a pause before or
behind; of the pairs the longest chain in the order of both cuts is taken, in which a change of the
shift between the two costs more than a pair is worth. A film for television in PAL countries runs
25 frames a second of its 24, so that its lengths are others: each speed is tried.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from adtool.timeline import Span

TOLERANCE = 120
"""Milliseconds by which the same speech may be found elsewhere in another file."""

SPEEDS = (Fraction(1), Fraction(25, 24), Fraction(24, 25))
"""What times of the old cut are multiplied by; other changes of rate are within the tolerance."""

_CHANGE = 1.5
"""What a change of the shift costs in a chain, in pairs."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of speech that both cuts have: where it is in the old one, and in the new."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class Common:
    """What two cuts have in common.

    Attributes:
        speed: what times of the old cut are to be multiplied by.
        anchors: the speech in order; ``old`` is at that speed already.
    """

    speed: Fraction
    anchors: tuple[Anchor, ...]


def common(old: Sequence[Span], new: Sequence[Span]) -> Common:
    """Find what two cuts have in common, by their speech in order."""
    chains = [(speed, *_chain(at_speed(old, speed), new)) for speed in SPEEDS]
    speed, _, anchors = max(chains, key=lambda chain: chain[1])
    return Common(speed, anchors)


def at_speed(spans: Sequence[Span], speed: Fraction) -> list[Span]:
    """Return spans with every time multiplied."""
    return [Span(round(span.start * speed), round(span.end * speed)) for span in spans]


@dataclass(slots=True)
class _Stairs:
    """The worth of the best chain that ends below each place: places and worths both rise."""

    places: list[int] = field(default_factory=list)
    worths: list[float] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)

    def below(self, place: int) -> tuple[float, int]:
        """Return the best worth below a place, and its pair; 0 and -1 where there is none."""
        at = bisect_left(self.places, place) - 1
        return (self.worths[at], self.pairs[at]) if at >= 0 else (0.0, -1)

    def add(self, place: int, worth: float, pair: int) -> None:
        """Add a chain, unless another one is better below."""
        if worth <= self.below(place + 1)[0]:
            return
        first = bisect_left(self.places, place)
        last = max(first, bisect_left(self.worths, worth))
        self.places[first:last] = [place]
        self.worths[first:last] = [worth]
        self.pairs[first:last] = [pair]


def _chain(old: Sequence[Span], new: Sequence[Span]) -> tuple[float, tuple[Anchor, ...]]:
    """Return what the best chain of pairs is worth, and the chain."""
    pairs = list(_alike(old, new))
    worths: list[float] = []
    before: list[int] = []
    stairs = _Stairs()
    steady: dict[int, int] = {}  # by the shift in tolerances: the pair whose chain is best
    for _, group in groupby(enumerate(pairs), key=lambda item: item[1][0]):
        first = len(worths)
        for _, (i, j) in group:
            shift = new[j].start - old[i].start
            changed, last = stairs.below(j)
            worth = changed - _CHANGE
            for box in range(shift // TOLERANCE - 1, shift // TOLERANCE + 2):
                one = steady.get(box, -1)
                if one >= 0 and worths[one] > worth and pairs[one][1] < j:
                    worth, last = worths[one], one
            worths.append(max(worth, 0.0) + 1)
            before.append(last if worth > 0 else -1)
        for pair in range(first, len(worths)):
            i, j = pairs[pair]
            stairs.add(j, worths[pair], pair)
            box = (new[j].start - old[i].start) // TOLERANCE
            if box not in steady or worths[pair] >= worths[steady[box]]:
                steady[box] = pair
    at = max(range(len(worths)), key=worths.__getitem__, default=-1)
    best = worths[at] if worths else 0.0
    chain: list[Anchor] = []
    while at >= 0:
        i, j = pairs[at]
        chain.append(Anchor(old[i], new[j]))
        at = before[at]
    return best, tuple(reversed(chain))


def _alike(old: Sequence[Span], new: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Return the pairs of stretches that are as long, with as long a pause before or behind."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for j, span in enumerate(new):
        by_length[span.duration // TOLERANCE].append(j)
    for i, span in enumerate(old):
        box = span.duration // TOLERANCE
        near = sorted(j for one in (box - 1, box, box + 1) for j in by_length.get(one, ()))
        yield from ((i, j) for j in near if _is_like(old, i, new, j))


def _is_like(old: Sequence[Span], i: int, new: Sequence[Span], j: int) -> bool:
    if abs(old[i].duration - new[j].duration) > TOLERANCE:
        return False
    return _same_pause(old, i, new, j, -1) or _same_pause(old, i, new, j, 1)


def _same_pause(old: Sequence[Span], i: int, new: Sequence[Span], j: int, step: int) -> bool:
    one, two = _pause(old, i, step), _pause(new, j, step)
    return one is not None and two is not None and abs(one - two) <= TOLERANCE


def _pause(speech: Sequence[Span], at: int, step: int) -> int | None:
    """Return the pause before (-1) or behind (1) a stretch; None at the film's ends."""
    if not 0 <= at + step < len(speech):
        return None
    first, second = sorted((at, at + step))
    return speech[second].start - speech[first].end
