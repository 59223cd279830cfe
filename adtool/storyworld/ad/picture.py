"""Storyworld-AD's pictures: a moment of a clip, drawn at any size."""

from __future__ import annotations

from PIL import Image

from adtool.storyworld.actions import Tableau
from adtool.storyworld.ad.manners import MANNERS
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.moves.move import SPACE
from adtool.storyworld.ad.shapes import draw_shape
from adtool.storyworld.ad.shot import AdShot
from adtool.storyworld.ad.things import draw_item
from adtool.storyworld.drawing import STAGE_WIDTH, Pen
from adtool.storyworld.people import Person, Pose, draw_person
from adtool.storyworld.places import FLOOR, PLACES
from adtool.storyworld.staging import COMPANY_SIZE, COMPANY_X, GROUND, open_stage

STAGED_X = (1.2, 4.2, 12.2)
STAGED_SIZE = 0.6


def ad_picture(shot: AdShot, progress: float, width: int, height: int) -> Image.Image:
    """Draw one moment of a clip; ``progress`` in [0, 1) runs through it."""
    tempo = MANNERS[shot.manner].tempo if shot.manner else 1.0
    tableau = MOVES[shot.action].tableau(progress, shot.direction, tempo)
    image, stage = open_stage(shot, tableau, progress, width, height)
    PLACES[shot.place](stage)
    for x, item in zip(STAGED_X, shot.staged, strict=False):
        draw_item(stage.at(x, FLOOR - 0.25, STAGED_SIZE), item)
    _draw_company(stage, shot, progress)
    _draw_deed(stage.at(shot.position, GROUND, mirror=shot.facing), shot, tableau)
    return image


def _draw_company(stage: Pen, shot: AdShot, progress: float) -> None:
    """Draw the bystanders, first at the side that the actor turns the back to."""
    places = COMPANY_X if shot.facing > 0 else COMPANY_X[::-1]
    for x, person in zip(places, shot.bystanders, strict=False):
        pen = stage.at(x, GROUND - 0.7, COMPANY_SIZE, mirror=1 if x < STAGE_WIDTH / 2 else -1)
        if shot.reacting and person.name == shot.reacting.name:
            _draw_alone(pen, person, MOVES[shot.reaction].tableau(progress))
        else:
            draw_person(pen, person, Pose())


def _draw_alone(pen: Pen, person: Person, tableau: Tableau) -> None:
    if tableau.behind:
        tableau.behind(pen)
    draw_person(pen.at(*tableau.pose.shift, angle=tableau.pose.turn), person, tableau.pose)
    if tableau.before:
        tableau.before(pen)


def _draw_deed(pen: Pen, shot: AdShot, tableau: Tableau) -> None:
    if tableau.behind:
        tableau.behind(pen)
    if tableau.other and shot.receiver:
        side = 1 if MOVES[shot.action].away else -1
        place = pen.at(SPACE, 0, mirror=side).at(*tableau.other.shift, angle=tableau.other.turn)
        draw_person(place, shot.receiver, tableau.other)
    body = pen.at(*tableau.pose.shift, angle=tableau.pose.turn)
    draw_person(body, shot.actor, tableau.pose)
    if tableau.between:
        tableau.between(pen)
    if shot.item:
        for thing in tableau.things:
            draw_item(pen.at(thing.x, thing.y, thing.scale, thing.angle), shot.item)
    if tableau.before:
        tableau.before(pen)
    if shot.manner:
        draw_shape(pen.at(*tableau.pose.shift), MANNERS[shot.manner].signs)
