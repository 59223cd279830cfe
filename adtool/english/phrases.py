"""Phrases in a text, whatever their capitals, spaces and apostrophes; none that is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from adtool.english.quotes import blanked
from adtool.english.sentences import in_place


def found(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a phrase stands in a text, as whole words."""
    for match in _pattern(phrase).finditer(blanked(text)):
        yield match.span()


def replaced(phrase: str, other: str, text: str) -> str:
    """Return a text with another phrase in the place of one; sentences begin with a capital."""
    for start, end in reversed(list(found(phrase, text))):
        before, after = text[:start], text[end:]
        if not other:
            after = in_place(after.lstrip(" ,"), text, start)
        text = before + in_place(other, text, start) + after
    return re.sub(r" {2,}", " ", text).strip()


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str]:
    pieces = [re.escape(piece).replace("'", "['’]") for piece in phrase.replace("’", "'").split()]
    inner = r"\s+".join(pieces)
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)
