"""How storyworld is put into words: audio descriptions with synonyms, and plain captions.

The tables are the whole vocabulary, so that a sentence can be read back (``facts``).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from adtool.storyworld.people import Person


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing's names, commonest first, and its plural."""

    names: tuple[str, ...]
    plural: str


NOUNS: dict[str, Noun] = {
    "ball": Noun(("ball",), "balls"),
    "book": Noun(("book",), "books"),
    "lamp": Noun(("lamp",), "lamps"),
    "apple": Noun(("apple",), "apples"),
    "umbrella": Noun(("umbrella",), "umbrellas"),
    "clock": Noun(("clock",), "clocks"),
    "key": Noun(("key",), "keys"),
    "guitar": Noun(("guitar",), "guitars"),
    "kite": Noun(("kite",), "kites"),
    "cake": Noun(("cake",), "cakes"),
    "candle": Noun(("candle",), "candles"),
    "crown": Noun(("crown",), "crowns"),
    "hat": Noun(("top hat", "hat"), "top hats"),
    "drum": Noun(("drum",), "drums"),
    "vase": Noun(("vase",), "vases"),
    "letter": Noun(("letter", "envelope"), "letters"),
    "suitcase": Noun(("suitcase", "case"), "suitcases"),
    "teapot": Noun(("teapot",), "teapots"),
    "flag": Noun(("flag",), "flags"),
    "fish": Noun(("fish",), "fish"),
    "star": Noun(("star",), "stars"),
    "mirror": Noun(("mirror",), "mirrors"),
    "bell": Noun(("bell",), "bells"),
    "cactus": Noun(("cactus",), "cactuses"),
}

VERBS: dict[str, tuple[str, ...]] = {
    "lift": ("lifts {o} overhead", "raises {o} overhead", "holds {o} up high"),
    "throw": ("throws {o}", "hurls {o} away", "tosses {o} away"),
    "kick": ("kicks {o}", "gives {o} a kick"),
    "push": ("pushes {o} along", "shoves {o} along"),
    "carry": ("carries {o}", "walks by with {o}"),
    "examine": ("examines {o}", "studies {o} closely", "peers at {o}"),
    "drop": ("drops {o}", "lets {o} fall"),
    "point": ("points at {o}", "points to {o}"),
    "polish": ("polishes {o}", "wipes {o} clean"),
    "paint": ("paints {o}", "paints a picture of {o}"),
    "juggle": ("juggles three {s}", "keeps three {s} in the air"),
    "balance": ("balances {o} on {h} head",),
    "give": ("gives {o} to {b}", "hands {o} to {b}", "passes {o} to {b}"),
    "dance": ("dances", "twirls around"),
    "sleep": ("sleeps on the ground", "lies asleep"),
    "jump": ("jumps up", "leaps into the air"),
    "run": ("runs", "sprints past"),
    "wave": ("waves", "waves a hand"),
    "weep": ("weeps", "bursts into tears"),
    "sit": ("sits down", "takes a seat"),
}

PLACES: dict[str, str] = {
    "kitchen": "in the kitchen",
    "park": "in the park",
    "street": "on the street",
    "beach": "on the beach",
    "library": "in the library",
    "bedroom": "in the bedroom",
    "forest": "in the forest",
    "snowfield": "in the snow",
    "rooftop": "on the rooftop",
    "workshop": "in the workshop",
}

_SYNONYM_WEIGHTS = (6, 2, 1)


def describe(
    actor: Person,
    others: tuple[Person, ...],
    action: str,
    thing: str | None,
    *,
    place: str,
    opening: bool,
    known: bool,
    rng: random.Random,
) -> str:
    """Word a clip as an audio description: present tense, third person, one sentence.

    Args:
        actor: who acts.
        others: who else is there; the receiver of "give" first.
        action: what happens.
        thing: the object, or None.
        place: where.
        opening: whether this opens a scene, which is when a place is named.
        known: whether the scene has named the object before ("the", not "a").
        rng: chooses among synonyms and sentence forms.
    """
    doing = f"{actor.name} {_verb_phrase(actor, others, action, thing, known, rng)}"
    where = PLACES[place]
    if opening:
        if rng.random() < 0.7:
            return f"{where[0].upper()}{where[1:]}, {doing}."
        return f"{doing} {where}."
    if others and action != "give" and rng.random() < 0.5:
        watcher = others[0].name
        return f"{doing} as {watcher} watches."
    return f"{doing}."


def caption(
    actor: Person,
    others: tuple[Person, ...],
    action: str,
    thing: str | None,
    *,
    place: str,
    rng: random.Random,
) -> str:
    """Word a picture plainly, naming all that is seen, as captions of still pictures do.

    Nobody is called by name: a picture does not tell it.
    """
    doing = _verb_phrase(actor, others[:1], action, thing, False, rng, by_name=False)
    text = f"{appearance(actor, rng)} {doing} {PLACES[place]}"
    if others and action != "give":
        text += f", {others[0].look.words} watches"
    return text


def appearance(person: Person, rng: random.Random) -> str:
    """Say what somebody looks like, now and then with the clothes."""
    clothes = f" in {person.outfit.words}" if rng.random() < 0.5 else ""
    return person.look.words + clothes


def _verb_phrase(
    actor: Person,
    others: tuple[Person, ...],
    action: str,
    thing: str | None,
    known: bool,
    rng: random.Random,
    by_name: bool = True,
) -> str:
    forms = VERBS[action]
    form = rng.choices(forms, _SYNONYM_WEIGHTS[: len(forms)])[0]
    receiver = (others[0].name if by_name else others[0].look.words) if others else ""
    if thing is None:
        return form
    noun = NOUNS[thing]
    name = rng.choices(noun.names, _SYNONYM_WEIGHTS[: len(noun.names)])[0]
    article = "the" if known else "an" if name[0] in "aeiou" else "a"
    return form.format(o=f"{article} {name}", s=noun.plural, h=actor.possessive, b=receiver)
