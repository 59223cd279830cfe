"""Which lines of an edited script were which of its draft.

Ids tell first. Where there are none, lines that are near in time or alike in words belong
together, the most alike first: so a line may have been moved past others. What is left over, and
consists of words of its neighbour's partner, was split from a line or merged into one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from adtool.english.words import words
from adtool.timeline import Line

NEAR = 30_000
"""Milliseconds within which lines are compared; lines that are alike in words, everywhere."""

ALIKE = 0.4
"""How alike two lines must be, of 1."""

PART = 0.6
"""The share of a line's words that must be another's for the one to be a part of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Lines that belong together, by their places in the two scripts.

    Attributes:
        draft: of the draft; empty where the lines are new.
        edited: of the edited script; empty where the lines were cut.
    """

    draft: tuple[int, ...]
    edited: tuple[int, ...]


def align(draft: Sequence[Line], edited: Sequence[Line]) -> tuple[Pair, ...]:
    """Return which lines belong together, in the order of the edited script's times.

    Args:
        draft: the draft's lines, in order of time.
        edited: the edited script's.
    """
    bags = [_bag(line) for line in draft], [_bag(line) for line in edited]
    partner = dict(_by_id(draft, edited))
    taken = set(partner.values())
    for _, one, two in sorted(_alike(draft, edited, *bags), reverse=True):
        if one not in partner and two not in taken:
            partner[one] = two
            taken.add(two)
    groups = {two: ([one], [two]) for one, two in partner.items()}
    left = [one for one in range(len(draft)) if one not in partner]
    new = [two for two in range(len(edited)) if two not in taken]
    of_draft = {group[0][0]: group for group in groups.values()}
    left = [one for one in left if not _joins(one, 0, groups, edited, bags)]
    new = [two for two in new if not _joins(two, 1, of_draft, draft, bags)]
    pairs = [Pair(tuple(sorted(one)), tuple(sorted(two))) for one, two in groups.values()]
    pairs += [Pair((one,), ()) for one in left] + [Pair((), (two,)) for two in new]
    return tuple(sorted(pairs, key=lambda pair: _start(pair, draft, edited)))


_Group = tuple[list[int], list[int]]
_Bags = tuple[Sequence[Counter[str]], Sequence[Counter[str]]]


def _bag(line: Line) -> Counter[str]:
    return Counter(word for word, _, _ in words(line.text))


def _by_id(draft: Sequence[Line], edited: Sequence[Line]) -> Iterator[tuple[int, int]]:
    known = {line.id: two for two, line in enumerate(edited) if line.id}
    for one, line in enumerate(draft):
        if line.id in known:
            yield one, known[line.id]


def _alike(
    draft: Sequence[Line],
    edited: Sequence[Line],
    bags: Sequence[Counter[str]],
    others: Sequence[Counter[str]],
) -> Iterator[tuple[float, int, int]]:
    """Yield the pairs of lines that may belong together, each with how alike it is."""
    starts = [line.start for line in edited]
    same = defaultdict(list)
    for two, bag in enumerate(others):
        same[frozenset(bag.items())].append(two)
    for one, line in enumerate(draft):
        first = bisect_left(starts, line.start - NEAR)
        last = bisect_right(starts, line.start + NEAR)
        for two in {*range(first, last), *same[frozenset(bags[one].items())][:50]}:
            closeness = _closeness(line, edited[two])
            likeness = _shared(bags[one], others[two])
            value = 0.65 * likeness + 0.35 * closeness
            if value >= ALIKE:
                yield value, one, two


def _shared(one: Counter[str], two: Counter[str]) -> float:
    """Return how much of their words two lines share (Sørensen-Dice); of none, all."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def _closeness(one: Line, two: Line) -> float:
    """Return 1 for lines at the same time, falling to 0 at ``NEAR``."""
    apart = (abs(one.start - two.start) + abs(one.end - two.end)) / 2
    return 1 - math.sqrt(min(apart / NEAR, 1.0))


def _joins(
    index: int, side: int, groups: dict[int, _Group], others: Sequence[Line], bags: _Bags
) -> bool:
    """Add a line to the group of its neighbour if it is made of that one's partner's words.

    Args:
        index: the line's place in its script.
        side: 0 for the draft's lines, 1 for the edited script's.
        groups: by the first line of the other script that is in each.
        others: the other script's lines.
        bags: the words of both scripts' lines.
    """
    own = bags[side][index]
    if not own:
        return False
    near = [
        (first, group)
        for first, group in groups.items()
        if any(abs(index - one) <= 1 for one in group[side])
    ]
    for first, group in near:
        used = sum((bags[side][one] for one in group[side]), Counter[str]())
        whole = bags[1 - side][first]
        free = whole - used
        if (own & free).total() >= PART * own.total():
            group[side].append(index)
            return True
    return False


def _start(pair: Pair, draft: Sequence[Line], edited: Sequence[Line]) -> tuple[int, int]:
    lines: Iterable[Line] = (edited[two] for two in pair.edited)
    if not pair.edited:
        lines = (draft[one] for one in pair.draft)
    return min(line.start for line in lines), min((*pair.edited, *pair.draft))
