"""Clips that are like another but for one small thing, which a describer must tell apart."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from adtool.storyworld.ad.fits import FITS, goes_with_place
from adtool.storyworld.ad.manners import manners_of
from adtool.storyworld.ad.moves import MOVES, REACTIONS, SIDEWAYS
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.ad.things import Item, every_item
from adtool.storyworld.people import Person

_ITEMS = every_item()


def variations(shot: AdShot, people: Sequence[Person], rng: random.Random) -> list[AdShot]:
    """Return a clip changed in one thing, once for each kind of thing that can be changed.

    Args:
        shot: the clip.
        people: who is there and could take part.
        rng: chooses what stands in the place of what is changed.
    """
    found = [
        _other_manner(shot, rng),
        _other_direction(shot),
        _other_item(shot, rng),
        _other_receiver(shot, people, rng),
        _other_reaction(shot, rng),
        _other_action(shot, rng),
    ]
    return [one for one in found if one is not None] or [shot]


def facing(direction: str) -> int:
    """Return -1 for "left", 1 for "right" and 0 for what has no side."""
    return {SIDEWAYS[0]: -1, SIDEWAYS[1]: 1}.get(direction, 0)


def _other_manner(shot: AdShot, rng: random.Random) -> AdShot | None:
    manners = [one for one in ("", *manners_of(shot.action)) if one != shot.manner]
    return replace(shot, manner=rng.choice(manners), changed="manner") if manners else None


def _other_direction(shot: AdShot) -> AdShot | None:
    for way in MOVES[shot.action].directions:
        if way != shot.direction:
            side = facing(way) or shot.facing
            return replace(shot, direction=way, facing=side, changed="direction")
    return None


def _other_item(shot: AdShot, rng: random.Random) -> AdShot | None:
    """Put the same thing in another colour in its place, or another in the same; else any other."""
    item = shot.item
    if item is None:
        return None
    fits = [one for one in _ITEMS if one.thing in FITS[shot.action] and one != item]
    alike = [one for one in fits if (one.thing == item.thing) != (one.colour == item.colour)]
    other: Item = rng.choice(alike or fits)
    return replace(shot, item=other, thing=other.thing, changed="item")


def _other_receiver(shot: AdShot, people: Sequence[Person], rng: random.Random) -> AdShot | None:
    if shot.receiver is None:
        return None
    taken = (shot.actor.name, shot.receiver.name)
    rest = [one for one in people if one.name not in taken]
    if not rest:
        return None
    return replace(shot, others=(rng.choice(rest),), reaction="", changed="receiver")


def _other_reaction(shot: AdShot, rng: random.Random) -> AdShot | None:
    if not shot.bystanders:
        return None
    reactions = [one for one in REACTIONS if one not in (shot.reaction, shot.action)]
    return replace(shot, reaction=rng.choice(reactions), changed="reaction")


def _other_action(shot: AdShot, rng: random.Random) -> AdShot | None:
    actions = [
        key
        for key in _like(shot.action)
        if goes_with_place(key, shot.place)
        and (shot.item is None or shot.item.thing in FITS[key])
        and key != shot.reaction
    ]
    if not actions:
        return None
    action = rng.choice(actions)
    manner = shot.manner if shot.manner in manners_of(action) else ""
    return replace(shot, action=action, manner=manner, changed="action")


def _like(action: str) -> list[str]:
    """Return the other actions that need the same people, things and directions."""
    move = MOVES[action]
    needs = (move.thing, move.together, move.directions)
    return [
        key
        for key, other in MOVES.items()
        if key != action and (other.thing, other.together, other.directions) == needs
    ]
