"""One script as several, at the ends of a film's reels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from adtool.scripts.retiming import retime
from adtool.timeline import Clip, Line, Omission, Script, Span

END = 2**40
"""Milliseconds that no film has."""


@dataclass(frozen=True, slots=True)
class Split:
    """A script in parts.

    Attributes:
        parts: each with times from its own beginning.
        crossing: the lines that stand across an end: each is in the part that has most of it, cut
            at the end in time and not in words.
    """

    parts: tuple[Script, ...]
    crossing: tuple[Line, ...]


def split(script: Script, ends: Sequence[int]) -> Split:
    """Split a script at the ends of reels.

    Args:
        script: the whole.
        ends: when each reel but the last ends, in ms, rising.

    Raises:
        ValueError: if the ends do not rise from above 0.
    """
    edges = [0, *ends, END]
    if any(one >= two for one, two in pairwise(edges)):
        raise ValueError("the ends of parts must rise, from above 0")
    spans = [Span(one, two) for one, two in pairwise(edges)]
    crossing = tuple(
        line for line in script.lines if any(line.start < end < line.end for end in ends)
    )
    return Split(tuple(_part(script, span, spans) for span in spans), crossing)


def _part(script: Script, part: Span, parts: Sequence[Span]) -> Script:
    lines = [_within(line, part) for line in script.lines if _home(line.span, parts) == part]
    omissions = [omission for omission in script.omissions if _home(omission.clip, parts) == part]
    end = min(part.end, script.duration) if script.duration else 0
    whole = replace(
        script,
        lines=tuple(lines),
        omissions=tuple(_cut(omission, part) for omission in omissions),
        duration=max(end, part.start) if end else 0,
    )
    return retime(whole, shift=-part.start)


def _home(span: Span, parts: Sequence[Span]) -> Span:
    """Return the part that has most of a span; of equal ones the first."""
    return max(parts, key=lambda part: (_shared(span, part), part.start <= span.start < part.end))


def _shared(span: Span, part: Span) -> int:
    return max(0, min(span.end, part.end) - max(span.start, part.start))


def _within(line: Line, part: Span) -> Line:
    start, end = max(line.start, part.start), min(line.end, part.end)
    return replace(line, start=start, end=end, clip=line.clip and _clip(line.clip, part))


def _cut(omission: Omission, part: Span) -> Omission:
    return replace(omission, clip=_clip(omission.clip, part))


def _clip(clip: Clip, part: Span) -> Clip:
    """Return a clip as far as it lies in a part, in which its gap then lies as well."""
    gap = replace(clip.gap, start=_in(clip.gap.start, part), end=_in(clip.gap.end, part))
    return Clip(_in(clip.start, part), _in(clip.end, part), gap)


def _in(time: int, part: Span) -> int:
    return min(max(time, part.start), part.end)
