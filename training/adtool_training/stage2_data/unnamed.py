"""ADs without the names that nobody can know: "someone", as in MAD's unnamed annotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from adtool.english.sentences import opens_sentence


def without_names(text: str, hidden: Iterable[str]) -> str:
    """Put "someone" for names.

    Args:
        text: an AD.
        hidden: the names, as they are written in it.
    """
    return reworded(text, dict.fromkeys(hidden, "someone"))


def reworded(text: str, called: Mapping[str, str]) -> str:
    """Put something else for names, with a capital where a sentence begins.

    Args:
        text: an AD.
        called: what to put for each name that is written in it.
    """
    longest = sorted(called, key=len, reverse=True)
    if not longest:
        return text
    name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    def put(found: re.Match[str]) -> str:
        words = called[found.group()]
        begins = opens_sentence(text, found.start())
        return words[:1].upper() + words[1:] if begins else words

    return name.sub(put, text)
