"""Which words of an AD are its own: the set w_d behind Eq. 12.

The paper filters "duplicates, such as character names, prepositions, and pronouns" out of the N
ADs of a window. Ours: a word is distinctive when no other AD of the window has it, and it is
neither a closed-class word nor a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from adtool.english.forms import name_words
from adtool.english.names import named_words
from adtool.english.words import CLOSED_CLASS, words


def distinctive_words(ads: Sequence[str], names: Iterable[str]) -> list[frozenset[str]]:
    """Find each AD's distinctive words, in lower case; w_d in Eq. 12.

    Args:
        ads: the ADs of one window.
        names: names of the cast; every part of a name counts as one, titles aside. Whom an AD of
            the window names beside them counts too. Days, places and titles are words like others.

    Returns:
        A set for each AD, empty where nothing sets it apart.
    """
    own = [frozenset(word for word, _, _ in words(ad)) for ad in ads]
    ads_with = Counter(word for of_ad in own for word in of_ad)
    once = frozenset(word for word, count in ads_with.items() if count == 1)
    known = {word for name in names for word in name_words(name)}
    known.update(word for ad in ads for word, _, _ in named_words(ad))
    return [(of_ad & once) - CLOSED_CLASS - known for of_ad in own]


def telling_words(ad: str, names: frozenset[str]) -> frozenset[str]:
    """Return what may be distinctive in an AD: no closed-class words, no names; in lower case.

    Less the words of its neighbours, it is the AD's w_d.

    Args:
        ad: the AD.
        names: the words of the cast's names.
    """
    own = {word for word, _, _ in words(ad)}
    named = {word for word, _, _ in named_words(ad)}
    return frozenset(own - CLOSED_CLASS - names - named)


def distinctive_tokens(
    text: str, distinctive: frozenset[str], offsets: Sequence[tuple[int, int]]
) -> list[bool]:
    """Say of each token of ``text`` whether it is part of a distinctive word.

    Args:
        text: the AD.
        distinctive: its w_d.
        offsets: of each token its first and one past its last character, as fast tokenizers give.
    """
    spans = [(start, end) for word, start, end in words(text) if word in distinctive]
    return [any(a < end and start < b for start, end in spans) for a, b in offsets]
