"""Storyworld-AD, drawn."""

from dataclasses import replace

import numpy as np
import pytest

from adtool.storyworld import render, seeds
from adtool.storyworld.ad.fits import FITS
from adtool.storyworld.ad.manners import MANNERS
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.moves.move import FEET
from adtool.storyworld.ad.sampling import sample_film
from adtool.storyworld.ad.things import every_item
from adtool.storyworld.world import Camera

FILM = sample_film(seeds("train", 1)[0])
BASE = replace(
    next(shot for shot in FILM.clips if len(shot.others) == 2),
    manner="", reaction="", changed="", place="park", facing=1, position=8.0, cut=1.0,
    cameras=(Camera(1.1, False, 0.0),) * 2,
)  # fmt: skip


def scene(action, direction=""):
    move = MOVES[action]
    item = (
        next((one for one in every_item() if one.thing in FITS[action]), None)
        if move.thing
        else None
    )
    way = direction or (move.directions[-1] if move.directions else "")
    return replace(BASE, action=action, item=item, direction=way, facing=-1 if way == "left" else 1)


def frames(shot, size=96):
    return np.stack(
        [render.small_picture(shot, p, size) for p in (0.1, 0.3, 0.5, 0.7, 0.9)]
    ).astype(float)


DRAWN = {action: frames(scene(action)) for action in MOVES}


@pytest.mark.parametrize("action", MOVES)
def test_every_action_looks_unlike_every_other_at_the_encoders_size(action):
    apart = {
        other: np.abs(DRAWN[action] - DRAWN[other]).mean() for other in MOVES if other != action
    }
    nearest = min(apart, key=apart.get)
    assert apart[nearest] > 0.6, nearest


@pytest.mark.parametrize("action", [key for key, move in MOVES.items() if move.directions])
def test_every_direction_looks_different(action):
    one, two = (frames(scene(action, way)) for way in MOVES[action].directions)
    assert np.abs(one - two).mean() > 1


@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_leaves_signs(manner):
    shot = scene("walk")
    assert np.abs(frames(replace(shot, manner=manner)) - DRAWN["walk"]).mean() > 0.4


def test_who_reacts_is_seen_to_react():
    shot = scene("wave")
    still, moved = frames(shot), frames(replace(shot, reaction="cheer"))
    assert np.abs(still - moved).mean() > 0.3


def test_what_stands_about_is_seen():
    assert np.abs(frames(replace(BASE, staged=())) - frames(BASE)).mean() > 0.3


def test_colours_are_seen():
    shot = scene("lift")
    red, blue = (
        frames(replace(shot, item=replace(shot.item, colour=one))) for one in ("red", "blue")
    )
    assert np.abs(red - blue).mean() > 0.5


def test_moments_of_every_clip_can_be_drawn_and_people_talk_between():
    for index, shot in enumerate(FILM.clips):
        assert render.frames(FILM, index, [shot.start, shot.end - 1], 24).shape == (2, 24, 24, 3)
    assert render.talk(FILM, 0, 64, 36).size == (64, 36)
    assert len(FEET) == 2
