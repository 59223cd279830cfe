"""A pronoun for who the line before spoke of: "Anna opens the door. She looks out."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adtool.cast.character import Character
from adtool.english.names import Named, named

_SPOKEN = frozenset({"she", "he"})  # after "they" the verbs would have to change
_NOT_ALONE = re.compile(r"['’,]|\s+(?:(?:and|or)\b|&)")


def with_pronoun(text: str, before: str, cast: Sequence[Character]) -> str:
    """Return a line that begins with a pronoun where its first name can only be repeated.

    That is so where both lines begin with the same person, who does something alone; where the
    line before names nobody else, and this line does not name that person again; and where the
    cast says that the person is a she or a he.

    Args:
        text: the line.
        before: the line before it.
        cast: who may be named.
    """
    here, there = list(named(text, cast)), list(named(before, cast))
    who = _subject(text, here)
    if who is None or _subject(before, there) != who:
        return text
    if any(who in one.meant for one in here[1:]) or any(one.meant != (who,) for one in there):
        return text
    return by_pronoun(text, cast)


def by_pronoun(text: str, cast: Sequence[Character]) -> str:
    """Return a line as it sounds when its subject is not named, whatever was said before."""
    found = list(named(text, cast))
    who = _subject(text, found)
    if who is None or who.pronoun not in _SPOKEN:
        return text
    return who.pronoun.capitalize() + text[found[0].end :]


def _subject(text: str, found: Sequence[Named]) -> Character | None:
    """Return who a line begins with, if it is one person who acts alone."""
    if not found or found[0].start != 0 or _NOT_ALONE.match(text, found[0].end):
        return None
    return found[0].character
