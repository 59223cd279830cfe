"""Which capitals name a place, or whose make a thing is: London at night, a Quidditch stadium.

What people do, or is done to them, tells somebody of such a name: Tom smiles at Sydney.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from adtool.english.double_words import PLACES
from adtool.english.sentences import opens_sentence
from adtool.english.word_or_name import act_together, acts, does_a_deed, is_done_to

_PLACE_FOLLOWS = re.compile(  # "At Niagara", but "looks at Nia"
    r"(?:(?:\bAt|,\s+at|\b(?:[Ii]n|[Ii]nto|[Ii]nside|[Oo]utside|[Ww]ithin|[Aa]board|overlooking|"
    r"streets\s+of|city\s+of|town\s+of|village\s+of|outskirts\s+of|skyline\s+of|coast\s+of|map\s+of|"
    r"state\s+of|island\s+of|university\s+of|battle\s+of))|\b(?:drives?|flies|travels?|sails?|"
    r"commutes|emigrates|arrives?|lands?|lives?)\s+(?:to|in|at|from|over|through))\s+$"
)
_PLACE_BEGINS = frozenset(
    """
    new los las san santa fort mount mt lake cape port rio el north south east west upper lower
    """.split()  # noqa: SIM905
)
_PLACE_TOLD = re.compile(  # Wembley, 1966. Reykjavik. Night.
    r"\s*[.,:–—-]?\s*(?:\(?\d{4}\b|(?:-\s*)?(?:at\s+|by\s+|the\s+same\s+)?(?:day|night|morning|"
    r"evening|afternoon|midday|noon|dawn|dusk|sunrise|sunset|midnight|daytime|later)\s*(?:[.!,)]|$))",
    re.IGNORECASE,
)
_THINGS_OF = re.compile(  # Quidditch stadium, a George doll
    r"\s+(?:streets?|beach|car|doll|shorts|stadium|fans|supporters|skyline|logo|jersey|poster|"
    r"uniforms?|flags?|costume|mask|bottle|box|signs?|branch|office|headquarters|train|bus|"
    r"plane|truck|concert|album|boxing|cereal|girls|soldiers|agents?|stickers?|cards?|ad|advert|"
    r"billboard|brand|mug|T-shirt|t-shirt|cap)\b"
)
_OF = re.compile(r"\bof\s+$")
_JOINED_BEFORE = re.compile(r"\b(?:and|&)\s+$")


def follows_of_place(text: str, start: int) -> bool:
    """Say whether what stands directly before a name tells that it is a place's."""
    return before(_PLACE_FOLLOWS, text, start) is not None


def is_place(text: str, start: int, end: int, run: Sequence[str]) -> bool:
    """Say whether a run of capitals names a place, or the make of a thing that follows."""
    if len(run) > 1 and run[0] in _PLACE_BEGINS and "claus" not in run:
        return True
    rest = text[end : end + 80]
    if does_a_deed(rest):
        return False
    alone = opens_sentence(text, start)
    if set(run) <= PLACES and not (alone or _is_somebody(text, start, rest)):
        return True
    return bool(_THINGS_OF.match(rest)) or (alone and _PLACE_TOLD.match(rest) is not None)


def before(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """Find what stands directly before ``start``; no more than a few words count."""
    return pattern.search(text, max(0, start - 80), start)


def _is_somebody(text: str, start: int, rest: str) -> bool:
    """Say whether a place's name inside a sentence is somebody's, for what they do, or is done."""
    joined = before(_JOINED_BEFORE, text, start) is not None and act_together(rest)
    acting = acts(rest) and not before(_OF, text, start)  # the summit of Everest gleams
    return joined or acting or is_done_to(text, start)
