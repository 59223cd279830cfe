"""What is said around a clip: what a narrator should know, and a describer wants to read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, takewhile

from adtool.narration.narrator import Dialogue
from adtool.timeline import Clip, Said

FAR = 30_000
"""Milliseconds from which on what is said has nothing to do with a clip any more."""

MOST = 4
"""How many stretches of dialogue are told on either side of a clip."""


def dialogue_around(clips: Sequence[Clip], said: Sequence[Said]) -> dict[Clip, Dialogue]:
    """Return for each clip what is said last before it, and first after it.

    Args:
        clips: the clips.
        said: the movie's dialogue, in order of time; without any, nothing is returned.
    """
    starts = [one.start for one in said]
    return {clip: _around(clip, said, bisect_left(starts, clip.start)) for clip in clips if said}


def _around(clip: Clip, said: Sequence[Said], first: int) -> Dialogue:
    """Look from the first that begins in the clip or after it to either side, no farther."""
    earlier = (said[i] for i in reversed(range(first)) if said[i].end <= clip.end)
    later = (said[i] for i in range(first, len(said)))
    near = takewhile(lambda one: clip.start - one.end <= FAR, earlier)
    after = takewhile(lambda one: one.start - clip.end <= FAR, later)
    return Dialogue(tuple(islice(near, MOST))[::-1], tuple(islice(after, MOST)))
