"""Times inside of text: what is left of a cue whose line break, number or blank line is lost.

Nobody says a time to the millisecond, or an arrow between two times. So a line of text that holds
them holds a cue, whose words would be taken for those of the cue above.
"""

from __future__ import annotations

import html
import re

from adtool.scripts.ascii_line import ascii_line

TIMES_IN_TEXT = "times stand in the text of a cue"
"""What is wrong with such a line."""

_CODE = r"\d{1,4} ?: ?\d{1,2} ?[:.] ?\d{1,2} ?[.,:] ?\d{1,4}"
_TWO = re.compile(rf"{_CODE}\D{{1,16}}{_CODE}")
_ALONE = re.compile(r"\W*\d+:\d{1,2}:\d{1,2}[.,]\d{3}\W*")
_WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}(?!\S)")
_MANY = 4
"""Digits of two times at least."""


def holds_times(line: str) -> bool:
    """Say whether a line of text, without tags, holds what could be the times of a cue."""
    plain, _ = ascii_line(html.unescape(line))
    if _TWO.search(plain) or _ALONE.fullmatch(plain):
        return True
    return "-->" in plain and (sum(map(str.isdecimal, plain)) >= _MANY or not _WORD.search(plain))
