"""Speech in, gaps out: where there is room for a line."""

from __future__ import annotations

from collections.abc import Iterable

from adtool.settings import GapSettings
from adtool.timeline import Gap, Span, merge


def find_gaps(
    speech: Iterable[Span], duration: int, settings: GapSettings | None = None
) -> tuple[Gap, ...]:
    """Return the stretches in which nobody speaks, long enough to say something in.

    A gap keeps ``settings.margin`` free beside the speech before and after it; the movie's own
    start and end need no margin. What is then shorter than ``settings.minimum`` is no gap.

    Args:
        speech: when somebody speaks; in any order, overlapping or not. Speech after the movie's
            end is disregarded.
        duration: the movie's length in ms.
        settings: the margin and the minimum; the defaults where None.

    Returns:
        The gaps in order; no two overlap.
    """
    settings = settings or GapSettings()
    gaps: list[Gap] = []
    free_from = 0
    for span in merge(speech):
        if span.start >= duration:
            break
        _append(gaps, free_from, span.start - settings.margin, settings.minimum)
        free_from = span.end + settings.margin
    _append(gaps, free_from, duration, settings.minimum)
    return tuple(gaps)


def within(gaps: Iterable[Gap], part: Span, minimum: int) -> tuple[Gap, ...]:
    """Return what of some gaps lies in a part of the movie and is at least ``minimum`` ms long."""
    inside: list[Gap] = []
    for gap in gaps:
        _append(inside, max(gap.start, part.start), min(gap.end, part.end), minimum)
    return tuple(inside)


def _append(gaps: list[Gap], start: int, end: int, minimum: int) -> None:
    """Append the gap from ``start`` to ``end`` if it is long enough."""
    if end - start >= minimum:
        gaps.append(Gap(start, end))
