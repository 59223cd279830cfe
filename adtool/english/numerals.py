"""Numbers in figures, and how they are written in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMERAL = re.compile(r"(?<![\w.,:/°$€£%+-])\d{1,3}(?![\w:/°%]|[.,:–-]\d|\s?(?:am|pm|a\.m|p\.m))")


class Numeral(NamedTuple):
    """A number in figures: where it stands, and what it is worth."""

    start: int
    text: str
    value: int


def numerals(text: str, largest: int) -> Iterator[Numeral]:
    """Yield the whole numbers up to ``largest`` that are in figures; no times, sums or names."""
    for match in _NUMERAL.finditer(text):
        value = int(match[0])
        if value <= largest and match[0] == str(value):
            yield Numeral(match.start(), match[0], value)


def in_words(value: int) -> str:
    """Return a number in words: twenty-one."""
    from num2words import num2words

    return str(num2words(value))
