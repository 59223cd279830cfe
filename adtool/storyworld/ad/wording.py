"""How Storyworld-AD is put into words: by a grammar, as unlike as two describers write.

A describer chooses how much to tell (colours, manners, directions, places, bystanders), in what
order, with finite verbs or participles, by name or by pronoun, in which of several words. What
makes a clip differ from the one before it is always told.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from adtool.storyworld import wording as storyworld
from adtool.storyworld.ad.colours import COLOUR_WORDS
from adtool.storyworld.ad.grammar import capital, participle, third_person, with_article
from adtool.storyworld.ad.manners import MANNERS
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.ad.things import THINGS, Item
from adtool.storyworld.people import Person

DIRECTIONS: dict[str, tuple[str, ...]] = {
    "left": ("to the left", "leftward", "off to the left"),
    "right": ("to the right", "rightward", "off to the right"),
    "up": ("up",),
    "down": ("down",),
}
PLACES: dict[str, tuple[str, ...]] = {
    "kitchen": ("in the kitchen", "by the stove", "in a kitchen"),
    "park": ("in the park", "on the lawn", "by a park bench"),
    "street": ("on the street", "outside in the street", "on the road"),
    "beach": ("on the beach", "by the sea", "on the sand"),
    "library": ("in the library", "among the bookshelves", "in front of the shelves"),
    "bedroom": ("in the bedroom", "by the bed", "in a bedroom"),
    "forest": ("in the forest", "in the woods", "among the trees"),
    "snowfield": ("in the snow", "out in the snow", "on a snowy field"),
    "rooftop": ("on the rooftop", "on the roof at night", "high above the city"),
    "workshop": ("in the workshop", "by the workbench", "in a workshop"),
}
NEWS = ("now", "this time", "then")
_TELLS = (0.4, 0.65, 0.9)  # by how much a describer tells, how often each detail is told


@dataclass(frozen=True, slots=True)
class _Telling:
    """What a describer tells of a clip, and in which words."""

    subject: str
    verb: str
    adverb: str
    place: str
    meanwhile: tuple[str, str]
    news: str


def describe(shot: AdShot, rng: random.Random) -> str:
    """Word a clip as an audio description: present tense, third person, a sentence or two."""
    detail = rng.choice(_TELLS)
    return _sentence(_told(shot, detail, rng), shot, rng)


def caption(shot: AdShot, rng: random.Random) -> str:
    """Word a picture plainly, naming all that is seen; nobody is called by name."""
    who = storyworld.appearance(shot.actor, rng)
    verb = _verb(shot, True, True, rng, by_name=False)
    text = f"{who} {third_person(verb)}"
    if shot.manner:
        text += f" {rng.choice(MANNERS[shot.manner].words)}"
    text += f" {rng.choice(PLACES[shot.place])}"
    if shot.reacting:
        doing = _filled(rng.choice(MOVES[shot.reaction].verbs), shot.reacting)
        text += f", {shot.reacting.look.words} {third_person(doing)}"
    return text


def _told(shot: AdShot, detail: float, rng: random.Random) -> _Telling:
    def tells(fact: str) -> bool:
        return shot.changed == fact or rng.random() < detail

    pronoun = shot.goes_on and rng.random() < 0.4
    subject = shot.actor.look.pronoun if pronoun else shot.actor.name
    verb = _verb(shot, tells("item"), tells("direction"), rng)
    told = bool(shot.manner) and tells("manner")
    adverb = rng.choice(MANNERS[shot.manner].words) if told else ""
    place = (
        rng.choice(PLACES[shot.place])
        if rng.random() < (0.75 if shot.opening else detail / 3)
        else ""
    )
    meanwhile = ("", "")
    if shot.reacting and tells("reaction"):
        verbs = MOVES[shot.reaction].verbs
        chosen = _filled(rng.choice(verbs), shot.reacting)
        meanwhile = (shot.reacting.name, chosen)
    return _Telling(subject, verb, adverb, place, meanwhile, _news(shot, rng))


def _news(shot: AdShot, rng: random.Random) -> str:
    """Say, now and then, that something is done anew or goes on."""
    if shot.changed and rng.random() < 0.3:
        return rng.choice(NEWS)
    return ""


def _verb(
    shot: AdShot, coloured: bool, directed: bool, rng: random.Random, by_name: bool = True
) -> str:
    move = MOVES[shot.action]
    form = rng.choice(move.verbs)
    several = "{s}" in form
    item = _noun(shot.item, coloured, several, rng) if shot.item else ""
    if shot.item and not several:
        item = _with_article(item, shot, rng)
    receiver = shot.receiver
    other = (receiver.name if by_name else receiver.look.words) if receiver else ""
    upright = shot.direction in ("up", "down")
    way = rng.choice(DIRECTIONS[shot.direction]) if shot.direction and (directed or upright) else ""
    filled = form.format(o=item, s=item, h=shot.actor.possessive, b=other, d=way)
    return " ".join(filled.split())


def _with_article(noun: str, shot: AdShot, rng: random.Random) -> str:
    if shot.returns and rng.random() < 0.5:
        return f"{rng.choice(('the same', 'that'))} {noun}"
    return with_article(noun, shot.known or shot.returns)


def _noun(item: Item, coloured: bool, several: bool, rng: random.Random) -> str:
    thing = THINGS[item.thing]
    place = rng.randrange(len(thing.names))
    noun = thing.names[place]
    if several:
        noun = thing.plural[place] if thing.plural else f"{noun}s"
    colour = rng.choice(COLOUR_WORDS[item.colour]) if item.colour and coloured else ""
    return f"{colour} {noun}".strip()


def _filled(form: str, person: Person) -> str:
    return form.format(h=person.possessive, o="", s="", b="", d="")


def _sentence(told: _Telling, shot: AdShot, rng: random.Random) -> str:
    """Put what is told in an order."""
    who, where = told.subject, told.place
    front, back = "", ""
    if where and rng.random() < 0.5:
        front = where
    elif where:
        back = f" {where}"
    if told.news and not front:
        front = told.news
    other, doing = told.meanwhile
    if other and not front and rng.random() < 0.35:
        front = rng.choice(
            (
                f"as {other} {third_person(doing)}",
                f"while {other} {third_person(doing)}",
                f"with {other} {participle(doing)}",
            )
        )
        other = ""
    main = _clause(who, told, back, shot, rng, adverb_first=not front)
    text = f"{front}, {main}" if front else main
    if other:
        text += rng.choice(
            (
                f" as {other} {third_person(doing)}",
                f" while {other} {third_person(doing)}",
                f", {other} {participle(doing)}",
                f". {other} {third_person(doing)}",
            )
        )
    elif (
        shot.bystanders
        and not shot.reaction
        and told.subject == shot.actor.name
        and rng.random() < 0.15
    ):
        text += f" as {shot.bystanders[0].name} {rng.choice(('watches', 'looks on'))}"
    return f"{capital(text)}."


def _clause(
    who: str, told: _Telling, back: str, shot: AdShot, rng: random.Random, adverb_first: bool
) -> str:
    finite, going = third_person(told.verb), participle(told.verb)
    adverb = told.adverb
    form = rng.randrange(6)
    if form == 0 and adverb and adverb_first:
        return f"{adverb}, {who} {finite}{back}"
    if form == 1 and back:
        return f"{who} is{back}, {_joined(adverb, going)}"
    if form == 2:
        starts = MOVES[shot.action].cycles > 1 and rng.random() < 0.3
        return f"{who} {'starts' if starts else 'is'} {_joined(adverb, going)}{back}"
    if form in (3, 4) and adverb:
        return f"{who} {finite}{back} {adverb}"
    return f"{who} {_joined(adverb, finite)}{back}"


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)
