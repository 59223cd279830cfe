"""The little of English grammar that descriptions need: endings, articles, plurals."""

from __future__ import annotations

import re

_VOWELS = "aeiou"
_PRONOUNS = {"she": ("her", "her"), "he": ("his", "him")}


def third_person(verb: str) -> str:
    """Inflect the first word of a verb phrase: "carry it" gives "carries it"."""
    word, space, rest = verb.partition(" ")
    if re.search(r"(?:s|x|z|ch|sh|o)$", word):
        word += "es"
    elif word[-1] == "y" and word[-2] not in _VOWELS:
        word = word[:-1] + "ies"
    else:
        word += "s"
    return word + space + rest


def participle(verb: str) -> str:
    """Inflect the first word of a verb phrase: "hug her" gives "hugging her"."""
    word, space, rest = verb.partition(" ")
    stem = word.rpartition("-")[2]
    if word.endswith("ie"):
        word = word[:-2] + "y"
    elif word[-1] == "e" and word[-2:] not in ("ee", "oe", "ye"):
        word = word[:-1]
    elif re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", stem):
        word += stem[-1]
    return f"{word}ing{space}{rest}"


def with_article(noun: str, known: bool) -> str:
    """Put the article before a noun and its adjectives."""
    if known:
        return f"the {noun}"
    return f"{'an' if noun[0] in _VOWELS else 'a'} {noun}"


def capital(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


def object_pronoun(pronoun: str) -> str:
    """Return "her" for "she", and "him" for "he"."""
    return _PRONOUNS[pronoun][1]
