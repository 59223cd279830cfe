"""How the people of the cast are called in a text: by the full name, its first part, or an alias.

Anna Berg          → Anna Berg, Anna
Mr. Otto Lind      → Mr. Otto Lind, Mr. Lind, Otto
The Old Man        → The Old Man
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from adtool.cast import Character

TITLES = frozenset(
    """
    mr mrs ms miss dr doctor prof professor sir lady lord captain capt colonel col lieutenant lt
    sergeant sgt officer detective agent king queen prince princess father mother sister brother
    uncle aunt judge reverend rev saint st
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""What stands before a name and is none, in lower case."""

_NO_NAME = frozenset({"the", "a", "an", "old", "young", "little", "big"})
_CONNECTED = r"(?<![\w’'-]){}(?![\w-])"


def short_name(name: str) -> str:
    """Return what somebody is called once they are known: the first name, or title and last name.

    A name that is a description ("The Old Man") has no shorter form.
    """
    parts = name.split()
    if len(parts) < 2 or parts[0].lower() in _NO_NAME:
        return name
    if parts[0].lower().rstrip(".") in TITLES:
        return name if len(parts) == 2 else f"{parts[0]} {parts[-1]}"
    return parts[0]


def forms(character: Character) -> tuple[str, ...]:
    """Return everything that a character may be called, the longest first."""
    names = (character.name, *character.aliases)
    found = dict.fromkeys((*names, *map(short_name, names)))
    return tuple(sorted(found, key=len, reverse=True))


def known_words(characters: Iterable[Character]) -> frozenset[str]:
    """Return every word of every name of these people, in lower case and without full stops."""
    names = [
        name
        for character in characters
        for name in (character.name, *character.aliases, character.actor)
    ]
    return frozenset(
        part.strip(".,").lower() for name in names for part in re.split(r"[\s-]+", name) if part
    )


def mention(character: Character) -> re.Pattern[str]:
    """Return a pattern that finds a character by any form of the name, as it is written."""
    return re.compile(_CONNECTED.format(f"(?:{'|'.join(map(re.escape, forms(character)))})"))


def as_known(text: str, character: Character, *, known: bool) -> str:
    """Return ``text`` with a character called as is usual: in full at first, then shortly.

    Only the first mention is changed to the full name, and only full names are shortened; what
    the text calls anybody otherwise stays.
    """
    short = short_name(character.name)
    if short == character.name or not (first := mention(character).search(text)):
        return text
    whole = _CONNECTED.format(re.escape(character.name))
    if known:
        return re.sub(whole, lambda _: short, text)
    rest = re.sub(whole, lambda _: short, text[first.end() :])
    full = character.name if first[0] == short else first[0]
    return text[: first.start()] + full + rest
