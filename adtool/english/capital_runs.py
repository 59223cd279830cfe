"""Words with a capital that may be a name, and runs of them that are.

At a sentence's beginning every word has a capital: there, what is no word of English is a name, and
a word that is one as well where what follows says so (``adtool.english.word_or_name``). Elsewhere
it is what no title, day, month or nation explains. What stands around a run may still say that a
place or a thing is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from adtool.english.capitals import (
    ACRONYMS,
    DESCRIPTIONS,
    GENERATIONS,
    NO_NAMES,
    PARTICLES,
    THINGS,
    TITLES,
)
from adtool.english.double_words import MODALS, NAMES_AS_WELL, ROLES, STUFF
from adtool.english.nations_and_brands import BRANDS, NATIONS_AND_BRANDS
from adtool.english.ordinary import is_ordinary
from adtool.english.place_names import before, follows_of_place, is_place
from adtool.english.sentences import opens_sentence
from adtool.english.word_or_name import (
    acts,
    does_a_deed,
    is_name,
    may_be_a_word,
)
from adtool.english.words import CLOSED_CLASS

_CAPITAL = re.compile(r"(?<!\w)(?<!\w['’-])(?![a-z\d_])\w+(?:[-'’]\w+)*")  # or no Latin letter
_CLITIC = re.compile(r"['’](?:s|ll|d|ve|re|m)$")
_OWNED = re.compile(r"(?:\s+(?:and|&)\s+[^\W\d_a-z][\w-]+)?['’]s?(?!\w)")
_LAST_INITIAL = re.compile(r"\b[^\W\d_]\.\s?[^\W\d_]\.$")  # J.J. laughs
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
_MANY_FOLLOW = re.compile(r"\s+(?:[a-z]+ly\s+)?([a-z]+)\b")
_LEAST_SHOUTED = 3  # letters of a word in capitals; fewer are initials: TJ


def capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words with a capital lie, without 's, 'll and the like: few of all words."""
    for word in _CAPITAL.finditer(text):
        start, end = word.span()
        if text[start].isupper() or _is_uncased(text[start]):
            clitic = _CLITIC.search(text, start, end)
            yield start, clitic.start() if clitic else end


def may_be_of_a_name(text: str, start: int, end: int, theirs: frozenset[str] = frozenset()) -> bool:
    """Say whether a word with a capital may be a part of a name; ``theirs`` are, elsewhere."""
    word = text[start:end]
    lower = word.lower().replace("’", "'")
    if any(map(str.isdigit, word)) or (_is_uncased(word[0]) and not _is_latin(text)):
        return False
    if names_nobody(lower) and not before(_TITLE_BEFORE, text, start):  # Aunt May
        if lower in BRANDS or (lower in theirs and lower in NATIONS_AND_BRANDS):  # Jeep nods
            return does_a_deed(text[end : end + 80])
        return lower in NAMES_AS_WELL and is_name(text, start, end) is True
    if len(word) == 1 and not _is_uncased(word):
        return bool(_INITIAL.match(text, end) or _LAST_INITIAL.search(text, 0, end + 1))
    if lower in GENERATIONS:
        return not opens_sentence(text, start)
    if _is_acronym(word) or word[1:2] == "-":  # T-shirt
        return _is_shouted(text, start, end)
    if lower in TITLES or not opens_sentence(text, start):
        return True
    return _opens_with_name(text, start, end, expected=lower in theirs)


def names_nobody(word: str) -> bool:
    """Say whether a word, in lower case, is a day, a month, a nation and so on, or several."""
    parts = (word, *word.split("-"))
    return any(part in NO_NAMES or part.removesuffix("s") in NO_NAMES for part in parts)


def runs(
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


def with_first_name(text: str, start: int, end: int) -> int:
    """Return where a name begins whose first word may be the first of the sentence."""
    found = before(_WORD_BEFORE, text, start)
    if not found or not found[1][0].isupper() or not opens_sentence(text, found.start()):
        return start
    word = found[1].lower()
    asks = word in MODALS and not acts(text[end : end + 80])  # Will Tom come?
    return start if word in DESCRIPTIONS or word not in NAMES_AS_WELL or asks else found.start()


def with_stop(text: str, start: int, end: int) -> int:
    """Return where a name ends, past the full stop of "Jr." if that ends no sentence."""
    inside = re.match(r"\.?(?:,|['’]s|\s+[a-z])", text[end:])
    if text[end - 1] == ".":
        return end if inside else end - 1
    last = text[start:end].split()[-1].lower()
    stopped = last in GENERATIONS or _LAST_INITIAL.search(text, start, end + 1)
    return end + 1 if stopped and text[end : end + 1] == "." and inside else end


def is_person(text: str, start: int, end: int, theirs: frozenset[str] = frozenset()) -> bool:
    """Say whether a run of capitals names a person, as far as its neighbours tell.

    ``theirs`` are words of people's names, which name nothing else: Mr. Hall is no hall.
    """
    run = [word.lower() for word in re.findall(r"[^\W\d_]+", text[start:end])]
    own = [word for word in run if word not in GENERATIONS]
    if all(word in TITLES or (len(word) == 1 and not _is_uncased(word)) for word in own):
        initials = len(own) > 1 and not TITLES & set(own)
        return initials and does_a_deed(text[end : end + 80].removeprefix("."))  # J.J. laughs
    if own[0] not in TITLES:
        acting = len(own) > 1 and does_a_deed(text[end : end + 80])
        thing = own[-1] in THINGS and not acting and not theirs >= set(own)
        if thing or own[0] in CLOSED_CLASS - MODALS:
            return False
        if before(_THING_FOLLOWS, text, _nation_before(text, start)):
            return False
        if not theirs >= set(own) and is_place(text, start, end, run):
            return False
    if _OWNED.match(text, end) or does_a_deed(text[end : end + 80]):
        return True
    return not follows_of_place(text, start)


def _opens_with_name(text: str, start: int, end: int, *, expected: bool) -> bool:
    """Say whether the word at a sentence's beginning is a name rather than a word of English."""
    word = text[start:end]
    if expected or word.lower() in NAMES_AS_WELL:
        return not may_be_a_word(word) or is_name(text, start, end, expected=expected) is True
    if word.lower() in CLOSED_CLASS or _are_many(text, start, end):
        return False
    return not is_ordinary(word) or _acts_alone(text, start, end)


def _acts_alone(text: str, start: int, end: int) -> bool:
    """Say whether a word of English acts as only somebody of that name does: Alfalfa nods."""
    word = text[start:end].lower()
    usual = word in STUFF | ROLES or word.endswith(("ly", "ing", "ed")) or "-" in word
    return not usual and does_a_deed(text[end : end + 80])


def _are_many(text: str, start: int, end: int) -> bool:
    """Say whether an unknown word is a plural: Snarglers wave."""
    following = _MANY_FOLLOW.match(text, end)
    if not following or text[end - 1] != "s" or following[1] in CLOSED_CLASS:
        return False
    return is_ordinary(following[1]) and not following[1].endswith(("s", "ed", "ing", "ly"))


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Say whether a word all in capitals is a name: NELL walks in, but: the FBI."""
    word = text[start:end]
    usual = word.lower() in ACRONYMS or (len(word) >= _LEAST_SHOUTED and is_ordinary(word))
    return not usual and word.isupper() and does_a_deed(text[end : end + 80])


def _is_uncased(letter: str) -> bool:
    """Say whether a letter is of a script that has no capitals, as 明."""
    return letter.isalpha() and letter.lower() == letter.upper()


def _is_latin(text: str) -> bool:
    """Say whether most letters of a text are Latin: names of other scripts stand out in it."""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(map(str.isascii, letters)) > len(letters)


def _is_acronym(word: str) -> bool:
    """Say whether a word is all in capitals: MTV, DVDs."""
    return len(word) > 1 and (word.isupper() or (len(word) > 2 and word[:-1].isupper()))


def _are_joined(text: str, end: int, start: int) -> bool:
    joint = _JOINED.fullmatch(text, end, start)
    return joint is not None and not (joint["stop"] and opens_sentence(text, start))


def _nation_before(text: str, start: int) -> int:
    """Return where the words begin that say whose a thing is: the Hungarian Horntail."""
    while (found := before(_WORD_BEFORE, text, start)) and names_nobody(found[1].lower()):
        start = found.start()
    return start
