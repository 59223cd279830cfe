"""Which words of an AD are its own: the set w_d behind Eq. 12.

The paper filters "duplicates, such as character names, prepositions, and pronouns" out of the N
ADs of a window. Ours: a word is distinctive when no other AD of the window has it, and it is
neither a closed-class word nor a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_SENTENCE_END = re.compile(r"[.!?:…\"”]")  # between two words, it ends a sentence

CLOSED_CLASS = frozenset(
    """
    a an the this that these those each every either neither some any no all both half such what
    which whose another other others many much more most few fewer less least several own same
    i me my mine myself you your yours yourself yourselves he him his himself she her hers herself
    it its itself we us our ours ourselves they them their theirs themselves one ones oneself who
    whom whoever someone somebody something anyone anybody anything everyone everybody everything
    nobody nothing none unknown
    about above across after against along alongside amid among amongst around as at atop away
    before behind below beneath beside besides between beyond by despite down during except for
    from in inside into like near of off on onto opposite out outside over past per round since
    through throughout till to toward towards under underneath until up upon via with within without
    and or but nor so yet if unless while whilst whereas because although though than whether when
    whenever where wherever once how why
    am is are was were be been being do does did doing done have has had having can could may might
    must shall should will would ought isn't aren't wasn't weren't don't doesn't didn't hasn't
    haven't hadn't can't cannot couldn't won't wouldn't shouldn't mustn't
    not also again just only even still too very now then there here ever never later already
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""English determiners, pronouns, prepositions, conjunctions, auxiliaries and function adverbs."""


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the words of ``text``: lower case without a possessive 's, and from where to where."""
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'")
        yield word.removesuffix("'s"), *match.span()


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


def mid_sentence_capitals(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the words of ``text`` that have a capital though no sentence begins there.

    They are names, as a rule. Given as ``words`` gives them.
    """
    after = 0
    for word, start, end in words(text):
        between = text[after:start]
        if text[start].isupper() and after and not _SENTENCE_END.search(between.rstrip()):
            yield word, start, end
        after = end
