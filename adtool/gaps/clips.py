"""Gaps in, clips out: long gaps are cut into pieces that one line can describe."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap


def cut_clips(
    gaps: Iterable[Gap], cuts: Iterable[int] = (), settings: GapSettings | None = None
) -> tuple[Clip, ...]:
    """Cut each gap into consecutive clips that fill it exactly.

    A gap up to ``settings.longest_clip`` is one clip, whatever happens in it. A longer one is cut
    from left to right. Each clip ends at the last shot change within reach: no farther than
    ``longest_clip``, and with at least ``shortest_piece`` on both sides, so that no rest is left
    that hardly a line fits. Where none is in reach, the clip is as long as if the rest of the gap
    were cut evenly into as few clips as possible. So where a clip ends is known ``longest_clip``
    after its beginning, while the movie goes by.

    Args:
        gaps: the gaps, each at least ``settings.minimum`` long (a shorter one gives a clip that
            is as short as it is).
        cuts: when shots change, in ms, in any order; those outside the gaps don't matter.
        settings: the bounds of a clip's length; the defaults where None.

    Returns:
        The clips in order. Those of a gap that is cut lie between ``shortest_piece`` and
        ``longest_clip``, which is always possible because that is at least twice as long.
    """
    settings = settings or GapSettings()
    ordered = sorted(set(cuts))
    clips: list[Clip] = []
    for gap in gaps:
        bounds = _bounds(gap, ordered, settings)
        clips += [Clip(start, end, gap) for start, end in pairwise(bounds)]
    return tuple(clips)


def _bounds(gap: Gap, cuts: Sequence[int], settings: GapSettings) -> list[int]:
    """Return where the gap's clips begin and end, from its start to its end."""
    bounds = [gap.start]
    while gap.end - bounds[-1] > settings.longest_clip:
        bounds.append(next_bound(bounds[-1], gap.end, cuts, settings))
    return [*bounds, gap.end]


def next_bound(start: int, end: int, cuts: Sequence[int], settings: GapSettings) -> int:
    """Return where the clip ends that begins at ``start``, in a gap that ends at ``end``.

    ``end - start`` is more than ``longest_clip``, so that what is left can always be cut. Only cuts
    within ``reach`` matter.
    """
    first, last = reach(start, end, settings)
    found = bisect_right(cuts, last) - 1
    if found >= 0 and cuts[found] >= first:
        return cuts[found]
    rest = end - start
    return start + rest // -(-rest // settings.longest_clip)


def reach(start: int, end: int, settings: GapSettings) -> tuple[int, int]:
    """Return the first and the last time at which a shot change may end the clip, both included."""
    first = start + settings.shortest_piece
    return first, min(start + settings.longest_clip, end - settings.shortest_piece)
