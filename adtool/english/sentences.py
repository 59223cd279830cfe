"""Where the sentences of an English text begin and end.

The full stop of a title (Mr. Lind) ends none. That of an initial or of letters with full stops
(J. R. Ewing, the U.S. Army, 8 a.m.) does where a word follows that no name goes on with: "He lives
in the U.S. She does not." Dots and question marks before a small letter end none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from adtool.english.capitals import ABBREVIATED_TITLES
from adtool.english.words import CLOSED_CLASS

_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_LAST_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*$")
_FOLLOWING = re.compile(r"\s*(\w*)")
_LAST_WORD = re.compile(r"(?:\w+\.)*\w+$")
_LETTERS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")  # U.S, a.m, Ph.D
_LONGEST = 12  # letters that are looked at before a full stop; no abbreviation has more
_GO_ON = frozenset({"vs", "e.g", "i.e", "cf", "approx"})
_STREET = re.compile(r"(?!(?:At|By|From|In|Near|On|To|Then|And)\b)\b[A-Z0-9]\w+\s+$")
_OPENING_QUOTES = ('"', "'", "“", "‘")


def sentences(text: str) -> list[str]:
    """Cut ``text`` after each sentence; joined, the pieces are the text again."""
    edges = [0, *_ends(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    return [*pieces, text[edges[-1] :]] if edges[-1] < len(text) else pieces


def ends_sentence(text: str) -> bool:
    """Say whether ``text`` ends like a sentence, and not after "Mr."."""
    stop = _LAST_STOP.search(text)
    return stop is not None and _ends_there(text, stop)


def opens_sentence(text: str, start: int) -> bool:
    """Say whether the word with a capital at ``start`` has it, or may, for where it stands.

    That is so at the beginning of a text, after the end of a sentence, after a colon, and at the
    beginning of a quotation.
    """
    last = start
    while last and not text[last - 1].isalnum():
        last -= 1
    between = text[last:start]
    if not last or ":" in between or between.endswith(_OPENING_QUOTES):
        return True
    stop = _STOP.search(text, last, start)
    return stop is not None and _ends_there(text, stop)


def capitalised(text: str) -> str:
    """Return a text with a capital; all but its first letter stays."""
    return text[:1].upper() + text[1:]


def in_place(word: str, text: str, start: int) -> str:
    """Return a word, or several, as they are written at ``start``: a sentence has a capital."""
    return capitalised(word) if opens_sentence(text, start) else word


def _ends(text: str) -> Iterator[int]:
    """Yield where each sentence ends, past the quotes and brackets that close behind it."""
    for stop in _STOP.finditer(text):
        if _ends_there(text, stop):
            yield stop.end()


def _ends_there(text: str, stop: re.Match[str]) -> bool:
    """Say whether a full stop, or whatever may end a sentence, ends one."""
    following = _FOLLOWING.match(text, stop.end())
    after = following[1] if following else ""
    if after[:1].islower():
        return False
    last = _LAST_WORD.search(text, max(0, stop.start() - _LONGEST), stop.start())
    if last is None or stop[0] != ".":
        return True
    if last[0] == "St":  # St. Mary, but also: Main St.
        return not after or bool(_STREET.search(text, max(0, last.start() - 40), last.start()))
    return _ends_behind(last[0], after)


def _ends_behind(word: str, after: str) -> bool:
    """Say whether a full stop ends a sentence between a word and what follows, "" if nothing."""
    lower = word.lower()
    if lower in _GO_ON or (lower in ABBREVIATED_TITLES and word[0].isupper()):
        return False
    if lower == "no":
        return not after.isdecimal()
    initial = len(word) == 1 and word.isupper() and word != "I"
    if after and (initial or _LETTERS.fullmatch(word)):
        return after.lower() in CLOSED_CLASS
    return True
