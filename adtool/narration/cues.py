"""Clips without wordings become cues: placeholders that say what is known of the moment.

They are read in a table, in a player or by a screen reader, so they are short, a kind of knowledge
a line, and say in words what there is. See ``facts`` for what is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any

from adtool.english.reading_time import words_in
from adtool.narration.clip import ClipNarration
from adtool.scripts.placeholder import placeholder
from adtool.timeline import Line

MOST_SHOTS = 4
"""Shots that are told one by one; of more, only how many they are."""

LONGEST_QUOTE = 60
"""Characters of dialogue on either side."""


def cue_lines(narrations: Sequence[ClipNarration], rate: float) -> tuple[Line, ...]:
    """Make a placeholder of each clip, as long as the clip.

    Args:
        narrations: the clips, in order, with their facts.
        rate: words a minute that a line is budgeted at.
    """
    return tuple(_cue(narration, rate) for narration in narrations)


def _cue(narration: ClipNarration, rate: float) -> Line:
    clip = narration.clip
    first = placeholder(clip.duration, words_in(clip.duration, rate))
    pause = ["The film pauses here."] if clip.pausing else []
    text = "\n".join([first, *pause, *_told(narration.facts)])
    return narration.line(clip.start, clip.end, text, extended=clip.pausing, placeholder=True)


def _told(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each kind of knowledge that there is."""
    if names := facts.get("characters"):
        yield f"{', '.join(names)}."
    if shots := facts.get("shots"):
        yield _shots(shots)
    returns = ["New scene."] if facts.get("scene") == "new" else []
    returns += [f"As in {facts['as_in']}."] if "as_in" in facts else []
    if returns:
        yield " ".join(returns)
    if texts := facts.get("on_screen_text"):
        yield f"On screen: {' '.join(f'“{text}”' for text in texts)}"
    dialogue = facts.get("dialogue", {})
    if before := dialogue.get("before"):
        yield f"Before: “{_end_of(before[-1])}”"
    if after := dialogue.get("after"):
        yield f"After: “{shorten(after[0], LONGEST_QUOTE, placeholder=' …')}”"


def _shots(shots: Sequence[Mapping[str, Any]]) -> str:
    """Say how the shots go: ``Close-up, still.``, ``2 shots: moving; long shot, still.``."""
    moves = ["moving" if shot["moving"] else "still" for shot in shots]
    if len(shots) > MOST_SHOTS:
        return f"{len(shots)} shots, {max(('still', 'moving'), key=moves.count)} for the most part."
    told = [
        f"{shot['scale']}, {move}" if shot["scale"] else move
        for shot, move in zip(shots, moves, strict=True)
    ]
    if len(shots) == 1:
        return f"{told[0].capitalize()}." if shots[0]["scale"] else f"One shot, {told[0]}."
    alike = len(set(told)) == 1
    return f"{len(shots)} shots: {told[0] if alike else '; '.join(told)}."


def _end_of(text: str) -> str:
    """Return the end of what is said, in whole words where they are not too long."""
    return shorten(text[::-1], LONGEST_QUOTE, placeholder=" …")[::-1]
