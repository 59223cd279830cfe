"""How the people of the cast are called in a text: by the full name, its first part, or an alias.

Anna Berg          → Anna Berg, Anna
Mr. Otto Lind      → Mr. Otto Lind, Mr. Lind, Otto Lind, Otto, Lind
The Old Man        → The Old Man
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from adtool.cast.character import Character
from adtool.english.capitals import DESCRIPTIONS, NO_NAMES, TITLES
from adtool.english.words import CLOSED_CLASS, words

_CONNECTED = r"(?<![\w’'-]){}(?![\w-])"


def short_name(name: str) -> str:
    """Return what somebody is called once they are known: the first name, or title and last name.

    A name that is a description ("The Old Man") has no shorter form.
    """
    parts = name.split()
    if len(parts) < 2 or parts[0].lower() in DESCRIPTIONS:
        return name
    if is_title(parts[0]):
        return f"{parts[0]} {parts[-1]}"
    return parts[0]


@lru_cache(maxsize=1024)
def forms(character: Character) -> tuple[str, ...]:
    """Return everything that a character may be called, the longest first."""
    names = (character.name, *character.aliases)
    every = dict.fromkeys((*names, *map(short_name, names)))
    for name in names:
        every.update(dict.fromkeys(_without_title(name)))
    return tuple(sorted(every, key=len, reverse=True))


def is_title(word: str) -> bool:
    """Say whether a word of a name is a title, with or without a full stop."""
    return word.lower().rstrip(".") in TITLES


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name that name: no title, no article; all where none is left.

    They are as ``adtool.english.words.words`` gives them.
    """
    every = frozenset(word for word, _, _ in words(name))
    return every - TITLES - DESCRIPTIONS or every


def known_words(characters: Iterable[Character]) -> frozenset[str]:
    """Return the words of all names and aliases of these people, and of who plays them."""
    return frozenset(
        word
        for character in characters
        for name in (character.name, *character.aliases, character.actor)
        for word in name_words(name)
    )


def any_of(names: Iterable[str]) -> str:
    """Return a pattern's text that finds whole names as they are written, the longest first."""
    longest = sorted(names, key=len, reverse=True)
    return _CONNECTED.format(f"(?:{'|'.join(map(re.escape, longest))})")


def mention(character: Character) -> re.Pattern[str]:
    """Return a pattern that finds a character by any form of the name, as it is written."""
    return re.compile(any_of(forms(character)))


def as_known(text: str, character: Character, *, known: bool) -> str:
    """Return ``text`` with a character called as is usual: in full at first, then shortly.

    Only the first mention is changed to the full name, and only full names are shortened; what
    the text calls anybody otherwise stays.
    """
    short = short_name(character.name)
    if short == character.name or not (first := mention(character).search(text)):
        return text
    whole = any_of([character.name])
    if known:
        return re.sub(whole, lambda _: short, text)
    rest = re.sub(whole, lambda _: short, text[first.end() :])
    full = character.name if first[0] == short else first[0]
    return text[: first.start()] + full + rest


def _without_title(name: str) -> Iterator[str]:
    """Yield what is left of a name with a title: all, the first, and the last of it."""
    title, *parts = name.split()
    if not is_title(title) or not parts:
        return
    for left in (" ".join(parts), parts[0], parts[-1]):
        usual = left.lower() in CLOSED_CLASS | NO_NAMES
        if left[0].isupper() and not is_title(left) and not usual:
            yield left
