"""What a script can have that not every format has a place for, by name.

Each format says which of these it holds; the rest it drops or, for the text, replaces by the
nearest that it can hold. ``unheld`` names what a certain script would lose.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise

from adtool.scripts.layout import TIMECODE
from adtool.scripts.srt import writable
from adtool.scripts.text import text_lines
from adtool.timeline import Script


def _candidates(script: Script) -> bool:
    return any(line.candidates for line in script.lines) or any(
        omission.candidates for omission in script.omissions
    )


def _corrections(script: Script) -> bool:
    return any(line.corrections for line in script.lines) or any(
        omission.corrections for omission in script.omissions
    )


def _facts(script: Script) -> bool:
    return any(set(line.facts) - {"note", "draft"} for line in script.lines) or any(
        omission.facts for omission in script.omissions
    )


def _overlaps(script: Script) -> bool:
    spans = sorted(line.span for line in script.lines)
    return any(one.end > two.start for one, two in pairwise(spans))


def _untidy(script: Script) -> bool:
    return any("\n".join(text_lines(line.text)) != line.text for line in script.lines)


def _looks_like_markup(script: Script) -> bool:
    return any(writable(line.text) != "\n".join(text_lines(line.text)) for line in script.lines)


HOLDINGS: dict[str, Callable[[Script], bool]] = {
    "language": lambda script: bool(script.language),
    "movie": lambda script: bool(script.movie),
    "duration": lambda script: bool(script.duration),
    "ids": lambda script: any(line.id for line in script.lines),
    "characters": lambda script: any(line.characters for line in script.lines),
    "presence of characters": lambda script: any(line.presence for line in script.lines),
    "pauses of the film": lambda script: any(line.extended for line in script.lines),
    "clips without a line": lambda script: bool(script.omissions),
    "gaps": lambda script: any(line.clip for line in script.lines) or bool(script.omissions),
    "candidates": _candidates,
    "corrections": _corrections,
    "facts": _facts,
    "notes": lambda script: any(line.facts.get("note") for line in script.lines),
    "words of the draft": lambda script: any(line.facts.get("draft") for line in script.lines),
    "marks of shortened lines": lambda script: any(line.shortened for line in script.lines),
    "timecode": lambda script: TIMECODE in script.metadata,
    "metadata": lambda script: bool(set(script.metadata) - {TIMECODE}),
    "overlaps": _overlaps,
    "lines without text": lambda script: any(not text_lines(line.text) for line in script.lines),
    "lines without length": lambda script: any(line.end <= line.start for line in script.lines),
    "text that looks like markup": _looks_like_markup,
    "blank lines, outer spaces and control characters": _untidy,
}
"""Each thing that a script can have, and how to tell that it has it."""


def unheld(script: Script, held: Collection[str]) -> tuple[str, ...]:
    """Name what ``script`` has and a format that holds ``held`` has no place for."""
    return tuple(name for name, has in HOLDINGS.items() if name not in held and has(script))
