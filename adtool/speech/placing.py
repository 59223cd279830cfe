"""Subtitles whose clock is not the film's: broadcasters begin at 1:00:00 or 10:00:00.

How far they are off is told (``--subtitles-offset``), or found: whole hours come first, and the
sound is asked whether they fit. Where it says otherwise, the place where subtitles and speech agree
best is taken if it stands out; where none does, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from adtool.errors import ScriptError, UnavailableError
from adtool.scripts.cues import Cue
from adtool.speech.offset import Told, parse_offset
from adtool.speech.readers.film import Cues, Film
from adtool.timeline import Span, clock

if TYPE_CHECKING:
    from adtool.speech.agreement import Agreement

OVERHANG = 10_000
"""Milliseconds that subtitles may run past the film's end and still be its own."""

_ALIKE = 0.9
"""What the agreement at the expected place must be of the best."""

_STRAY = 3
"""Cues that may stand alone before a programme's start: titles, credits."""

_ENOUGH = 8
"""Cues below which subtitles agree with speech at too many places to be compared with it."""


def in_place(name: str, read: Cues, film: Film) -> tuple[Cue, ...]:
    """Return cues on the film's clock.

    Args:
        name: the subtitles' file, for messages.
        read: the cues as the file has them.
        film: its length, its sound, and what was told.

    Raises:
        ScriptError: if what was told puts them outside of the film, or an offset is needed and
            cannot be found.
    """
    told = parse_offset(film.offset)
    if told is not None:
        return _moved_as_told(name, read, film, told)
    programme = _programme(read)
    if not film.duration and programme >= read.hour:
        film.note(
            f"{name} begins at {clock(programme, decimals=0)}; where the film does, a movie or "
            "--subtitles-offset tells."
        )
    if not _is_late(read, film):
        return read.cues
    by = _found(name, read.hour, [cue for cue in read.cues if cue.start >= programme], film)
    return tuple(_moved(cue, by) if cue.start >= programme else cue for cue in read.cues)


def asks_sound(read: Cues, film: Film) -> bool:
    """Say whether the film's sound has its part in where the cues are put."""
    found = parse_offset(film.offset) is None and _is_late(read, film)
    return found and len(read.cues) >= _ENOUGH


def _is_late(read: Cues, film: Film) -> bool:
    """Say whether subtitles begin so late that their clock can hardly be the film's."""
    begins = _programme(read)
    latest = min(read.hour, film.duration + OVERHANG)
    return bool(film.duration and read.cues) and begins >= latest


def _programme(read: Cues) -> int:
    """Return when the first cue begins that is not a stray one before the programme."""
    starts = sorted(cue.start for cue in read.cues)
    for before, after in pairwise(starts[: _STRAY + 1]):
        if after - before >= read.hour * 5 // 6:
            return after
    return starts[0] if starts else 0


def _moved(cue: Cue, by: int) -> Cue:
    return replace(cue, start=cue.start + by, end=cue.end + by)


def _moved_as_told(name: str, read: Cues, film: Film, told: Told) -> tuple[Cue, ...]:
    by = told.milliseconds(read.hour, film.frame_rate)
    kept = [cue for cue in read.cues if not by or cue.end + by > 0]
    late = film.duration and kept and min(cue.start + by for cue in kept) >= film.duration
    if late or (read.cues and not kept):
        where = "after the film has ended" if late else "before the film begins"
        first = clock(min(cue.start for cue in read.cues), decimals=0)
        raise ScriptError(
            name,
            f"begins at {first}; with --subtitles-offset {film.offset} all of it lies {where}",
        )
    if len(kept) < len(read.cues):
        lost = len(read.cues) - len(kept)
        film.note(
            f"{name}: {lost} cue{'s' if lost > 1 else ''} would end before the film begins, with "
            f"--subtitles-offset {film.offset}; left out."
        )
    return tuple(_moved(cue, by) for cue in kept)


def _found(name: str, hour: int, cues: Sequence[Cue], film: Film) -> int:
    """Return what must be added to the times of cues that begin too late."""
    first, last = min(cue.start for cue in cues), max(cue.end for cue in cues)
    whole = first // hour * hour
    right = last <= film.duration + OVERHANG
    fits = whole > 0 and last - whole <= film.duration + OVERHANG
    agreement = _agreement(cues, film)
    if agreement is None and fits and not right:
        return _say(name, film, first, -whole, "whole hours; the sound was not asked")
    if agreement and agreement.tells:
        if right and agreement.at(first) >= _ALIKE * agreement.best:
            return 0
        if fits and agreement.at(first - whole) >= _ALIKE * agreement.best:
            return _say(name, film, first, -whole, "as the sound agrees")
        if agreement.stands_out:
            why = "for there subtitles and speech agree"
            return _say(name, film, first, agreement.place - first, why)
    ends = "" if right else f" and the film ends at {clock(film.duration, decimals=0)}"
    example = clock(whole or first, decimals=0)
    raise ScriptError(
        name,
        f"begins at {clock(first, decimals=0)}{ends}; say what to add to its times, such as "
        f"--subtitles-offset=-{example} (0 for nothing)",
    )


def _agreement(cues: Sequence[Cue], film: Film) -> Agreement | None:
    """Compare cues with the speech in the film's sound; None where that cannot be done."""
    heard = _heard(film) if len(cues) >= _ENOUGH else None
    if not heard:
        return None
    from adtool.speech.agreement import Agreement

    return Agreement([Span(cue.start, cue.end) for cue in cues], heard, film.duration, OVERHANG)


def _heard(film: Film) -> list[Span] | None:
    """Return the speech in the film's sound; None where it cannot be heard."""
    if film.hear is None:
        return None
    try:
        return list(film.hear())
    except UnavailableError:
        return None


def _say(name: str, film: Film, first: int, by: int, why: str) -> int:
    amount = clock(-by, decimals=0 if by % 1000 == 0 else 1)
    film.note(
        f"{name} begins at {clock(first, decimals=0)}: {amount} is taken off its times ({why}); "
        "--subtitles-offset tells otherwise."
    )
    return by
