"""Who of a cast is meant by a name, and what the narration calls somebody so that it is clear who.

A name that two share is never said alone: of Rex Hall and Rex Field, both are always called in
full; of Rex and Rex Hall, only the first is Rex.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

from adtool.cast.character import Character
from adtool.english.capitals import GENERATIONS, PARTICLES
from adtool.english.forms import forms, name_words, short_name, title, written_out

_SAME = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", **dict.fromkeys('.,"“”()')})
_OTHER_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}
_GENDERED = {"mister": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she"}
"""Titles that say what stands for a name; what the cast does not say is not inferred of them."""


def same_name(name: str) -> str:
    """Return a name as it is compared: without case, stops, accents and kinds of signs."""
    plain = plain_letters(name).casefold().translate(_SAME)
    return " ".join(map(written_out, plain.split()))


def plain_letters(name: str) -> str:
    """Return a name, composed, with Latin letters that have no accents: Zoe, of Zoë."""
    composed = normalize("NFC", name)
    if composed.isascii():
        return composed
    return "".join(_OTHER_LETTERS.get(sign) or _without_accent(sign) for sign in composed)


def _without_accent(letter: str) -> str:
    first = normalize("NFD", letter)[0]
    return first if first.isascii() else letter


def meant(name: str, cast: Sequence[Character]) -> tuple[Character, ...]:
    """Return who of the cast a name may mean; nobody, one, or all who share it.

    Whose name or alias it is goes before those whose form it is, who have all of its words, and who
    have some.
    """
    return _meant(name, tuple(cast))


@lru_cache(maxsize=4096)
def _meant(name: str, cast: tuple[Character, ...]) -> tuple[Character, ...]:
    key, own = same_name(name), content(name)
    whole = [one for one in cast if key in _names(one)]
    called = whole or [one for one in cast if key in _forms(one)]
    by_words = called or [one for one in cast if own <= own_words(one)]
    found = by_words or [one for one in cast if own & own_words(one)]
    return tuple(found if whole else _of_title(name, found))


@lru_cache(maxsize=64)
def short_names(cast: tuple[Character, ...]) -> Mapping[str, str]:
    """Return by name what everybody is called once they are known, so that nobody else is meant."""
    return {
        who.name: short if _tells(short := short_name(who.name), who, cast) else who.name
        for who in cast
    }


def content(name: str) -> frozenset[str]:
    """Return the words that tell a name from others, in lower case; all where none does."""
    parts = frozenset(
        part
        for word in name_words(plain_letters(name))
        for part in re.split("[-‐‑]", word.replace("'", "").replace("ʼ", ""))
    )
    return parts - PARTICLES - GENERATIONS or parts


@lru_cache(maxsize=1024)
def own_words(character: Character) -> frozenset[str]:
    """Return the words by which a character goes, as ``content`` gives them."""
    return frozenset().union(*map(content, (character.name, *character.aliases)))


def _tells(short: str, who: Character, cast: Iterable[Character]) -> bool:
    """Say whether a short name can mean only one of a cast."""
    others = [one for one in cast if one is not who]
    if short == who.name or title(short):
        return all(same_name(short) not in _forms(one) for one in others)
    return not any(content(short) <= own_words(one) for one in others)


def _of_title(name: str, found: Sequence[Character]) -> Sequence[Character]:
    """Return those whom the title of a name fits: no she is Mr. Lind; all where none does."""
    wanted = _GENDERED.get(title(name))
    fitting = [one for one in found if wanted is None or one.pronoun in (wanted, "")]
    return fitting or found


@lru_cache(maxsize=1024)
def _names(character: Character) -> frozenset[str]:
    return frozenset(map(same_name, (character.name, *character.aliases)))


@lru_cache(maxsize=1024)
def _forms(character: Character) -> frozenset[str]:
    return frozenset(map(same_name, forms(character)))
