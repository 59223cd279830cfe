"""Which lines of an edited script were which of its draft.

Ids tell first. Where there are none, lines that are near in time or alike in words belong
together, the most alike first: so a line may have been moved past others. Then those that have
nothing in common but their place. What is left over, and consists of words of its neighbour's
partner, was split from a line or merged into one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from adtool.english.words import words
from adtool.revision.change import pieces
from adtool.timeline import Line

NEAR = 30_000
"""Milliseconds within which lines are compared; lines that are alike in words, everywhere."""

BAND = 50
"""Lines on either side of a line that are compared with it at most."""

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
    groups: list[_Group] = [([one], [two]) for one, two in partner.items()]
    of: _Owners = {group[0][0]: group for group in groups}, {group[1][0]: group for group in groups}
    left = [one for one in range(len(draft)) if one not in partner]
    new = [two for two in range(len(edited)) if two not in taken]
    left = [one for one in left if not _joins(one, 0, of, bags)]
    new = [two for two in new if not _joins(two, 1, of, bags)]
    pairs = [Pair(tuple(sorted(one)), tuple(sorted(two))) for one, two in groups]
    pairs += [Pair((one,), ()) for one in left] + [Pair((), (two,)) for two in new]
    return tuple(sorted(pairs, key=lambda pair: _start(pair, draft, edited)))


_Group = tuple[list[int], list[int]]
_Owners = tuple[dict[int, _Group], dict[int, _Group]]
_Bags = tuple[Sequence[Counter[str]], Sequence[Counter[str]]]


def _bag(line: Line) -> Counter[str]:
    return Counter(word for piece in pieces(line.text) for word, _, _ in words(piece))


def _by_id(draft: Sequence[Line], edited: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the lines that have one id, if most of these have their words or their time as well.

    Otherwise both scripts are drafts, whose lines were numbered each by itself.
    """
    one, two = _ids(draft), _ids(edited)
    pairs = [(one[name], two[name]) for name in one if name in two]
    sure = sum(_agree(draft[before], edited[after]) for before, after in pairs)
    return pairs if 2 * sure >= len(pairs) else []


def _ids(lines: Sequence[Line]) -> dict[str, int]:
    """Return where each id stands that only one line has: a copied row has its model's."""
    times = Counter(line.id for line in lines)
    return {line.id: at for at, line in enumerate(lines) if line.id and times[line.id] == 1}


def _agree(one: Line, two: Line) -> bool:
    return one.text == two.text or (one.start < two.end and two.start < one.end)


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
        for two in {*_near(line, starts), *same[frozenset(bags[one].items())][:BAND]}:
            value = 0.65 * _shared(bags[one], others[two]) + 0.35 * _closeness(line, edited[two])
            if value >= ALIKE:
                yield value, one, two
            elif _in_place_of(line, edited[two]):
                yield value / 2, one, two  # after all that are alike


def _near(line: Line, starts: Sequence[int]) -> range:
    """Return the lines that begin near a line, at most ``BAND`` on either side."""
    middle = bisect_left(starts, line.start)
    first = bisect_left(starts, line.start - NEAR)
    last = bisect_right(starts, line.start + NEAR)
    return range(max(first, middle - BAND), min(last, middle + BAND))


def _in_place_of(one: Line, two: Line) -> bool:
    """Say whether two lines share more than half of the longer one's time."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    return 2 * shared > max(one.end - one.start, two.end - two.start)


def _shared(one: Counter[str], two: Counter[str]) -> float:
    """Return how much of their words two lines share (Sørensen-Dice); of none, all."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def _closeness(one: Line, two: Line) -> float:
    """Return 1 for lines at the same time, falling to 0 at ``NEAR``."""
    apart = (abs(one.start - two.start) + abs(one.end - two.end)) / 2
    return 1 - math.sqrt(min(apart / NEAR, 1.0))


def _joins(index: int, side: int, of: _Owners, bags: _Bags) -> bool:
    """Add a line to the group of its neighbour if it is made of that one's partner's words.

    Args:
        index: the line's place in its script.
        side: 0 for the draft's lines, 1 for the edited script's.
        of: the group that each line of the two scripts is in.
        bags: the words of both scripts' lines.
    """
    own = bags[side][index]
    for beside in (index - 1, index + 1):
        group = of[side].get(beside)
        if not own or group is None:
            continue
        whole, used = (
            sum((bags[at][one] for one in group[at]), Counter[str]()) for at in (1 - side, side)
        )
        if (own & (whole - used)).total() >= PART * own.total():
            group[side].append(index)
            of[side][index] = group
            return True
    return False


def _start(pair: Pair, draft: Sequence[Line], edited: Sequence[Line]) -> tuple[int, int]:
    lines: Iterable[Line] = (edited[two] for two in pair.edited)
    if not pair.edited:
        lines = (draft[one] for one in pair.draft)
    return min(line.start for line in lines), min((*pair.edited, *pair.draft))
