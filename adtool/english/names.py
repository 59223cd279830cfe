"""Where a text names somebody, of the cast or not: the one detector of names.

The cast's forms are names wherever they stand. Any other name is known by its capitals: those that
no sentence's beginning, title, day, month or nation explains, unless what stands around them says
that a place or a thing is named. No parser: what is no clear name is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from adtool.cast.character import Character
from adtool.english.capitals import (
    ACRONYMS,
    DESCRIPTIONS,
    GENERATIONS,
    NO_NAMES,
    PARTICLES,
    THINGS,
    TITLES,
)
from adtool.english.forms import any_of, forms, name_words
from adtool.english.sentences import opens_sentence
from adtool.english.words import CLOSED_CLASS, words

QUOTED = re.compile(r"\"[^\"]{0,400}\"|“[^”]{0,400}”|(?<!\w)‘[^’]{0,400}’(?!\w)")
"""What a text quotes: other people's words, and signs."""

_NO_O_BRIEN = r"(?!['’](?!s\b)\w)"
_CLITIC = re.compile(r"['’](?:s|ll|d|ve|re|m)$")
_OWNED = re.compile(r"(?:\s+(?:and|&)\s+[^\W\d_a-z][\w-]+)?['’]s?(?!\w)")
_ACRONYM = re.compile(r"[^\W\d_a-z]{2,}s?")
_FEAST = re.compile(
    r"\b(?:New\s+Year|Valentine|Mother|Father|Veteran|President|Patrick|Saint)['’]?s?['’]?\s+"
    r"(?:Day|Eve)\b|\b(?:Christmas|Easter|Boxing|Independence|Labor|Memorial|Bastille)\s+"
    r"(?:Day|Eve|Sunday|Monday)\b|\b(?:Black|Good|Cyber|Super|Palm|Ash)\s+\w{3,6}day\b"
)
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_INITIAL = re.compile(r"\.\s*[^\W\d_a-z]")
_PARTICLES = rf"(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*"
_JOINED = re.compile(rf"(?<=\b\w)\.|(?P<stop>\.?)\s+{_PARTICLES}")
_WORD_BEFORE = re.compile(rf"(?<![\w’'-])(\w+(?:[-'’]\w+)*)\s+{_PARTICLES}$")
_TITLE_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(map(str.capitalize, TITLES)))})\.?\s+$")
_THING_FOLLOWS = re.compile(  # what a capital after it names is no person
    r"(?:\b(?:the|an?|his|her|its|their|my|your|our|this|these|those|some|no|each|every|"
    r"one|two|three|four|five|several|many|other|another)|s['’]|"
    r"(?<!\bit)(?<!\bhe)(?<!\bshe)(?<!\bthat)(?<!\bhere)(?<!\bthere)(?<!\bwho)\b['’]s)\s+$",
    re.IGNORECASE,
)
_PLACE_FOLLOWS = re.compile(  # "At Niagara", but "looks at Nia"
    r"\b(?:At|[Ii]n|[Ii]nto|[Ii]nside|[Oo]utside|[Ww]ithin|[Aa]board)\s+$"
)
_NO_FIRST_NAME = re.compile(
    r"(?:ing|ly|ed|less|wards?|stairs|where|while|by|morrow)$|"
    r"^(?:today|tonight|soon|later|next|first|tiny|barefoot|half|home|still|perhaps)$"
)


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
    words with a capital in mid-sentence, with titles (Mr. Lind) and particles (Anna van der Berg).
    """
    passed = [match.span() for match in QUOTED.finditer(text)]
    found = [match.span() for match in _mentions(tuple(cast)).finditer(text)]
    known = [span for span in found if _apart(span, passed)]
    taken = [*passed, *known, *_no_persons(text)]
    capitals = [
        span for span in _capitalised(text) if _apart(span, taken) and _is_capital(text, *span)
    ]
    for start, end, has_form in _runs(text, sorted(capitals + known), frozenset(known)):
        begin = start if has_form else _with_first_name(text, start)
        if has_form or _is_person(text, begin, end):
            end = _with_stop(text, begin, end)
            yield Named(begin, end, text[begin:end], _meant(text[begin:end], cast))


def named_words(text: str, cast: Sequence[Character] = ()) -> Iterator[tuple[str, int, int]]:
    """Give the words of a text that name somebody, without titles, as ``words`` gives them."""
    for name in named(text, cast):
        own = name_words(name.text)
        for word, start, end in words(name.text):
            if word in own:
                yield word, name.start + start, name.start + end


def unknown_words(text: str, character: Character) -> frozenset[str]:
    """Return the words of a name, in lower case, by which a character does not go."""
    return _content(text) - _own_words(character)


@lru_cache(maxsize=64)
def _mentions(cast: tuple[Character, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any form of anybody, the longest first."""
    every = {form for character in cast for form in forms(character)}
    return re.compile(any_of(every) + _NO_O_BRIEN if every else "(?!)")


def _apart(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    """Say whether a span lies inside none of ``spans``."""
    return not any(start <= span[0] and span[1] <= end for start, end in spans)


def _no_persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield where feasts stand, and letters that are nobody's initials: the U.S. Army."""
    yield from (match.span() for match in _FEAST.finditer(text))
    for match in _DOTTED.finditer(text):
        if match[0].replace(".", "").lower() in ACRONYMS:
            yield match.span()


def _capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words with a capital lie, without 's, 'll and the like: few of all words."""
    for _, start, end in words(text):
        if text[start].isupper():
            clitic = _CLITIC.search(text, start, end)
            yield start, clitic.start() if clitic else end


def _is_capital(text: str, start: int, end: int) -> bool:
    """Say whether a word may be a part of a name: no acronym, not at a sentence's start."""
    word = text[start:end]
    lower = word.lower().replace("’", "'")
    if any(map(str.isdigit, word)):
        return False
    if _names_nobody(lower) and not _before(_TITLE_BEFORE, text, start):  # Aunt May
        return False
    if len(word) == 1:
        return bool(_INITIAL.match(text, end))
    if lower in GENERATIONS:
        return not opens_sentence(text, start)
    if _ACRONYM.fullmatch(word) or word[1] == "-":  # T-shirt
        return False
    return lower in TITLES or not opens_sentence(text, start)


def _names_nobody(word: str) -> bool:
    """Say whether a word, in lower case, is a day, a month, a nation and so on, or several."""
    return any(part in NO_NAMES or part.removesuffix("s") in NO_NAMES for part in word.split("-"))


def _runs(
    text: str, atoms: Sequence[tuple[int, int]], known: frozenset[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Join what stands side by side; yield from where to where, and whether a form is in it."""
    run: tuple[int, int, bool] | None = None
    for start, end in atoms:
        form = (start, end) in known
        if run and not (form and run[2]) and _are_joined(text, run[1], start):
            run = run[0], end, run[2] or form
        else:
            if run:
                yield run
            run = start, end, form
    if run:
        yield run


def _are_joined(text: str, end: int, start: int) -> bool:
    joint = _JOINED.fullmatch(text, end, start)
    return joint is not None and not (joint["stop"] and opens_sentence(text, start))


def _with_first_name(text: str, start: int) -> int:
    """Return where a name begins whose first word may be the first of the sentence."""
    before = _before(_WORD_BEFORE, text, start)
    if not before or not before[1][0].isupper() or not opens_sentence(text, before.start()):
        return start
    word = before[1].lower()
    usual = word in CLOSED_CLASS | DESCRIPTIONS or _names_nobody(word) or "'" in word or "’" in word
    thing = _NO_FIRST_NAME.search(word) or _THING_FOLLOWS.search(before[1] + " ")
    return start if usual or thing else before.start()


def _with_stop(text: str, start: int, end: int) -> int:
    """Return where a name ends, past the full stop of "Jr." if that ends no sentence."""
    last = text[start:end].split()[-1].lower()
    inside = text[end : end + 1] == "." and re.match(r"\.(?:,|['’]s|\s+[a-z])", text[end:])
    return end + 1 if last in GENERATIONS and inside else end


def _is_person(text: str, start: int, end: int) -> bool:
    """Say whether a run of capitals names a person, as far as its neighbours tell."""
    run = [word.lower() for word in re.findall(r"[^\W\d_]+", text[start:end])]
    own = [word for word in run if word not in GENERATIONS]
    if all(word in TITLES or len(word) == 1 for word in own):
        return False
    if own[0] not in TITLES:
        usual = own[-1] in THINGS or own[0] in CLOSED_CLASS - {"will"}
        if usual or _before(_THING_FOLLOWS, text, _nation_before(text, start)):
            return False
    return bool(_OWNED.match(text, end)) or not _before(_PLACE_FOLLOWS, text, start)


def _nation_before(text: str, start: int) -> int:
    """Return where the words begin that say whose a thing is: the Hungarian Horntail."""
    while (before := _before(_WORD_BEFORE, text, start)) and _names_nobody(before[1].lower()):
        start = before.start()
    return start


def _before(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """Find what stands directly before ``start``; no more than a few words count."""
    return pattern.search(text, max(0, start - 80), start)


def _meant(text: str, cast: Sequence[Character]) -> tuple[Character, ...]:
    """Return who goes by a name, or by all of its words, or else by some."""
    if exact := tuple(character for character in cast if text in forms(character)):
        return exact
    own = _content(text)
    whole = tuple(character for character in cast if own <= _own_words(character))
    return whole or tuple(character for character in cast if own & _own_words(character))


@lru_cache(maxsize=1024)
def _own_words(character: Character) -> frozenset[str]:
    return frozenset().union(*map(_content, (character.name, *character.aliases)))


def _content(name: str) -> frozenset[str]:
    """Return the words that tell a name from others, in lower case; all where none does."""
    parts = frozenset(
        part for word in name_words(name) for part in word.replace("'", "").split("-")
    )
    return parts - PARTICLES - GENERATIONS or parts
