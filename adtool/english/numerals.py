"""Numbers in figures, and how they are written in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from adtool.english.quotes import blanked
from adtool.english.words import CLOSED_CLASS

_NUMERAL = re.compile(
    r"(?<![\w.,:/°$€£%+-])(?<!\d\s)\d{1,3}(?![\w:/°%]|[.,:–-]\d|\s\d{3}\b|\s?(?:am|pm|a\.m|p\.m))"
    r"(?!\s[A-Z])"  # 12 Monkeys, 5 May, 5 PM
)
_WORD_BEFORE = re.compile(r"([\w'’]{1,30}\.?)\s$")
_LABELLED = """
    room gate page chapter number no. platform channel track floor flight lane bus route apartment
    act scene episode part level unit
"""
_LABELS = frozenset(_LABELLED.split())


class Numeral(NamedTuple):
    """A number in figures: where it stands, and what it is worth."""

    start: int
    text: str
    value: int


def numerals(text: str, largest: int) -> Iterator[Numeral]:
    """Yield the whole numbers up to ``largest`` that are in figures.

    Times, sums, what is quoted and parts of names (Apollo 11, room 3) are none.
    """
    for match in _NUMERAL.finditer(blanked(text)):
        value = int(match[0])
        named = _names(text[max(0, match.start() - 32) : match.start()])
        if value <= largest and match[0] == str(value) and not named:
            yield Numeral(match.start(), match[0], value)


def in_words(value: int) -> str:
    """Return a number in words: twenty-one."""
    from num2words import num2words

    return str(num2words(value))


def _names(before: str) -> bool:
    """Say whether the last word of a text goes with the number behind it as a name does."""
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    lower = word[1].lower()
    capital = lower != word[1] and not lower.endswith(".") and lower not in CLOSED_CLASS
    return capital or lower in _LABELS
