"""How the people of the cast are called in a text: by the full name, its first part, or an alias.

Anna Berg          → Anna Berg, Anna
Mr. Otto Lind      → Mr. Otto Lind, Mr. Lind, Otto Lind, Otto, Lind
Bo "The Cat" Lind  → Bo "The Cat" Lind, Bo Lind, Bo, The Cat, The Cat Lind
The Old Man        → The Old Man
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from adtool.cast.character import Character
from adtool.english.capitals import (
    DESCRIPTIONS,
    GENERATIONS,
    NAMED_BY_FIRST,
    NO_NAMES,
    PARTICLES,
    TITLES,
    WRITTEN_OUT,
)
from adtool.english.double_words import NAMES_AS_WELL
from adtool.english.ordinary import is_ordinary
from adtool.english.words import CLOSED_CLASS, words

_NICKNAME = re.compile(r"(?:^|\s)(?:[\"“'‘(])([^\"“”‘’()]+)(?:[\"”'’)])(?=\s|$)")
_OTHER_NAME = re.compile(r"\s+/\s+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?)+(?<=\.)|[^\W\d_]")
_BEFORE = r"(?<![\w’'-])"
_AFTER = r"(?![\w-])"
_UNSPACED = "぀-ゟ㐀-鿿豈-﫿฀-๿"
"""Hiragana, Chinese characters and Thai, which nothing separates."""


@lru_cache(maxsize=4096)
def short_name(name: str) -> str:
    """Return what somebody is called once they are known: the first name, or title and last name.

    Sir, Queen, Aunt and the like stand before the first name. What has no shorter form stays: a
    description (The Old Man, Security Guard, Cop 2), initials (J. R. Ewing), and what begins with a
    particle (Van Helsing).
    """
    titles, own = _parts(_plain(name))
    if not own or any(map(_describes, own)) or (not titles and _is_whole(own)):
        return name
    if not titles:
        return own[0]
    by_first = titles[-1].lower().rstrip(".") in NAMED_BY_FIRST
    return " ".join([*titles, own[0] if by_first else _last(own)])


@lru_cache(maxsize=1024)
def forms(character: Character) -> tuple[str, ...]:
    """Return everything that a character may be called, the longest first."""
    every: dict[str, None] = {}
    for name in (character.name, *character.aliases):
        for one in dict.fromkeys((name, *_OTHER_NAME.split(name))):
            every.update(dict.fromkeys(filter(None, (one, short_name(one), *_other_forms(one)))))
    capitals = [form[0].upper() + form[1:] for form in every if form[0].islower()]
    return tuple(sorted(dict.fromkeys((*every, *capitals)), key=len, reverse=True))


def is_title(word: str) -> bool:
    """Say whether a word of a name is a title, with or without a full stop."""
    return word.lower().rstrip(".") in TITLES


def title(name: str) -> str:
    """Return the titles before a name, written out in lower case: doctor; empty where none is."""
    return " ".join(map(written_out, _parts(name)[0]))


def written_out(title: str) -> str:
    """Return a title in lower case, without a stop and in full: doctor, of Dr."""
    lower = title.lower().rstrip(".")
    return WRITTEN_OUT.get(lower, lower)


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
    """Return a pattern's text that finds whole names as they are written, the longest first.

    Apostrophes, quotes, hyphens and spaces may be of any kind, and the full stop of a title may be
    missing. Where a script has no spaces, a name may stand anywhere.
    """
    longest = sorted(names, key=len, reverse=True)
    if any(re.search(rf"[{_UNSPACED}]", name) for name in longest):
        return f"(?:{'|'.join(map(_whole, longest))})"
    return f"{_BEFORE}(?:{'|'.join(map(_signs, longest))}){_AFTER}"  # looked for once, not by name


def mention(character: Character) -> re.Pattern[str]:
    """Return a pattern that finds a character by any form of the name, as it is written."""
    return re.compile(any_of(forms(character)))


def _whole(name: str) -> str:
    """Return a pattern's text for one name."""
    before = "" if re.match(rf"[{_UNSPACED}]", name) else _BEFORE
    after = "" if re.search(rf"[{_UNSPACED}]$", name) else _AFTER
    if before and after and name.isascii() is False and re.search(rf"[{_UNSPACED}]", name):
        before = after = ""
    return before + _signs(name) + after


def _signs(name: str) -> str:
    return "".join(_SIGNS.get(sign, re.escape(sign)) for sign in " ".join(name.split()))


_SIGNS = {
    " ": r"\s+", ".": r"\.?", "'": "['’ʼ]", "’": "['’ʼ]", "-": "[-‐‑]", "‑": "[-‐‑]",
    '"': "[\"“”]", "“": "[\"“”]", "”": "[\"“”]",
}  # fmt: skip


def _plain(name: str) -> str:
    """Return a name without a nickname in quotes or brackets: Bo "The Cat" Lind is Bo Lind."""
    return " ".join(_NICKNAME.sub(" ", name).split()) or name


def _parts(name: str) -> tuple[list[str], list[str]]:
    """Return the titles before a name, and the words of the name, without Jr. and the like."""
    own = [part.rstrip(",") for part in name.split()]
    while len(own) > 1 and own[-1].lower().rstrip(".") in GENERATIONS:
        own.pop()
    count = 0
    while count < len(own) - 1 and is_title(own[count]):
        count += 1
    return own[:count], own[count:]


def _describes(part: str) -> bool:
    """Say whether a word tells that a name describes: Captain of the guard, Cop 2."""
    lower = part.lower()
    return any(map(str.isdigit, part)) or (
        lower in CLOSED_CLASS - {"will", "can"} and part == lower
    )


def _is_whole(own: Sequence[str]) -> bool:
    """Say whether words without a title are no first name with others behind it."""
    first = own[0]
    lower = first.lower()
    if len(own) < 2 or lower in DESCRIPTIONS | PARTICLES or first[0].islower():
        return True
    if first.endswith(("'s", "’s")):
        return True  # Anna's Mother
    usual = is_ordinary(first) and lower not in NAMES_AS_WELL
    return usual or is_title(first) or _INITIALS.fullmatch(first) is not None


def _last(own: Sequence[str]) -> str:
    """Return the last name, with its particles: van der Berg."""
    first = len(own) - 1
    while first > 0 and own[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(own[first:])


def _other_forms(name: str) -> Iterator[str]:
    """Yield what else one may be called by a name: without a title, by the nickname."""
    plain = _plain(name)
    titles, own = _parts(plain)
    if plain != name:
        yield plain
        yield short_name(plain)
        nick = _NICKNAME.search(name)
        if nick and nick[1][0].isupper() and own:
            yield nick[1]
            yield f"{nick[1]} {_last(own)}"
    if any(map(_describes, own)):
        return
    yield " ".join([*titles, *own])
    if not titles:
        return
    for title in titles:
        yield f"{title} {_last(own)}"
    for left in (" ".join(own), own[0], _last(own)):
        usual = left.lower() in CLOSED_CLASS | NO_NAMES or left.lower() in PARTICLES
        if left[0].isupper() and not is_title(left) and not usual:
            yield left
