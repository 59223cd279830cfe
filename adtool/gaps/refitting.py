"""A script fitted anew to another cut of its film.

Stretches of speech tell which moment of the old cut is which of the new one: where the film was
not changed, their lengths and the pauses between them are the same. A line keeps its distance to
the speech before it as long as that gap is whole; else it moves inside the gap that is left. Words
are never changed: what does not fit, or whose moment is gone, is told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from adtool.gaps.report import GapReport
from adtool.timeline import Clip, Gap, Line, Script, Span

TOLERANCE = 120
"""Milliseconds by which the same speech may be found elsewhere in another file."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A line that needs a describer.

    Attributes:
        line: as it stood in the old cut.
        why: as a clause that can follow its text.
    """

    line: Line
    why: str


@dataclass(frozen=True, slots=True)
class Refitted:
    """A script in a new cut.

    Attributes:
        script: the lines that have a place in it.
        misfits: the lines that were left out.
        doubtful: lines that were kept, and whose picture may be gone: something was cut out of
            their gap.
    """

    script: Script
    misfits: tuple[Misfit, ...]
    doubtful: tuple[Misfit, ...]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A stretch of speech that both cuts have: where it is in the old one, and in the new."""

    old: Span
    new: Span


def refit(script: Script, old: GapReport, new: GapReport) -> Refitted:
    """Fit a script to another cut.

    Args:
        script: of the old cut.
        old: the old cut's speech.
        new: the new cut's speech and gaps.

    Raises:
        ValueError: if the two have no stretch of dialogue in common.
    """
    anchors = _common(old.speech, new.speech)
    if not anchors and (old.speech or new.speech):
        raise ValueError("the two cuts have no dialogue in common")
    begin = _Anchor(Span(0, 0), Span(0, 0))
    end = _Anchor(Span(old.duration, old.duration), Span(new.duration, new.duration))
    anchors = [begin, *anchors, end]
    placed: list[Line] = []
    misfits: list[Misfit] = []
    doubtful: list[Misfit] = []
    starts = [anchor.old.start for anchor in anchors]
    free = _Free(new.gaps)
    for line in sorted(script.lines, key=lambda line: (line.start, line.end)):
        after = bisect_right(starts, line.start)
        around = anchors[after - 1], anchors[min(after, len(anchors) - 1)]
        target, why = _target(line.span, *around, old.speech)
        room = Span(around[0].new.end, max(around[0].new.end, around[1].new.start))
        place = None if target is None else free.place(target, room, whole=not why)
        if place is None:
            misfits.append(Misfit(line, why if target is None else _NO_ROOM))
            continue
        if why:
            doubtful.append(Misfit(line, why))
        placed.append(_moved(line, *place))
    kept = replace(
        script, lines=tuple(placed), omissions=(), movie=new.movie, duration=new.duration
    )
    return Refitted(kept, tuple(misfits), tuple(doubtful))


_NO_ROOM = "has no room any more: no gap there is long enough"
_GONE = "describes what was cut out, with the dialogue around it"
_SHORTER = "was kept in a gap that is shorter now: see whether its picture is still there"


def _target(
    span: Span, before: _Anchor, behind: _Anchor, speech: Sequence[Span]
) -> tuple[Span | None, str]:
    """Return where a line belongs in the new cut, None where nowhere, and what is doubtful.

    Args:
        span: the line's time in the old cut.
        before: the last speech that both cuts have, before it.
        behind: the first behind it.
        speech: all of the old cut's.
    """
    shift = before.new.end - before.old.end
    removed = (behind.old.start - before.old.end) - (behind.new.start - before.new.end)
    if removed <= TOLERANCE:  # whole, or with something more in it
        late = behind.new.start - behind.old.start
        nearer_end = span.start - before.old.end > behind.old.start - span.end
        return _shifted(span, late if removed < -TOLERANCE and nearer_end else shift), ""
    lost = [one for one in speech if before.old.end <= one.start < behind.old.start]
    if lost and lost[0].start <= span.start and span.end <= lost[-1].end:
        return None, _GONE
    if lost and span.start >= lost[-1].end:
        return _shifted(span, behind.new.start - behind.old.start), _SHORTER
    return _shifted(span, shift), _SHORTER


def _shifted(span: Span, shift: int) -> Span:
    start = max(0, span.start + shift)
    return Span(start, start + span.duration)


class _Free:
    """The gaps of the new cut, which fill from their beginnings on."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self._gaps = gaps
        self._from = {gap: gap.start for gap in gaps}

    def place(self, target: Span, room: Span, *, whole: bool) -> tuple[Span, Gap] | None:
        """Return the time nearest to a target in the gap that has most of it, behind all others.

        Only gaps between the speech before and behind are looked at: those in ``room``.
        In a gap that is whole that is the target itself: it stood so in the old cut.
        """
        near = [
            gap
            for gap in self._gaps
            if room.start - TOLERANCE <= gap.start and gap.end <= room.end + TOLERANCE
        ]
        for gap in sorted(near, key=lambda gap: -_shared(gap, target)):
            if whole:
                return target, gap
            first, last = self._from[gap], gap.end - target.duration
            if first <= last + TOLERANCE:
                start = min(max(target.start, first), max(last, first))
                end = min(start + target.duration, gap.end)
                self._from[gap] = end
                return Span(start, end), gap
        return None


def _shared(one: Span, two: Span) -> int:
    return min(one.end, two.end) - max(one.start, two.start)


def _moved(line: Line, span: Span, gap: Gap) -> Line:
    clip = Clip(span.start, span.end, gap) if line.clip else None
    return replace(line, start=span.start, end=span.end, clip=clip)


def _common(old: Sequence[Span], new: Sequence[Span]) -> list[_Anchor]:
    """Return the speech that both cuts have, in order: the longest chain of stretches alike."""
    pairs = _alike(old, new)
    best: list[tuple[float, int]] = []  # of each pair: the worth of the chain to it, its last
    for here, (i, j) in enumerate(pairs):
        worth, last = 0.0, -1
        for there in range(here - 1, max(-1, here - 4000), -1):
            k, m = pairs[there]
            if k < i and m < j:
                steady = abs((new[j].start - old[i].start) - (new[m].start - old[k].start))
                value = best[there][0] - (0.0 if steady <= TOLERANCE else 1.5)
                if value > worth:
                    worth, last = value, there
                if steady <= TOLERANCE and k == i - 1:
                    break  # the one before, with the same shift: none is better
        best.append((worth + 1, last))
    chain: list[_Anchor] = []
    at = max(range(len(best)), key=lambda index: best[index][0], default=-1)
    while at >= 0:
        i, j = pairs[at]
        chain.append(_Anchor(old[i], new[j]))
        at = best[at][1]
    return chain[::-1]


def _alike(old: Sequence[Span], new: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the pairs of stretches that are as long, with as long a pause before or behind."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for j, span in enumerate(new):
        by_length[span.duration // TOLERANCE].append(j)
    found: list[tuple[int, int]] = []
    for i, span in enumerate(old):
        box = span.duration // TOLERANCE
        near = sorted(j for one in (box - 1, box, box + 1) for j in by_length[one])
        found += [(i, j) for j in near if _is_like(old, i, new, j)]
    return found


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
    first, second = sorted((speech[at], speech[at + step]))
    return second.start - first.end
