"""What a text quotes: other people's words, and signs. A describer says them as they are."""

from __future__ import annotations

import re

QUOTED = re.compile(r"\"[^\"]{0,400}\"|“[^”]{0,400}”|(?<!\w)‘[^’]{0,400}’(?!\w)")
"""A quotation with its marks."""


def blanked(text: str) -> str:
    """Return a text of the same length whose quotations are blank: all else keeps its place."""
    return QUOTED.sub(lambda match: "\0" * len(match[0]), text)
