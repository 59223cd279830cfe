"""The actions, drawn."""

from dataclasses import replace

import pytest

from adtool.storyworld import render, sample_film
from adtool.storyworld.actions import ACTIONS, WITH_SECOND_PERSON, WITHOUT_OBJECT
from adtool.storyworld.objects import OBJECTS

SHOT = next(shot for shot in sample_film(5).clips if shot.others and shot.thing)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_can_be_drawn_with_every_thing(action):
    others = SHOT.others[:1] if action in WITH_SECOND_PERSON else SHOT.others
    things = [None] if action in WITHOUT_OBJECT else list(OBJECTS)
    pictures = set()
    for thing in things:
        shot = replace(SHOT, action=action, thing=thing, others=others)
        pictures |= {render.picture(shot, p, 64, 36).tobytes() for p in (0.5,)}
    assert len(pictures) == len(things)
