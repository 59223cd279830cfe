"""The pictures of both worlds: a moment of a film, drawn at any size."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from adtool.storyworld.actions import ACTIONS, Tableau
from adtool.storyworld.ad.picture import ad_picture
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.drawing import STAGE_WIDTH, Pen
from adtool.storyworld.objects import OBJECTS
from adtool.storyworld.people import Person, Pose, draw_person
from adtool.storyworld.places import FLOOR, PLACES
from adtool.storyworld.staging import COMPANY_SIZE, COMPANY_X, GROUND, open_stage
from adtool.storyworld.world import Film, Shot

ACTOR_SIZE = 1.0
RECEIVER_DISTANCE = 3.7


def frames(film: Film, index: int, times: Sequence[int], size: int) -> NDArray[np.uint8]:
    """Draw clip ``index`` at the given times.

    Args:
        film: the film.
        index: which of its clips.
        times: milliseconds from the film's start.
        size: pixels a side; the 16:9 picture is squashed to a square.

    Returns:
        RGB pictures, (n, size, size, 3), uint8.
    """
    shot = film.clips[index]
    span = shot.end - shot.start
    return np.stack([small_picture(shot, (t - shot.start) / span, size) for t in times])


def small_picture(shot: Shot, progress: float, size: int) -> NDArray[np.uint8]:
    """Draw one moment of a clip at twice the size, shrunk to a square of ``size`` pixels."""
    large = picture(shot, progress, 2 * size, 2 * size * 9 // 16)
    return np.asarray(large.resize((size, size), Image.Resampling.BILINEAR))


def picture(shot: Shot, progress: float, width: int, height: int) -> Image.Image:
    """Draw one moment of a clip; ``progress`` in [0, 1) runs through it."""
    progress = min(max(progress, 0.0), 1.0)
    if isinstance(shot, AdShot):
        return ad_picture(shot, progress, width, height)
    tableau = ACTIONS[shot.action](progress)
    image, stage = open_stage(shot, tableau, progress, width, height)
    PLACES[shot.place](stage)
    prop_x = 12.6 if shot.facing < 0 else 3.4
    OBJECTS[shot.prop](stage.at(prop_x, FLOOR - 0.25, 0.55))
    if not tableau.other:
        for x, person in zip(COMPANY_X, shot.others, strict=False):
            mirror = 1 if x < STAGE_WIDTH / 2 else -1
            draw_person(stage.at(x, GROUND - 0.7, COMPANY_SIZE, mirror=mirror), person, Pose())
    _draw_action(stage.at(shot.position, GROUND, ACTOR_SIZE, mirror=shot.facing), shot, tableau)
    return image


def talk(film: Film, time: int, width: int, height: int) -> Image.Image:
    """Draw a moment of dialogue: the people of the coming clip face each other and speak."""
    following = next((s for s in film.clips if s.start >= time), film.clips[-1])
    pair = (following.actor, *following.others, *film.cast)[:2]
    if pair[0].name == pair[1].name:
        pair = (pair[0], next(p for p in film.cast if p.name != pair[0].name))
    image = Image.new("RGB", (width, height))
    scale = width / STAGE_WIDTH
    stage = Pen(ImageDraw.Draw(image), 0, 0, scale)
    PLACES[following.place](stage)
    speaking = (time // 1300) % 2
    for side, person in enumerate(pair):
        mouth = speaking == side and (time // 160) % 2 == 0
        pen = stage.at(5.4 + 5.2 * side, GROUND, 1.0, mirror=1 - 2 * side)
        draw_person(pen, person, Pose(talking=mouth))
    return image


def portrait(person: Person, width: int = 256) -> Image.Image:
    """Draw somebody's portrait, head and shoulders."""
    image = Image.new("RGB", (width, width), (226, 228, 232))
    scale = width / 4.2
    draw_person(
        Pen(ImageDraw.Draw(image), width / 2, width / 2 + 3.9 * scale, scale), person, Pose()
    )
    return image


def close_up(person: Person | None, place: str, rng: random.Random, size: int) -> Image.Image:
    """Draw a part of a picture, as one would cut it out: a head with what is around it, or nobody.

    Args:
        person: whose head; None cuts out a part without anybody.
        place: a key of ``PLACES``.
        rng: decides how close, from which side, and what is behind.
        size: pixels a side.
    """
    image = Image.new("RGB", (2 * size, 2 * size))
    scale = 2 * size / rng.uniform(2.6, 5.6)
    behind = Pen(ImageDraw.Draw(image), -rng.uniform(2, 11) * scale, -rng.uniform(2, 5) * scale,
                 scale)  # fmt: skip
    PLACES[place](behind)
    if person:
        x, y = size + rng.gauss(0, 0.3) * scale, size + (3.7 + rng.gauss(0, 0.35)) * scale
        pen = Pen(ImageDraw.Draw(image), x, y, scale)
        pose = Pose(lean=rng.gauss(0, 0.08), talking=rng.random() < 0.3)
        draw_person(pen.at(0, 0, mirror=rng.choice((1, -1))), person, pose)
    return image.resize((size, size), Image.Resampling.BILINEAR)


def _draw_action(pen: Pen, shot: Shot, tableau: Tableau) -> None:
    if tableau.behind:
        tableau.behind(pen)
    if tableau.other and shot.others:
        receiver = pen.at(RECEIVER_DISTANCE, 0, mirror=-1)
        draw_person(receiver, shot.others[0], tableau.other)
    body = pen.at(*tableau.pose.shift, angle=tableau.pose.turn)
    draw_person(body, shot.actor, tableau.pose)
    if tableau.between:
        tableau.between(pen)
    if shot.thing:
        for thing in tableau.things:
            OBJECTS[shot.thing](pen.at(thing.x, thing.y, thing.scale, thing.angle))
    if tableau.before:
        tableau.before(pen)
