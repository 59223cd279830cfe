"""Moving a script in time: another frame rate, another start."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from adtool.timeline import Clip, Gap, Script

_NTSC = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "47.95": Fraction(48000, 1001),
    "59.94": Fraction(60000, 1001),
    "119.88": Fraction(120000, 1001),
}
"""Rates that are always written rounded (SMPTE ST 2048, ST 274), and what they mean."""


def frame_rate(text: str) -> Fraction:
    """Return a frame rate in frames a second: ``25``, ``24000/1001``, or ``23.976`` for that.

    Raises:
        ValueError: if it is none from 1 to 1000.
    """
    text = text.strip()
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6}|/\d{1,6})?", text, re.ASCII):
        raise ValueError(f"{text[:60]!r} is no frame rate")
    try:
        rate = _NTSC.get(text) or Fraction(text)
    except ZeroDivisionError as error:
        raise ValueError(f"{text!r} is no frame rate") from error
    if not 1 <= rate <= 1000:
        raise ValueError(f"{text} frames a second is no frame rate of films")
    return rate


def retime(script: Script, factor: Fraction = Fraction(1), shift: int = 0) -> Script:
    """Return ``script`` with every time multiplied by ``factor``, then moved by ``shift`` ms.

    A script for a film at 25 frames a second fits the same film at 24 when ``factor`` is 25/24.
    What would end at the movie's start or before it is left out; what would only begin before it
    is cut there.
    """

    def at(time: int) -> int:
        return max(0, round(time * factor) + shift)

    def moved(clip: Clip) -> Clip:
        return Clip(at(clip.start), at(clip.end), gap=Gap(at(clip.gap.start), at(clip.gap.end)))

    def remains(end: int) -> bool:
        return shift >= 0 or round(end * factor) + shift > 0

    return replace(
        script,
        lines=tuple(
            replace(
                line, start=at(line.start), end=at(line.end), clip=line.clip and moved(line.clip)
            )
            for line in script.lines
            if remains(line.end)
        ),
        omissions=tuple(
            replace(omission, clip=moved(omission.clip))
            for omission in script.omissions
            if remains(omission.clip.end)
        ),
        duration=script.duration and at(script.duration),
    )
