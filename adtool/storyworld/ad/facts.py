"""Reading a sentence of Storyworld-AD back: the inverse of ``wording``, by the same tables.

It also reads what a model makes of that wording: what a sentence does not say is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from adtool.storyworld.ad.colours import COLOUR_WORDS
from adtool.storyworld.ad.grammar import participle, third_person
from adtool.storyworld.ad.manners import MANNERS
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.ad.things import THINGS
from adtool.storyworld.ad.wording import DIRECTIONS, NEWS, PLACES
from adtool.storyworld.people import NAMES


@dataclass(frozen=True, slots=True)
class AdFacts:
    """What a sentence says, or a clip shows; None is what is not said, or not there.

    Attributes:
        action: a key of ``MOVES``.
        thing: a key of ``THINGS``.
        colour: a key of ``COLOURS``.
        manner: a key of ``MANNERS``.
        direction: a key of ``DIRECTIONS``.
        character: the name of who acts.
        receiver: the name of who is acted on.
    """

    action: str | None = None
    thing: str | None = None
    colour: str | None = None
    manner: str | None = None
    direction: str | None = None
    character: str | None = None
    receiver: str | None = None


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def _keys(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


_DIRECTIONS, _COLOURS = _keys(DIRECTIONS), _keys(COLOUR_WORDS)
_MANNERS = {word: key for key, manner in MANNERS.items() for word in manner.words}
_THINGS = {
    word.lower(): key
    for key, thing in THINGS.items()
    for word in (*thing.names, *(thing.plural or [f"{name}s" for name in thing.names]))
}
_NAME = _any_of(name for names in NAMES.values() for name in names)
_THING, _COLOUR, _MANNER, _WAY = (
    re.compile(rf"\b{_any_of(table)}\b", re.I)
    for table in (_THINGS, _COLOURS, _MANNERS, _DIRECTIONS)
)
_NOUN = rf"(?:{_any_of(_COLOURS)} )?(?i:{_any_of(_THINGS)})"
_FRONT = re.compile(
    rf"^(?:(?:as|while|with) {_NAME} [^,]*"
    rf"|{_any_of([*_keys(PLACES), *NEWS, *_MANNERS])}), ",
    re.I,
)
_BACK = re.compile(rf"(?<=\w)(?: as| while|,|\.) {_NAME} .*$")
_SLOTS = {
    "o": rf"(?P<o>(?:the same|that|the|an?) {_NOUN})",
    "s": f"(?P<o>{_NOUN})",
    "h": "(?:her|his)",
    "b": rf"(?P<b>{_NAME}|someone)",
    "d": rf"(?P<d>(?: {_any_of(_DIRECTIONS)})?)",
}


def _phrase(form: str) -> re.Pattern[str]:
    return re.compile(rf"\b{form.replace(' {d}', '{d}').format(**_SLOTS)}(?!-)\b")


_VERBS = [
    (action, _phrase(ending(form)))
    for action, move in MOVES.items()
    for form in move.verbs
    for ending in (third_person, participle)
]


def facts(text: str) -> AdFacts:
    """Read what a sentence says of who acts; what others do meanwhile is left out."""
    text = " ".join(text.split())
    manner = _MANNER.search(text)
    while match := _FRONT.match(text):
        text = text[match.end() :]
    text = _BACK.sub(".", text)
    who = re.match(_NAME, text)
    found = [
        (-match.start(), match.end() - match.start(), action, match)
        for action, phrase in _VERBS
        if (match := phrase.search(text))
    ]
    if not found:
        return AdFacts(character=who and who.group(), manner=_of(_MANNERS, manner))
    _, _, action, match = max(found, key=lambda one: one[:2])
    said = match.groupdict()
    item = said.get("o") or ""
    return AdFacts(
        action,
        _of(_THINGS, _THING.search(item)),
        _of(_COLOURS, _COLOUR.search(item)),
        _of(_MANNERS, manner),
        _of(_DIRECTIONS, _WAY.search(said.get("d") or "")),
        who and who.group(),
        said.get("b"),
    )


def shown(shot: AdShot) -> AdFacts:
    """Return what a clip shows."""
    return AdFacts(
        shot.action,
        shot.thing,
        (shot.item.colour if shot.item else "") or None,
        shot.manner or None,
        shot.direction or None,
        shot.actor.name,
        shot.receiver.name if shot.receiver else None,
    )


def right_facts(
    shown_and_said: Iterable[tuple[AdFacts, AdFacts]],
) -> dict[str, tuple[float, float]]:
    """Return of each fact, in percent, how often what is there is told right, and told wrong.

    Wrong is another one, or one where there is none; what is left out is neither.
    """
    pairs = list(shown_and_said)
    found = {}
    for one in fields(AdFacts):
        values = [(getattr(truth, one.name), getattr(said, one.name)) for truth, said in pairs]
        there = [truth == said for truth, said in values if truth]
        wrong = [said is not None and said != truth for truth, said in values]
        found[one.name] = (_share(there), _share(wrong))
    return found


def _share(outcomes: list[bool]) -> float:
    return 100 * sum(outcomes) / len(outcomes) if outcomes else 0.0


def _of(table: dict[str, str], match: re.Match[str] | None) -> str | None:
    return table[match.group().lower()] if match else None
