"""Several parts of a film as one script: reels, episodes of a serial, a describer's halves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    first = moved[0]
    taken: set[str] = set()
    lines: list[Line] = []
    for number, script in enumerate(moved, 1):
        own = [_renamed(line, number, taken) for line in script.lines]
        taken.update(line.id for line in own)
        lines += own
    omissions = [omission for script in moved for omission in script.omissions]
    return replace(
        first,
        lines=tuple(sorted(lines, key=lambda line: (line.start, line.end))),
        omissions=tuple(sorted(omissions, key=lambda omission: omission.clip)),
        duration=moved[-1].duration,
    )


def _renamed(line: Line, part: int, taken: set[str]) -> Line:
    return replace(line, id=f"{line.id[:26]}.{part}") if line.id and line.id in taken else line
