"""Several parts of a film as one script: reels, episodes of a serial, a describer's halves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from adtool.scripts.retiming import retime
from adtool.timeline import Line, Script


def ends_of(scripts: Sequence[Script]) -> tuple[int, ...]:
    """Return when each part begins if each follows on the one before, in ms.

    Raises:
        ValueError: if a part but the last does not say how long its film is.
    """
    begins = [0]
    for number, script in enumerate(scripts[:-1], 1):
        if not script.duration:
            raise ValueError(f"part {number} does not say how long its film is")
        begins.append(begins[-1] + script.duration)
    return tuple(begins)


def merged(scripts: Sequence[Script], offsets: Sequence[int]) -> Script:
    """Return one script of several parts, in the order of time.

    What is known of the whole (movie, language, metadata) is what the first part says. An id that
    two parts have gets the number of its part.

    Args:
        scripts: the parts; at least one.
        offsets: when each begins in the whole, in ms.
    """
    moved = [retime(script, shift=offset) for script, offset in zip(scripts, offsets, strict=True)]
    lines = [line for script in _told_apart(moved) for line in script.lines]
    omissions = [omission for script in moved for omission in script.omissions]
    _, last = max(zip(offsets, moved, strict=True), key=lambda part: part[0])
    return replace(
        moved[0],
        lines=tuple(sorted(lines, key=lambda line: (line.start, line.end))),
        omissions=tuple(sorted(omissions, key=lambda omission: omission.clip)),
        duration=last.duration,
    )


def _told_apart(scripts: Sequence[Script]) -> Iterator[Script]:
    """Return scripts of whose ids there are no two alike, in any of them."""
    given = {line.id for script in scripts for line in script.lines}
    seen: set[str] = set()
    for number, script in enumerate(scripts, 1):
        lines: list[Line] = []
        for line in script.lines:
            again = bool(line.id) and line.id in seen
            lines.append(replace(line, id=_another(line.id, number, given)) if again else line)
            seen.add(line.id)
        yield replace(script, lines=tuple(lines))


def _another(name: str, part: int, given: set[str]) -> str:
    """Return an id with the number of its part that is not given yet, and give it."""
    numbered = f"{name[:24]}.{part}"
    more = (f"{numbered}.{number}" for number in count(1))
    free = next(one for one in chain([numbered], more) if one not in given)
    given.add(free)
    return free
