"""Cues that keep the place of a line: how they are written, and told from lines.

A placeholder's first line says in brackets how long it is and how many words there is time for:
``[3.2 s · 8 words]``. What stands below is known of the moment, for the describer to read. Who
writes a line in its place takes the brackets out; so a cue is a placeholder as long as its first
line is nothing but them. ``adtool gaps`` writes ``[gap 3: 3.2 s]``.
"""

from __future__ import annotations

import re

_MARK = re.compile(
    r"\[gap \d{1,6}: \d{1,6}\.\d s\]"
    r"|\[\s{0,4}\d{1,6}(?:[.,]\d{1,3})?\s{0,4}s(?:ec|econds?)?\.?"
    r"\s{0,4}[·•∙⋅.,;:|/*?�–—-]{0,3}\s{0,4}\d{1,6}\s{1,4}words?\s{0,4}\]",
    re.IGNORECASE,
)


def placeholder(duration: int, words: int) -> str:
    """Return the first line of a placeholder.

    Args:
        duration: how long the line may be, in ms.
        words: how many words there is time for.
    """
    return f"[{duration / 1000:.1f} s · {words} word{'' if words == 1 else 's'}]"


def is_placeholder(text: str) -> bool:
    """Say whether a cue's text keeps the place of a line that is still to be written."""
    first = text.lstrip()[:200].partition("\n")[0]
    return bool(_MARK.fullmatch(first.strip()))
