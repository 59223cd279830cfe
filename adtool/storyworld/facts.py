"""Reading a sentence of storyworld back: what happens, with what, who does it.

The inverse of ``wording``, by the same tables. It also reads what a model makes of that wording:
a sentence that breaks off, or that says only half, gives the facts that it does say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from adtool.storyworld.people import LOOKS, NAMES
from adtool.storyworld.wording import NOUNS, VERBS
from adtool.storyworld.world import Shot


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence says, or a clip shows.

    Attributes:
        action: a key of ``VERBS``; None where none is said.
        thing: a key of ``NOUNS``; None where there is none.
        character: the name of who acts; None where nobody is named.
    """

    action: str | None
    thing: str | None
    character: str | None


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"


def _phrase(form: str) -> str:
    slots = {
        "o": r"(?:the|an?) [a-z ]+?",
        "s": r"[a-z ]+?",
        "h": r"(?:her|his)",
        "b": r"(?:\w+)",
    }
    return rf"\b{form.format(**slots)}\b"


_VERBS = {
    action: [re.compile(_phrase(form)) for form in sorted(forms, key=len, reverse=True)]
    for action, forms in VERBS.items()
}
_LOOK = re.compile(_any_of(look.words for look in LOOKS))  # "… with a grey hat"
_THINGS = {word: key for key, noun in NOUNS.items() for word in (*noun.names, noun.plural)}
_THING = re.compile(rf"\b{_any_of(_THINGS)}\b")
_NAMES = {name.lower(): name for names in NAMES.values() for name in names}
_NAME = re.compile(rf"\b{_any_of(_NAMES)}\b")


def facts(text: str) -> Facts:
    """Read what a sentence says: its first verb, the object after it, and its first name."""
    text = _LOOK.sub("someone", " ".join(text.lower().split()))
    found = [
        (match.start(), action)
        for action, phrases in _VERBS.items()
        for match in (phrase.search(text) for phrase in phrases)
        if match
    ]
    start, action = min(found, default=(0, None))
    thing = _THING.search(text, start)
    name = _NAME.search(text)
    return Facts(
        action, _THINGS[thing.group()] if thing else None, _NAMES[name.group()] if name else None
    )


def shown(shot: Shot) -> Facts:
    """Return what a clip shows."""
    return Facts(shot.action, shot.thing, shot.actor.name)


def right_facts(shown_and_said: Iterable[tuple[Facts, Facts]]) -> dict[str, float]:
    """Return, in percent, how many lines have each fact right, and how many have all.

    "object" counts only the clips that have one; for "all", naming an object where there is none
    is wrong as well. A share of nothing is 0.
    """
    pairs = list(shown_and_said)
    return {
        "action": _share(truth.action == said.action for truth, said in pairs),
        "object": _share(truth.thing == said.thing for truth, said in pairs if truth.thing),
        "character": _share(truth.character == said.character for truth, said in pairs),
        "all": _share(truth == said for truth, said in pairs),
    }


def _share(right: Iterable[bool]) -> float:
    outcomes = list(right)
    return 100 * sum(outcomes) / len(outcomes) if outcomes else 0.0
