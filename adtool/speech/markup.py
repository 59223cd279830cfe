"""What players of subtitles read as commands, and what is left for viewers to read.

Only what some player knows is a tag: ``<whispering>`` and ``<Stop it!>`` are text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_NAMES = (
    "a|b|big|c|center|code|div|em|font|h[1-6]|i|lang|p|q|rb|rp|rt|rtc|ruby|s|small|span|strike"
    "|strong|sub|sup|tt|u|v"
)
_TAG = re.compile(
    rf"</?(?:{_NAMES})(?:[ .=][^<>]*)?/?>|<br\s*/?>|<(?:color|size|face)=[^<>]*>|</(?:color|size)>"
    r"|</?>|<[\d:.,]+>|\{\\[^{}]*\}|\{/?[biusBIUS]\}|\{[A-Za-z]:[^{}]*\}",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\\[Nn]|<br\s*/?>", re.IGNORECASE)
_SPOILT = {"â™ª": "♪", "â™«": "♫"}
"""Notes in UTF-8 that somebody read as Windows-1252."""


def without_tags(text: str) -> str:
    """Return a text without the tags and commands of players, its breaks broken."""
    return _TAG.sub("", _BREAK.sub("\n", text))


def plain_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Return a cue's lines as viewers read them."""
    text = without_tags(html.unescape(without_tags("\n".join(lines))))
    for spoilt, meant in _SPOILT.items():
        text = text.replace(spoilt, meant)
    found = (" ".join(line.replace(r"\h", " ").split()) for line in text.split("\n"))
    return tuple(line for line in found if line)
