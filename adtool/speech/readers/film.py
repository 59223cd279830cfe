"""What readers of subtitles may know of the film, and what they give: cues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from adtool.errors import ScriptError
from adtool.progress import SILENT
from adtool.scripts.buried_times import TIMES_IN_TEXT, holds_times
from adtool.scripts.cues import Cue
from adtool.scripts.reading import shown
from adtool.speech.markup import without_tags
from adtool.timeline import Span

if TYPE_CHECKING:
    from adtool.media.clock import Clock

HOUR = 3_600_000
_LATEST = 100 * HOUR
MOST_TEXT = 10_000
"""Characters in the longest text of a cue; real ones have some hundred at most."""

_LONGEST_OPEN = 7_000
"""Milliseconds that a cue without an end lasts at most: guides let no subtitle stand longer."""


@dataclass(frozen=True, slots=True)
class Film:
    """What is known of the film that subtitles belong to.

    Attributes:
        path: the film; None where there is none, as for ``adtool check --subtitles`` alone.
        duration: its length in ms; 0 where unknown.
        frame_rate: its frames a second; 0 where unknown.
        offset: what ``--subtitles-offset`` tells, see ``adtool.speech.offset``.
        hear: finds the speech in its sound; None where it has none.
        note: tells the user what was taken for granted.
        clock: its clock, for tracks inside it; that of its container where None.
    """

    path: Path | None = None
    duration: int = 0
    frame_rate: Fraction = Fraction(0)
    offset: str = "auto"
    hear: Callable[[], Iterable[Span]] | None = None
    note: Callable[[str], object] = SILENT.note
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a file.

    Attributes:
        cues: in the file's order; none ends before it starts.
        hour: milliseconds in an hour of the file's clock: time codes that count 30 frames a
            second where 29.97 are shown go 3.6 s an hour slower than a clock.
    """

    cues: tuple[Cue, ...]
    hour: int = HOUR


Reader: TypeAlias = Callable[[bytes, Path, Film], Cues]
"""Reads a file's content; the path is for the ``ScriptError`` that it raises."""


@dataclass(frozen=True, slots=True)
class Found:
    """A cue as a reader finds it.

    Attributes:
        line: the number of its line, or block, from 1.
        start: when it begins, in ms.
        end: when it ends, in ms; None where the file does not say.
        text: its words, without the format's own marks.
    """

    line: int
    start: int
    end: int | None
    text: str


def cues_of(path: Path, found: Iterable[Found], *, hour: int = HOUR, place: str = "line") -> Cues:
    """Return what a reader found as cues, those without an end ended.

    Such a cue lasts until the next one begins, but no longer than a subtitle stands.

    Args:
        path: the file.
        found: in the file's order.
        hour: see ``Cues``.
        place: what a cue's number counts.

    Raises:
        ScriptError: if a cue ends before it starts, or later than any film, its text is longer than
            any subtitle's or holds another cue's times, or there is none.
    """
    given = list(found)
    if not given:
        raise ScriptError(path, "holds no subtitles: not one cue")
    for one in given:
        if one.end is not None and one.end < one.start:
            raise ScriptError(path, f"{place} {one.line}: the cue ends before it starts")
        if max(one.start, one.end or 0) >= _LATEST:
            raise ScriptError(path, f"{place} {one.line}: no film goes on for 100 hours")
        if len(one.text) > MOST_TEXT:
            raise ScriptError(path, f"{place} {one.line}: a cue's text has {len(one.text)} letters")
        if any(holds_times(without_tags(line)) for line in one.text.splitlines()):
            raise ScriptError(path, f"{place} {one.line}: {TIMES_IN_TEXT}: {shown(one.text)}")
    made = tuple(
        Cue(one.line, one.start, one.end or one.start, "", tuple(one.text.strip().splitlines()))
        for one in _ended(given)
    )
    return Cues(made, hour)


def _ended(found: list[Found]) -> Iterator[Found]:
    starts = sorted({one.start for one in found if any(one.text.split())})
    after = dict(pairwise(starts))
    for one in found:
        if one.end is None:
            latest = one.start + _LONGEST_OPEN
            yield replace(one, end=min(latest, after.get(one.start, latest)))
        else:
            yield one
