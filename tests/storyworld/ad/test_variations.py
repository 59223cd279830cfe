"""Clips that differ in one small thing."""

import random
from dataclasses import fields, replace

import pytest

from adtool.storyworld import seeds
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.sampling import sample_film
from adtool.storyworld.ad.variations import facing, variations

FILMS = [sample_film(seed) for seed in seeds("validation", 10)]
PAIRS = [
    (replace(shot, changed=""), one)
    for film in FILMS
    for shot in film.clips
    for one in variations(shot, film.cast, random.Random(shot.start))
]
TOUCHES = {
    "manner": {"manner"},
    "direction": {"direction", "facing"},
    "item": {"item", "thing"},
    "receiver": {"others", "reaction"},
    "reaction": {"reaction"},
    "action": {"action", "manner"},
}


@pytest.mark.parametrize("kind", TOUCHES)
def test_a_variation_changes_what_it_says_and_leaves_the_rest(kind):
    pairs = [(a, b) for a, b in PAIRS if b.changed == kind]
    assert len(pairs) > 20
    for before, after in pairs:
        names = [one.name for one in fields(after)]
        differs = {name for name in names if getattr(before, name) != getattr(after, name)}
        assert differs - {"changed"} <= TOUCHES[kind]
        assert differs & TOUCHES[kind]


def test_a_thing_becomes_the_same_in_another_colour_or_another_in_the_same_wherever_it_can():
    items = [(a.item, b.item) for a, b in PAIRS if b.changed == "item"]
    near = [(a.thing == b.thing) != (a.colour == b.colour) for a, b in items]
    assert sum(near) > 0.95 * len(near)


def test_another_action_needs_the_same_people_and_things():
    for before, after in PAIRS:
        if after.changed == "action":
            one, two = MOVES[before.action], MOVES[after.action]
            assert (one.thing, one.together, one.directions) == (
                two.thing,
                two.together,
                two.directions,
            )


def test_only_left_and_right_have_a_side():
    assert [facing(way) for way in ("left", "right", "up", "down", "")] == [-1, 1, 0, 0, 0]
