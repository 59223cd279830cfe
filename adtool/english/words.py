"""The words of an English text, and which of them carry no meaning of their own."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


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
    mr mrs ms
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""English determiners, pronouns, prepositions, conjunctions, auxiliaries, function adverbs, and the
titles that say no more than a pronoun does."""


@lru_cache(maxsize=4096)  # a script's lines are asked for their words by many
def words(text: str) -> tuple[tuple[str, int, int], ...]:
    """Give the words of ``text``: lower case without a possessive 's, and from where to where."""
    return tuple(
        (match.group().lower().replace("’", "'").removesuffix("'s"), *match.span())
        for match in _WORD.finditer(text)
    )
