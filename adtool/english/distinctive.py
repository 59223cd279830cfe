"""Which words of an AD are its own: the set w_d behind Eq. 12.

The paper filters "duplicates, such as character names, prepositions, and pronouns" out of the N
ADs of a window. Ours: a word is distinctive when no other AD of the window has it, and it is
neither a closed-class word nor a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from adtool.english.words import CLOSED_CLASS, mid_sentence_capitals, words


def distinctive_words(ads: Sequence[str], names: Iterable[str]) -> list[frozenset[str]]:
    """Find each AD's distinctive words, in lower case; w_d in Eq. 12.

    Args:
        ads: the ADs of one window.
        names: names of the cast; every part of a name counts as one. Words with a capital in
            mid-sentence, anywhere in the window, count as names too.

    Returns:
        A set for each AD, empty where nothing sets it apart.
    """
    own = [frozenset(word for word, _, _ in words(ad)) for ad in ads]
    found_in = Counter(word for one in own for word in one)
    known = {word for name in names for word, _, _ in words(name)}
    known.update(word for ad in ads for word, _, _ in mid_sentence_capitals(ad))
    return [
        frozenset(
            word
            for word in one
            if found_in[word] == 1 and word not in CLOSED_CLASS and word not in known
        )
        for one in own
    ]


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
