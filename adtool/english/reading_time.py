"""How long a text takes to say: by its words and by its syllables, whichever takes longer.

A rate in words a minute means words of ordinary length, which in English have about one and a half
syllables; so many syllables a minute are the second budget. Long words, numbers and names thus
cost what they take, and short words never make a line faster than its rate. Syllables are runs of
vowels, with the silent endings of English left out: an estimate, good to about one in ten words,
and made for any alphabet with vowels; a letter of other scripts counts as half a syllable.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from adtool.english.names import named_words
from adtool.english.sentences import sentences
from adtool.english.words import words

SYLLABLES_A_WORD = 1.5
"""Syllables in an English word of running text; a rate in words a minute means such words."""

BREATH = 190
"""Milliseconds between two sentences: the breath pause that Jankowska et al. (2017) measured."""

_VOWELS = re.compile(r"[aeiouyæøœıаеёиоуыэюяєіїαεηιουω]+")
_SILENT = re.compile(r"(?<=[a-z][bcdfghkmnpqrstvwxz])e[sd]?$|(?<=[a-z][aeiou]l)e[sd]?$")
_SOUNDED = re.compile(r"(?:[sxzcg]|ch|sh)es$|[td]ed$")
_SPLIT = re.compile(r"(?<![tcsg])(?:ia|io|eo(?!p)|ua)(?!us)")
_NUMBERS = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)  # ze-ro, …, nine-teen


def reading_time(
    text: str, rate: float, *, names: Collection[str] = (), name_cost: float = 0.0
) -> int:
    """Return how long ``text`` takes to say, in ms, rounded up.

    Args:
        text: one or more sentences.
        rate: words a minute.
        names: words that are names where they have a capital, in lower case; whom the text names
            beside them counts as well.
        name_cost: syllables that a name takes beyond its own, for it must be caught at once.
    """
    spoken = list(words(text))
    named = {start for word, start, _ in spoken if word in names and text[start].isupper()}
    named.update(start for _, start, _ in named_words(text))
    own = sum(syllables(word) for word, _, _ in spoken)
    ordinary = (own + name_cost * len(named)) / SYLLABLES_A_WORD
    breaths = BREATH * (len(sentences(text.strip())) - 1)
    return max(speaking_time(text, rate), math.ceil(ordinary * 60_000 / rate + breaths))


def words_in(time: int, rate: float) -> int:
    """Return how many words of ordinary length can be said in ``time`` ms at ``rate`` a minute."""
    return int(time * rate / 60_000)


def syllables(word: str) -> int:
    """Return about how many syllables a word, or a number in digits, has when it is spoken."""
    if word.isdecimal():
        return (
            _of_number(int(word)) if len(word) <= 4 else sum(_NUMBERS[int(digit)] for digit in word)
        )
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    runs = len(_VOWELS.findall(plain)) + len(_SPLIT.findall(plain))
    if runs:
        silent = _SILENT.search(plain) and not _SOUNDED.search(plain)
        return max(1, runs - bool(silent))
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in plain)
    return max(1, wide + (len(plain) - wide) // 2)  # a syllable a sign in Chinese and Japanese


def _of_number(number: int) -> int:
    """Return how many syllables a number below 10,000 has in English."""
    if number < 20:
        return _NUMBERS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return 2 + (tens == 7) + (_NUMBERS[ones] if ones else 0)
    many, rest = divmod(number, 1000 if number >= 1000 else 100)
    return _NUMBERS[many] + 2 + (_of_number(rest) if rest else 0)


def speaking_time(text: str, rate: float) -> int:
    """Return how long the words of ``text`` take at ``rate`` words a minute, in ms, rounded up."""
    return math.ceil(count_words(text) * 60_000 / rate)


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """Return how many words are spoken: the space-separated pieces with a letter or digit."""
    return sum(any(letter.isalnum() for letter in piece) for piece in text.split())
