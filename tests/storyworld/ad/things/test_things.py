"""Things, drawn and named."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from adtool.storyworld.ad.colours import COLOUR_WORDS, COLOURS
from adtool.storyworld.ad.things import THINGS, Item, draw_item, every_item
from adtool.storyworld.drawing import Pen
from adtool.storyworld.objects import OBJECTS


def drawn(item):
    image = Image.new("RGB", (32, 32), (200, 214, 200))
    draw_item(Pen(ImageDraw.Draw(image), 16, 16, 11), item)
    return np.asarray(image).astype(float)


FIRST = {key: drawn(Item(key, (thing.colours or ("",))[0])) for key, thing in THINGS.items()}


@pytest.mark.parametrize("key", THINGS)
def test_every_thing_looks_unlike_every_other(key):
    apart = {other: np.abs(FIRST[key] - FIRST[other]).mean() for other in THINGS if other != key}
    nearest = min(apart, key=apart.get)
    assert apart[nearest] > 4, nearest


@pytest.mark.parametrize("key", [key for key, thing in THINGS.items() if len(thing.colours) > 1])
def test_every_colour_of_a_thing_looks_different(key):
    pictures = {drawn(Item(key, one)).tobytes() for one in THINGS[key].colours}
    assert len(pictures) == len(THINGS[key].colours)


def test_no_two_things_share_a_name():
    names = [name for thing in THINGS.values() for name in (*thing.names, *thing.plural)]
    assert sorted({name for name in names if names.count(name) > 1}) == ["fish"]  # its own plural


def test_every_item_is_a_thing_in_a_colour_that_there_is():
    assert len(every_item()) == len(set(every_item())) > 800
    assert {item.colour for item in every_item()} == {"", *COLOURS}
    assert COLOURS.keys() == COLOUR_WORDS.keys()


def test_storyworlds_own_things_are_among_them():
    assert OBJECTS.keys() <= THINGS.keys()
    assert all(bool(thing.shape) == (key not in OBJECTS) for key, thing in THINGS.items())


def test_as_many_plurals_are_given_as_names():
    assert all(len(thing.plural) in (0, len(thing.names)) for thing in THINGS.values())
