"""What is said around a clip: what a narrator should know, and a describer wants to read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

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
    return {clip: _around(clip, said) for clip in clips} if said else {}


def _around(clip: Clip, said: Sequence[Said]) -> Dialogue:
    earlier = [one for one in said if one.end <= clip.end and one.start < clip.start]
    later = [one for one in said if one.start >= clip.start]
    near = takewhile(lambda one: clip.start - one.end <= FAR, reversed(earlier))
    after = takewhile(lambda one: one.start - clip.end <= FAR, later)
    return Dialogue(tuple(list(near)[:MOST][::-1]), tuple(list(after)[:MOST]))
