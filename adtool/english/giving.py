"""Lines in which somebody gives something to herself, greets herself, or is two: by no name.

What one may well give oneself (a shake, a break) and what a mirror shows is let pass.
"""

from __future__ import annotations

import re

from adtool.english.sentences import sentences
from adtool.english.words import CLOSED_CLASS

_REFLEXIVE = r"(?:herself|himself|themselves|themself|itself|each\s+herself)"
_OWN_DOING = (  # what one may well give oneself
    r"(?:shake|push|nod|pat|moment|minute|second|break|rest|once-over|hug|talking|time|wave|smile|"
    r"pinch|slap|scratch|haircut|cut|shave|bath|shower|wash|injection|shot|look|glance|treat|start|"
    r"fright|headache|air|name|present|gift|drink|chance|limit|goal|task|boost|jolt|lift|manicure|"
    r"pedicure|makeover|facelift|massage|tattoo|five|thumbs-up|permission|credit|star|applause|deadline)"
)
_GIVES = re.compile(
    r"\b(?:gives?|hands?|lends?|passes|pass|offers?|shows?|sells?|gave|handed|lent|passed|offered|"
    r"showed|sold|giving|handing|lending|passing|offering|showing|selling|throws?|throwing|tosses|toss|tossing)\s+(?:over\s+)?(?:"
    rf"{_REFLEXIVE}\s+(?:an?|the|his|her|their|one|two|three|some)\s+(?:[\w-]+\s+){{0,3}}?"
    rf"(?P<thing>[\w-]+)(?=[.,;!?]|$|\s+(?:{'|'.join(sorted(CLOSED_CLASS))})\b)"
    rf"|(?:an?|the|his|her|their|one|two|three|some|it|them)\b(?P<what>(?:\s+[\w-]+){{0,4}}?)\s+"
    rf"to\s+{_REFLEXIVE}\b)"
)
_GREETS = re.compile(
    rf"\b(?:shak(?:es?|ing)\s+hands\s+with|wav(?:es?|ing)\s+(?:to|at)|introduc(?:es?|ing)\s+"
    rf"{_REFLEXIVE}\s+to)\s+{_REFLEXIVE}\b(?!.*\b(?:mirror|reflection|window|screen|photo|picture))"
)
_SOMEBODY = (
    r"(?:man|woman|boy|girl|child|kid|baby|guard|officer|cop|nurse|doctor|soldier|driver|waiter|"
    r"waitress|teacher|student|king|queen|prince|princess|knight|captain|bride|groom|old man|"
    r"old woman|young man|young woman|little boy|little girl)"
)
_SAME_DESCRIPTION = re.compile(  # The boy gives the boy an apple
    rf"^\W*the\s+(?P<who>{_SOMEBODY})\s+(?:[a-z]+ly\s+)?[a-z]+s\s+(?:(?:an?|his|her)\s+[\w-]+\s+)?"
    r"(?:to\s+|at\s+|with\s+|towards?\s+)?the\s+(?P=who)"
    r"(?:\s+(?:an?|his|her|the)\s+[\w\s-]+)?\s*[.!]?\W*$",
    re.IGNORECASE,
)
_DOING = re.compile(rf"(?:^|\s){_OWN_DOING}s?$")


def gives_themself(text: str) -> bool:
    """Say whether somebody gives something to herself, no shake and no break, or greets herself."""
    gives = (match["thing"] or match["what"] or "" for match in _GIVES.finditer(text))
    if any(not _DOING.search(thing) for thing in gives) or _GREETS.search(text):
        return True
    return any(_SAME_DESCRIPTION.match(sentence) for sentence in sentences(text))
