"""Rolling captions: each cue shows the line before once more, and adds to it.

So YouTube's automatic captions come, and what is made of them: every word stands in two cues or
three. Here each is said once, where it is new; what is only shown again lengthens the cue before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from adtool.scripts.cues import Cue

_APART = 1000
"""Milliseconds between two cues, the later of which may still show what the other showed."""


def unrolled(cues: Sequence[Cue], *, stamped: bool) -> list[Cue]:
    """Return cues with the words that are new in each, if they roll.

    Args:
        cues: in order of time, their text without markup.
        stamped: whether words have times of their own, as in automatic captions only.
    """
    if not _roll(cues, stamped=stamped):
        return list(cues)
    said = list(cues[:1])
    for before, now in pairwise(cues):
        new = _new(before, now)
        if new is None:
            said.append(now)
        elif new:
            said.append(replace(now, text=new))
        else:
            said[-1] = replace(said[-1], end=max(said[-1].end, now.end))
    return said


def _roll(cues: Sequence[Cue], *, stamped: bool) -> bool:
    """Say whether the cues roll: most repeat the one before, and several add to that."""
    again = [new for one, two in pairwise(cues) if (new := _new(one, two)) is not None]
    if stamped:
        return bool(again)
    return 2 * len(again) >= len(cues) - 1 and sum(map(bool, again)) >= 2


def _new(before: Cue, now: Cue) -> tuple[str, ...] | None:
    """Return what a cue adds to what the cue before shows; None where it shows nothing of that."""
    if now.start > before.end + _APART:
        return None
    words = [word for line in now.text for word in line.split()]
    for at in range(len(before.text)):
        shown = [word for line in before.text[at:] for word in line.split()]
        if shown and words[: len(shown)] == shown:
            new = " ".join(words[len(shown) :])
            return (new,) if new else ()
    return None
