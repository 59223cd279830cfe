"""Words in capitals as they would be written otherwise: NELL LOOKS AT A ROSE, TOM walks in.

The cast's names are spelled as the cast spells them. Of a sentence that is all in capitals, words
of English get small letters, and what is left is a name: Nell looks at a rose. Each letter stays
where it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from adtool.cast.character import Character
from adtool.english.capitals import (
    ABBREVIATED_TITLES,
    ACRONYMS,
    GENERATIONS,
    NO_NAMES,
    PARTICLES,
    THINGS,
    TITLES,
)
from adtool.english.double_words import FIRST_NAMES, NAMES_AS_WELL
from adtool.english.forms import any_of, forms
from adtool.english.sentences import opens_sentence, sentences
from adtool.english.word_or_name import does_a_deed, is_done_to, may_be_a_word
from adtool.english.words import CLOSED_CLASS

_SHOUT = re.compile(r"[A-ZÀ-ÞΑ-ΩА-Я]{2}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LAST = re.compile(r"(\w+)\s+$")
_LETTERS = ACRONYMS - CLOSED_CLASS
_TITLE = re.compile(
    rf"\b(?:{'|'.join(sorted(ABBREVIATED_TITLES))})\.?\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*$",
    re.IGNORECASE,
)
_CLITIC = re.compile(r"(?<=\w)['’](?:S|LL|D|VE|RE|M|T)\b")
_DETERMINER = re.compile(r"\b(?:the|an?|his|her|its|their|my|your|our|this|that|no)\s+$", re.I)


def calm(text: str, cast: Sequence[Character] = ()) -> str:
    """Return a text of the same length in which nothing is in capitals that need not be.

    Args:
        text: the text, its accents composed.
        cast: whose names may be in it.
    """
    if not _SHOUT.search(text):
        return text
    spelled = _spelled(tuple(cast))
    found = list(_shouted_names(tuple(cast)).finditer(text))
    said = text
    for one in found:
        said = said[: one.start()] + spelled.get(one[0], one[0]) + said[one.end() :]
    kept = {place for one in found if not may_be_a_word(one[0]) for place in range(*one.span())}
    start = 0
    for sentence in sentences(text):
        if _is_shouted(sentence):
            said = _calmed(said, text, (start, start + len(sentence)), kept)
        start += len(sentence)
    return said


def _is_shouted(sentence: str) -> bool:
    """Say whether a sentence is all in capitals; a word alone need not be one (NATO)."""
    return sentence == sentence.upper() and len(_WORD.findall(sentence)) > 1


def _calmed(said: str, text: str, span: tuple[int, int], kept: Set[int]) -> str:
    """Return a text with small letters in a sentence of it.

    Args:
        said: the text with the cast's names as the cast spells them.
        text: the text as it was.
        span: from where to where the sentence goes.
        kept: where the letters of names stand that are no words of English.
    """
    start, end = span
    quiet = said[:start] + _CLITIC.sub(lambda sign: sign[0].lower(), said[start:end]) + said[end:]
    goes_on = False  # whether a name follows, to which a title belongs
    for found in reversed(list(_WORD.finditer(quiet, start, end))):
        (place, stop), word = found.span(), found[0]
        theirs = quiet[place + 1] != text[place + 1] if len(word) > 1 else False
        named = place in kept or _is_named(quiet, place, stop, theirs=theirs, goes_on=goes_on)
        if place not in kept:
            quiet = quiet[:place] + _written(quiet, place, word, named) + quiet[stop:]
        goes_on = named or (goes_on and word.lower() in PARTICLES)
    return quiet


def _is_named(text: str, start: int, end: int, *, theirs: bool, goes_on: bool) -> bool:
    """Say whether a word of a sentence in capitals is a name, or a title before one.

    Args:
        text: the text, with small letters behind the word.
        start: where the word begins.
        end: where it ends.
        theirs: whether somebody of the cast is called so.
        goes_on: whether a name follows.
    """
    lower = text[start:end].lower().removesuffix("'s").removesuffix("’s")
    if lower in TITLES and not theirs:
        return goes_on or lower in ABBREVIATED_TITLES
    if _TITLE.search(text, max(0, start - 40), start):
        return lower not in PARTICLES
    if not may_be_a_word(lower) and lower not in PARTICLES | _LETTERS:
        return True
    if len(lower) == 1 or _DETERMINER.search(text, max(0, start - 20), start):
        return text[end : end + 1] == "." and len(lower) == 1
    if lower in THINGS and not theirs:
        before = _LAST.search(text, 0, start)
        return before is not None and not may_be_a_word(before[1])
    if lower in FIRST_NAMES or (theirs and goes_on):
        return True
    sure = does_a_deed(text[end : end + 80]) or is_done_to(text, start)
    return sure and (theirs or lower in NAMES_AS_WELL)


def _written(text: str, start: int, word: str, named: bool) -> str:
    """Return a word as it stands in a sentence that is not in capitals."""
    lower = word.lower()
    loud = lower in GENERATIONS | _LETTERS or word == "I"
    if loud or len(lower) != len(word):
        return word
    if named or lower in NO_NAMES or opens_sentence(text, start):
        return re.sub(r"(?:^|(?<=-)|(?<=^o['’]))[^\W\d_]", lambda one: one[0].upper(), lower)
    return lower


@lru_cache(maxsize=64)
def _spelled(cast: tuple[Character, ...]) -> Mapping[str, str]:
    """Return by form in capitals how the cast spells it."""
    every = (form for one in cast for form in forms(one))
    return {form.upper(): form for form in every if len(form.upper()) == len(form) > 1}


@lru_cache(maxsize=64)
def _shouted_names(cast: tuple[Character, ...]) -> re.Pattern[str]:
    return re.compile(any_of(_spelled(cast)) if _spelled(cast) else "(?!)")
