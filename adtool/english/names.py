"""Where a text names somebody, of the cast or not: the one detector of names.

The cast's forms are names wherever they stand, unless they are words of English as well and
nothing tells that somebody is named. Any other name is known by its capitals
(``adtool.english.capital_runs``). No parser: what is no clear name is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from unicodedata import combining, is_normalized, normalize

from adtool.cast.character import Character
from adtool.english.calling import content, meant, own_words
from adtool.english.capital_runs import (
    capitalised,
    is_person,
    may_be_of_a_name,
    runs,
    with_first_name,
    with_stop,
)
from adtool.english.capitals import ACRONYMS
from adtool.english.forms import any_of, forms, name_words
from adtool.english.quotes import QUOTED
from adtool.english.shouted import calm
from adtool.english.word_or_name import is_name, may_be_a_word
from adtool.english.words import words

_NO_O_BRIEN = r"(?!['’](?!s\b)\w)"
_FEAST = re.compile(
    r"\b(?:New\s+Year|Valentine|Mother|Father|Veteran|President|Patrick|Saint)['’]?s?['’]?\s+"
    r"(?:Day|Eve)\b|\b(?:Christmas|Easter|Boxing|Independence|Labor|Memorial|Bastille)\s+"
    r"(?:Day|Eve|Sunday|Monday)\b|\b(?:May|Groundhog|Remembrance|Canada|Australia)\s+Day\b|\b(?:Black|Good|Cyber|Super|Palm|Ash)\s+\w{3,6}day\b"
)
_READ_OUT = re.compile(  # a sign's words, which nothing quotes
    r"\b(?:reads?|reading|says?|saying|spells?\s+out|spelling\s+out|titled|labell?ed|captioned|"
    r"marked|words|message|headline|caption|subtitles?)[,:]\s+(?=[^\W\d_a-z\d])"
    r"(?:(?!,\s+and\b)(?:[^.!?\n]|(?<=\bMr)\.|(?<=\bMrs)\.|(?<=\bDr)\.))*"
)
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_CAPITAL_FOLLOWS = re.compile(r"\s+[^\W\d_a-z]")
_JAMO = range(0x1160, 0x1200)  # what goes on with a Korean syllable


_Found: TypeAlias = Mapping[tuple[int, int], bool | None]
"""Where forms of the cast stand, and whether each names somebody; None where that is not clear."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a text names somebody.

    Attributes:
        start: where the name begins.
        end: where it ends, before a possessive 's.
        text: the name as it is written, with a title.
        meant: who of the cast it may mean: one, several of one name, or nobody.
    """

    start: int
    end: int
    text: str
    meant: tuple[Character, ...] = ()

    @property
    def character(self) -> Character | None:
        """Who is meant, if it is clear."""
        return self.meant[0] if len(self.meant) == 1 else None


def named(text: str, cast: Sequence[Character] = ()) -> Iterator[Named]:
    """Find where a text names somebody, in order; what it quotes is passed over.

    Forms of the cast are found wherever they stand, the longest first. Other names are runs of
    words with a capital, with titles (Mr. Lind) and particles (Anna van der Berg).
    """
    yield from _found_in(text, tuple(cast))[0]


def doubtful(text: str, cast: Sequence[Character]) -> Iterator[Named]:
    """Find where a text may name somebody of the cast, or say a word of English: Hope fades."""
    yield from _found_in(text, tuple(cast))[1]


@lru_cache(maxsize=1 << 15)  # several rules ask of each line of a script
def _found_in(
    text: str, cast: tuple[Character, ...]
) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Find what ``named`` gives, and what ``doubtful`` does."""
    written, places = _composed(text)
    plain = calm(written, cast)
    passed = [match.span() for match in QUOTED.finditer(plain)]
    forms_there = _forms_in(plain, cast, passed)
    theirs = _theirs(cast)
    found = list(_names_in(plain, forms_there, passed, theirs))
    said = frozenset[str]().union(*(content(plain[slice(*span)]) for span in found)) - theirs
    if any(plain.lower().count(word) != 1 for word in said):  # Mr. Hill nods. Hill's hat falls.
        found = list(_names_in(plain, forms_there, passed, theirs | said))

    def told(spans: Iterable[tuple[int, int]]) -> tuple[Named, ...]:
        return tuple(
            Named(places[start], places[end], name, meant(name, cast))
            for start, end in spans
            for name in [written[start:end]]
        )

    return told(found), told(span for span, sure in forms_there.items() if sure is None)


def named_words(text: str, cast: Sequence[Character] = ()) -> Iterator[tuple[str, int, int]]:
    """Give the words of a text that name somebody, without titles, as ``words`` gives them."""
    for name in named(text, cast):
        own = name_words(name.text)
        for word, start, end in words(text[name.start : name.end]):
            if word in own:
                yield word, name.start + start, name.start + end


def unknown_words(text: str, character: Character) -> frozenset[str]:
    """Return the words of a name, in lower case, by which a character does not go."""
    return content(text) - own_words(character)


def _names_in(
    text: str, found: _Found, passed: Sequence[tuple[int, int]], theirs: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield where names stand in a text: forms of the cast, and whatever else its capitals tell.

    Args:
        text: the text.
        found: where forms of the cast stand.
        passed: where it quotes.
        theirs: words that are known to be of names.
    """
    known = [span for span, sure in found.items() if sure]
    taken = [*passed, *_settled(text, found), *_no_persons(text)]
    capitals = [
        span
        for span in capitalised(text)
        if _apart(span, taken) and may_be_of_a_name(text, *span, theirs)
    ]
    for start, end, has_form in runs(text, sorted(capitals + known), frozenset(known)):
        begin = start if has_form else with_first_name(text, start, end)
        if has_form or is_person(text, begin, end, theirs):
            yield begin, with_stop(text, begin, end)


def _forms_in(text: str, cast: Sequence[Character], passed: Iterable[tuple[int, int]]) -> _Found:
    """Return where forms of the cast stand, and whether each names somebody (``is_name``).

    A word that surely is a name once is one wherever the text has it and it may be: Hope gives Hope
    a rose.
    """
    spans = [match.span() for match in _mentions(tuple(cast)).finditer(text)]
    found = {span: _names_somebody(text, *span) for span in spans if _apart(span, passed)}
    names = {text[slice(*span)] for span, sure in found.items() if sure}
    return {
        span: True if sure is None and text[slice(*span)] in names else sure
        for span, sure in found.items()
    }


def _settled(text: str, found: Mapping[tuple[int, int], bool | None]) -> Iterator[tuple[int, int]]:
    """Yield where forms stand, less those that name nobody alone and may with what follows."""
    for (start, end), sure in found.items():
        if sure or not _CAPITAL_FOLLOWS.match(text, end):
            yield start, end


@lru_cache(maxsize=64)
def _theirs(cast: tuple[Character, ...]) -> frozenset[str]:
    """Return the words that tell the names of a cast from others."""
    return frozenset().union(*map(own_words, cast))


def _names_somebody(text: str, start: int, end: int) -> bool | None:
    """Say whether a form of the cast is meant as a name where it stands."""
    form = text[start:end]
    if not form.isalpha() or not form[0].isupper() or not may_be_a_word(form):
        return True
    return is_name(text, start, end, expected=True)


@lru_cache(maxsize=64)
def _mentions(cast: tuple[Character, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any form of anybody, the longest first."""
    every = {form for character in cast for form in forms(character)}
    return re.compile(any_of(every) + _NO_O_BRIEN if every else "(?!)")


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """Return a text with its accents composed, and where each of its letters was before."""
    if is_normalized("NFC", text):
        return text, range(len(text) + 1)
    plain, places, start = "", [0], 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (combining(text[end]) or ord(text[end]) in _JAMO):
            piece = normalize("NFC", text[start:end])
            places += [start] * (len(piece) - 1) + [end]
            plain, start = plain + piece, end
    return plain, places


def _apart(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    """Say whether a span lies inside none of ``spans``."""
    return not any(start <= span[0] and span[1] <= end for start, end in spans)


def _no_persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield where feasts stand, what is read out, and nobody's initials: the U.S. Army."""
    for pattern in (_FEAST, _READ_OUT):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _DOTTED.finditer(text):
        if match[0].replace(".", "").lower() in ACRONYMS:
            yield match.span()
