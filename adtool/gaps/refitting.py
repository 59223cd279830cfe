"""A script fitted anew to another cut of its film.

Stretches of speech tell which moment of the old cut is which of the new one. A line keeps its
distance to the speech before it as long as that gap is whole and no new speech stands there; else
it moves inside the gap that is left. Words are never changed: what does not fit, or whose moment is
gone, is told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from adtool.gaps.anchors import TOLERANCE, Anchor, Common, at_speed, common
from adtool.gaps.report import GapReport
from adtool.scripts.retiming import retime
from adtool.timeline import Clip, Gap, Line, Script, Span


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
        doubtful: lines that were kept, and whose picture may be gone or elsewhere: their gap is
            shorter or longer now, or they had to make way for speech that is new.
        speed: what every time was multiplied by first: 25/24 where the new cut is slower.
    """

    script: Script
    misfits: tuple[Misfit, ...]
    doubtful: tuple[Misfit, ...]
    speed: Fraction = Fraction(1)


def refit(script: Script, old: GapReport, new: GapReport) -> Refitted:
    """Fit a script to another cut.

    Args:
        script: of the old cut.
        old: the old cut's speech.
        new: the new cut's speech and gaps.

    Raises:
        ValueError: if the two have no stretch of dialogue in common.
    """
    found = common(old.speech, new.speech)
    if not found.anchors and (old.speech or new.speech):
        raise ValueError("the two cuts have no dialogue in common")
    lines = tuple(sorted(script.lines, key=lambda line: (line.start, line.end)))
    timed = retime(replace(script, lines=lines, omissions=()), found.speed)
    fit = _Fit(found, old, new)
    placed: list[Line] = []
    misfits: list[Misfit] = []
    doubtful: list[Misfit] = []
    for line, at in zip(lines, timed.lines, strict=True):
        place, why = fit.place(at.span)
        if place is not None:
            placed.append(_moved(at, *place))
        if why:
            (misfits if place is None else doubtful).append(Misfit(line, why))
    kept = replace(timed, lines=tuple(placed), movie=new.movie, duration=new.duration)
    return Refitted(kept, tuple(misfits), tuple(doubtful), found.speed)


_NO_ROOM = "has no room any more: no gap there is long enough"
_GONE = "describes what was cut out, with the dialogue around it"
_SHORTER = "was kept in a gap that is shorter now: see whether its picture is still there"
_LONGER = "was kept in a gap that is longer now: see whether its picture is there"
_MOVED = "was moved away from speech that is new: see whether its picture is still there"

_Place = tuple[Span, Gap]
"""Where a line stands, and in which gap."""


class _Fit:
    """Places lines in the new cut, one after the other."""

    def __init__(self, found: Common, old: GapReport, new: GapReport) -> None:
        ends = (round(old.duration * found.speed), new.duration)
        begin, end = (Anchor(Span(one, one), Span(two, two)) for one, two in ((0, 0), ends))
        self._anchors = [begin, *found.anchors, end]
        self._starts = [anchor.old.start for anchor in self._anchors]
        self._old = at_speed(old.speech, found.speed)
        self._new = new.speech
        self._free = _Free(new.gaps)

    def place(self, span: Span) -> tuple[_Place | None, str]:
        """Return the place of a line that stood at ``span``, if it has one, and what is wrong."""
        after = min(bisect_right(self._starts, span.start), len(self._anchors) - 1)
        before, behind = self._anchors[after - 1], self._anchors[after]
        target, why = _target(span, before, behind, self._old)
        if target is None:
            return None, why
        room = Span(before.new.end, max(before.new.end, behind.new.start))
        clear = _spoken(target, self._new) <= _spoken(span, self._old)
        place = self._free.place(target, room, whole=clear and why != _SHORTER)
        if place is None:
            return None, _NO_ROOM
        moved = why != _SHORTER and place[0] != target
        return place, _MOVED if moved else why


def _spoken(span: Span, speech: Sequence[Span]) -> int:
    """Return for how long there is speech in a span, in ms."""
    return sum(max(0, _shared(span, one)) for one in speech)


def _target(
    span: Span, before: Anchor, behind: Anchor, speech: Sequence[Span]
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
        longer = removed < -TOLERANCE
        return _shifted(span, late if longer and nearer_end else shift), _LONGER if longer else ""
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
        self._pushed: dict[Gap, int] = {}  # where the last line ends that could not stay

    def place(self, target: Span, room: Span, *, whole: bool) -> _Place | None:
        """Return the time nearest to a target in the gap that has most of it, behind all others.

        Only gaps between the speech before and behind are looked at: those in ``room``.
        Where all is ``whole`` that is the target itself: it stood so in the old cut.
        """
        near = [
            gap
            for gap in self._gaps
            if room.start - TOLERANCE <= gap.start and gap.end <= room.end + TOLERANCE
        ]
        near.sort(key=lambda gap: -_shared(gap, target))
        if whole and near and target.start >= self._pushed.get(near[0], 0):
            self._from[near[0]] = max(self._from[near[0]], target.end)
            return target, near[0]
        for gap in near:
            first, last = self._from[gap], gap.end - target.duration
            if first <= last + TOLERANCE:
                start = min(max(target.start, first), max(last, first))
                end = min(start + target.duration, gap.end)
                self._from[gap] = self._pushed[gap] = end
                return Span(start, end), gap
        return None


def _shared(one: Span, two: Span) -> int:
    return min(one.end, two.end) - max(one.start, two.start)


def _moved(line: Line, span: Span, gap: Gap) -> Line:
    clip = Clip(span.start, span.end, gap) if line.clip else None
    return replace(line, start=span.start, end=span.end, clip=clip)
