"""What a clip of Storyworld-AD shows, as numbers: the scene graph that a CLIP's heads predict."""

from __future__ import annotations

from collections.abc import Collection

from adtool.storyworld.ad.colours import COLOURS
from adtool.storyworld.ad.manners import MANNERS
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.ad.things import THINGS
from adtool.storyworld.ad.wording import DIRECTIONS
from adtool.storyworld.people import LOOKS
from adtool.storyworld.places import PLACES

_LOOKS = tuple(look.tag for look in LOOKS)

AD_FACTS: dict[str, int] = {
    "place": len(PLACES),
    "actor": len(_LOOKS) + 1,
    "other": len(_LOOKS) + 1,
    "action": len(MOVES),
    "thing": len(THINGS) + 1,
    "colour": len(COLOURS) + 1,
    "manner": len(MANNERS) + 1,
    "direction": len(DIRECTIONS) + 1,
    "reaction": len(MOVES) + 1,
}
"""As ``pictures.FACTS``, with the same first ones; the last value of what may lack is none."""


def ad_graph(shot: AdShot) -> tuple[int, ...]:
    """Return a clip's values, in the order of ``AD_FACTS``."""
    return (
        _place(PLACES, shot.place),
        _place(_LOOKS, shot.actor.look.tag),
        _place(_LOOKS, shot.others[0].look.tag if shot.others else ""),
        _place(MOVES, shot.action),
        _place(THINGS, shot.thing or ""),
        _place(COLOURS, shot.item.colour if shot.item else ""),
        _place(MANNERS, shot.manner),
        _place(DIRECTIONS, shot.direction),
        _place(MOVES, shot.reaction),
    )


def _place(names: Collection[str], name: str) -> int:
    """Return a name's place; the one after all where there is none."""
    return list(names).index(name) if name else len(names)
