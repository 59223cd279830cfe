"""The things of Storyworld-AD: over a hundred kinds, most of them in several colours."""

from __future__ import annotations

from dataclasses import dataclass

from adtool.storyworld.ad.colours import COLOURS
from adtool.storyworld.ad.shapes import WHITE, draw_shape, tinted
from adtool.storyworld.ad.things.clothes import CLOTHES
from adtool.storyworld.ad.things.food import FOOD
from adtool.storyworld.ad.things.house import HOUSE
from adtool.storyworld.ad.things.known import KNOWN
from adtool.storyworld.ad.things.nature import NATURE
from adtool.storyworld.ad.things.thing import Thing
from adtool.storyworld.ad.things.tools import TOOLS
from adtool.storyworld.ad.things.toys import TOYS
from adtool.storyworld.drawing import Pen
from adtool.storyworld.objects import OBJECTS

THINGS: dict[str, Thing] = KNOWN | FOOD | TOOLS | TOYS | CLOTHES | HOUSE | NATURE


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in its colour.

    Attributes:
        thing: a key of ``THINGS``.
        colour: a key of ``COLOURS``; empty where its colour goes without saying.
    """

    thing: str
    colour: str = ""


def every_item() -> list[Item]:
    """Return all things in all of their colours."""
    return [Item(key, one) for key, thing in THINGS.items() for one in thing.colours or ("",)]


def draw_item(pen: Pen, item: Item) -> None:
    """Draw an item around the pen's origin."""
    thing = THINGS[item.thing]
    colour = COLOURS.get(item.colour, WHITE)
    if thing.shape:
        draw_shape(pen, thing.shape, colour)
    else:
        OBJECTS[item.thing](tinted(pen, thing.own, colour) if thing.own else pen)
