"""The twenty actions: how a body, a thing and a few marks move while a clip lasts.

Each is a function of the progress ``p`` in [0, 1] through the clip. Positions are in units of the
person, facing right, from the ground under the actor; y upward is negative.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from adtool.storyworld.drawing import Colour, Pen, Point
from adtool.storyworld.people import SHOULDER, Pose

Marks = Callable[[Pen], None]


@dataclass(frozen=True, slots=True)
class Thing:
    """Where the object is, how large, how it is turned."""

    x: float
    y: float
    scale: float = 1.0
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Tableau:
    """One moment of an action.

    Attributes:
        pose: the actor's body.
        things: copies of the object.
        behind: drawn before the actor (furniture).
        between: drawn over the actor and under the object (a lens).
        before: drawn after everything (marks of motion, tears, notes).
        other: the pose of the second person, for actions that need one.
        focus: what a close-up shows.
        top: the highest that people reach, which the camera keeps in the picture.
    """

    pose: Pose
    things: tuple[Thing, ...] = ()
    behind: Marks | None = None
    between: Marks | None = None
    before: Marks | None = None
    other: Pose | None = None
    focus: Point = (0.5, -3.3)
    top: float = -5.2


def _ease(p: float, start: float, end: float) -> float:
    """Progress from ``start`` to ``end``, clamped to [0, 1]."""
    return min(1.0, max(0.0, (p - start) / (end - start)))


def _reach(x: float, y: float) -> Point:
    """A hand at ``(x, y)`` from the ground, in the shoulder's units."""
    return x, y - SHOULDER


def _stride(phase: float, length: float) -> tuple[Point, Point]:
    swing = math.sin(phase) * length
    return (-swing, 1.9 - 0.25 * max(0.0, -swing)), (swing, 1.9 - 0.25 * max(0.0, swing))


def _pedestal(x: float, top: float) -> Marks:
    colour: Colour = (196, 192, 186)

    def draw(pen: Pen) -> None:
        pen.box(x - 0.7, top + 0.25, x + 0.7, 0, colour)
        pen.box(x - 0.95, top, x + 0.95, top + 0.3, colour)

    return draw


def lift(p: float) -> Tableau:
    """Raise a thing overhead."""
    up = _ease(p, 0.0, 0.35)
    y = -4.9 - 1.5 * up
    hands = (_reach(-0.55, y + 0.55), _reach(0.55, y + 0.55))
    return Tableau(Pose(hands), (Thing(0, y, 1.15),), focus=(0, -5.2))


def throw(p: float) -> Tableau:
    """Fling a thing away."""
    gone = _ease(p, 0.3, 1.0)
    front = _ease(p, 0.2, 0.4)
    hand = (-1.3 + 2.9 * front, -4.4 + 0.6 * front)
    thing = Thing(
        hand[0] + 4.2 * gone, hand[1] - 2.4 * math.sin(math.pi * gone * 0.8) - 0.5, 1.0, 6 * gone
    )

    def arc(pen: Pen) -> None:
        if gone > 0.05:
            for back in (0.25, 0.5, 0.75):
                pen.line(
                    [
                        (1.7 + (thing.x - 1.7) * back - 0.3, thing.y + 1.0 - back * 0.4),
                        (1.7 + (thing.x - 1.7) * back, thing.y + 0.9 - back * 0.4),
                    ],
                    (255, 255, 255),
                    0.14,
                )

    pose = Pose(
        (_reach(-1.2, -2.6), _reach(*hand)), ((-0.9, 1.9), (0.8, 1.9)), lean=-0.15 + 0.45 * front
    )
    return Tableau(pose, (thing,), before=arc, focus=(thing.x * 0.6, -4.2))


def kick(p: float) -> Tableau:
    """Kick a thing along the ground."""
    out = _ease(p, 0.1, 0.35)
    away = _ease(p, 0.3, 1.0)
    foot = (-0.7 + 2.5 * out, 1.9 - 0.9 * out)
    thing = Thing(1.7 + 3.4 * away, -0.8 - 1.6 * math.sin(math.pi * away), 1.0, 5 * away)

    def marks(pen: Pen) -> None:
        if away > 0.05:
            for y in (-0.3, 0.1, 0.5):
                pen.line(
                    [(thing.x - 2.0, thing.y + y), (thing.x - 1.2, thing.y + y)],
                    (255, 255, 255),
                    0.13,
                )

    pose = Pose((_reach(-1.5, -3.3), _reach(1.1, -2.6)), ((-0.3, 1.9), foot), lean=-0.35)
    return Tableau(pose, (thing,), before=marks, focus=(1.8, -1.5))


def push(p: float) -> Tableau:
    """Shove a big thing over the floor."""
    slide = 1.6 * p - 0.8
    pose = Pose(
        (_reach(1.05, -3.35), _reach(1.25, -2.75)),
        ((-1.7, 1.75), (-0.7, 1.85)),
        lean=0.5,
        shift=(slide, 0),
        crouch=0.25,
    )
    return Tableau(pose, (Thing(3.0 + slide, -1.8, 1.85),), focus=(2.6 + slide, -2.0))


def carry(p: float) -> Tableau:
    """Walk by with a thing in both arms."""
    walk = 3.0 * p - 1.5
    pose = Pose(
        (_reach(0.7, -2.2), _reach(1.35, -2.2)), _stride(p * 14, 0.75), lean=-0.12, shift=(walk, 0)
    )
    return Tableau(pose, (Thing(1.15 + walk, -2.85, 1.2),), focus=(0.9 + walk, -3.0))


def examine(p: float) -> Tableau:
    """Look at a thing through a magnifying glass."""
    sway = 0.25 * math.sin(p * 6)

    def glass(pen: Pen) -> None:
        pen.line([(1.25 + sway, -3.3), (1.0 + sway, -2.6)], (90, 60, 40), 0.26)
        for radius, colour in ((1.05, (40, 40, 46)), (0.92, (196, 236, 250))):
            pen.ellipse(1.75 + sway, -4.1, radius, radius, colour)

    pose = Pose((_reach(0.95 + sway, -2.7), _reach(2.1, -2.5)), lean=0.2)
    return Tableau(pose, (Thing(1.75 + sway, -4.1, 0.68),), between=glass, focus=(1.3, -4.0))


def drop(p: float) -> Tableau:
    """Let a thing fall."""
    fall = _ease(p, 0.15, 0.6)
    y = -3.2 + 2.5 * fall * fall

    def marks(pen: Pen) -> None:
        for x in (1.1, 1.6, 2.1):
            pen.line([(x, y - 1.2), (x, y - 2.1)], (255, 255, 255), 0.14)
        if fall >= 1:
            pen.line([(0.2, -0.1), (-0.3, -0.6)], (255, 240, 120), 0.14)
            pen.line([(3.0, -0.1), (3.5, -0.6)], (255, 240, 120), 0.14)

    hands = (_reach(1.0, -4.0), _reach(2.1, -4.0))
    return Tableau(
        Pose(hands, lean=0.1), (Thing(1.6, y, 1.0, 0.5 * fall),), before=marks, focus=(1.5, -2.0)
    )


def point(p: float) -> Tableau:
    """Point at a thing on a stand."""
    bob = 0.12 * math.sin(p * 12)
    pose = Pose((_reach(-0.7, -1.9), _reach(1.85, -3.4 + bob)), lean=0.05)
    return Tableau(pose, (Thing(3.6, -3.3, 1.15),), behind=_pedestal(3.6, -2.2), focus=(2.4, -3.3))


def polish(p: float) -> Tableau:
    """Wipe a thing with a cloth until it shines."""
    circle = (2.2 + 0.45 * math.cos(p * 18), -2.9 + 0.4 * math.sin(p * 18))

    def shine(pen: Pen) -> None:
        pen.polygon(
            [
                (circle[0] - 0.5, circle[1] - 0.3),
                (circle[0] + 0.5, circle[1] - 0.4),
                (circle[0] + 0.6, circle[1] + 0.4),
                (circle[0] - 0.4, circle[1] + 0.5),
            ],
            (255, 255, 255),
        )
        for x, y in ((1.2, -4.2), (3.4, -4.0), (3.5, -2.4)):
            pen.star(x, y, 0.32, (255, 244, 120), 4)

    pose = Pose((_reach(1.1, -1.9), _reach(*circle)), lean=0.3)
    return Tableau(
        pose, (Thing(2.3, -2.7, 1.2),), behind=_pedestal(2.3, -1.6), before=shine, focus=(2.0, -3.0)
    )


def paint(p: float) -> Tableau:
    """Paint a thing on a canvas."""
    stroke = (1.7 + 0.5 * math.sin(p * 10), -3.3 + 0.5 * math.cos(p * 7))

    def easel(pen: Pen) -> None:
        pen.line([(2.1, 0), (2.8, -5.2), (3.6, 0)], (120, 80, 50), 0.2)
        pen.box(1.5, -5.0, 4.3, -2.1, (252, 252, 250))

    def brush(pen: Pen) -> None:
        pen.line([(stroke[0], stroke[1]), (stroke[0] + 0.8, stroke[1] - 0.3)], (110, 70, 40), 0.14)
        pen.ellipse(stroke[0] + 0.85, stroke[1] - 0.32, 0.17, 0.17, (230, 40, 60))
        pen.ellipse(-0.9, -2.0, 0.6, 0.4, (176, 126, 80))
        pen.ellipse(-1.1, -2.1, 0.13, 0.13, (230, 40, 60), outline=False)
        pen.ellipse(-0.7, -2.0, 0.13, 0.13, (40, 90, 220), outline=False)

    pose = Pose((_reach(-0.7, -2.0), _reach(*stroke)))
    return Tableau(pose, (Thing(2.95, -3.55, 1.05),), behind=easel, before=brush, focus=(2.2, -3.5))


def juggle(p: float) -> Tableau:
    """Keep three copies of a thing in the air."""
    things = []
    for i in range(3):
        turn = math.pi * ((p * 2.5 + i / 3) % 1.0)
        things.append(Thing(1.5 * math.cos(turn), -4.6 - 1.75 * math.sin(turn), 0.72))
    bounce = 0.3 * math.sin(p * 20)
    pose = Pose((_reach(-1.35, -3.3 + bounce), _reach(1.35, -3.3 - bounce)))
    return Tableau(pose, tuple(things), focus=(0, -5.0))


def balance(p: float) -> Tableau:
    """Balance a thing on the head, arms out."""
    sway = 0.14 * math.sin(p * 9)
    pose = Pose(
        (_reach(-1.75, -3.2 + sway), _reach(1.75, -3.2 - sway)),
        ((-0.25, 1.9), (0.9, 1.25)),
        lean=sway,
    )
    return Tableau(pose, (Thing(1.2 * sway, -5.95, 1.05, sway),), focus=(0, -5.0))


def give(p: float) -> Tableau:
    """Hand a thing to somebody."""
    x = 1.55 + 0.7 * _ease(p, 0.2, 0.7)
    pose = Pose((_reach(x - 0.5, -2.9), _reach(x - 0.2, -2.5)), lean=0.15)
    taking = Pose((_reach(3.7 - x - 0.4, -2.9), _reach(3.7 - x, -2.5)), lean=0.1)
    return Tableau(pose, (Thing(x, -3.2, 1.05),), other=taking, focus=(1.85, -3.3))


def dance(p: float) -> Tableau:
    """Dance to music."""
    beat = math.sin(p * 16)

    def notes(pen: Pen) -> None:
        for x, y in ((-2.3, -4.6 + 0.4 * beat), (2.3, -5.0 - 0.4 * beat), (1.9, -3.0 + 0.4 * beat)):
            pen.line([(x, y), (x, y - 1.0), (x + 0.55, y - 0.8)], (20, 20, 24), 0.15)
            pen.ellipse(x - 0.2, y, 0.3, 0.22, (20, 20, 24), outline=False)

    hands = (_reach(-1.1, -3.2 - 1.5 * beat), _reach(1.1, -3.2 + 1.5 * beat))
    feet = (
        (-0.5 - 0.4 * max(0, beat), 1.9 - 0.6 * max(0, beat)),
        (0.5 - 0.4 * min(0, beat), 1.9 + 0.6 * min(0, beat)),
    )
    return Tableau(Pose(hands, feet, lean=0.22 * beat), before=notes, focus=(0, -3.6))


def sleep(p: float) -> Tableau:
    """Lie asleep on the ground."""
    breath = 0.06 * math.sin(p * 8)

    def letters(pen: Pen) -> None:
        for i, size in enumerate((0.35, 0.5, 0.65)):
            x, y = -3.0 + i * 1.0, -2.0 - i * 0.9 - 0.3 * p
            z = [(x, y), (x + size, y), (x, y + size), (x + size, y + size)]
            pen.line(z, (250, 250, 255), 0.16)

    def mat(pen: Pen) -> None:
        pen.box(-4.9, -0.35, 2.6, 0.1, (90, 110, 190))
        pen.ellipse(-4.1, -0.6, 0.8, 0.4, (250, 250, 250))

    pose = Pose(((-0.2, 1.2), (0.75, 0.9 + breath)), turn=-math.pi / 2, shift=(0.6, -0.85))
    return Tableau(pose, behind=mat, before=letters, focus=(-2.2, -1.8))


def jump(p: float) -> Tableau:
    """Leap into the air."""
    height = abs(math.sin(math.pi * (0.15 + 0.7 * p)))
    pose = Pose(
        (_reach(-1.4, -4.6), _reach(1.4, -4.6)), ((-1.0, 1.2), (1.0, 1.2)), shift=(0, -2.1 * height)
    )

    def shadow(pen: Pen) -> None:
        pen.ellipse(0, 0.1, 1.5 - 0.6 * height, 0.22, (50, 50, 50), outline=False)

    return Tableau(pose, behind=shadow, focus=(0, -4.6))


def run(p: float) -> Tableau:
    """Run across."""
    across = 5.0 * p - 2.5
    pose = Pose(
        (_reach(-1.1, -2.6), _reach(1.2, -3.2)),
        _stride(p * 26 + 0.6, 1.35),
        lean=0.4,
        shift=(across, -0.15),
    )

    def lines(pen: Pen) -> None:
        for y in (-4.4, -3.1, -1.8):
            pen.line([(across - 3.6, y), (across - 1.7, y)], (255, 255, 255), 0.17)
        pen.ellipse(across - 2.0, -0.3, 0.5, 0.35, (226, 220, 210), outline=False)
        pen.ellipse(across - 2.8, -0.25, 0.35, 0.25, (226, 220, 210), outline=False)

    return Tableau(pose, before=lines, focus=(across, -3.0))


def wave(p: float) -> Tableau:
    """Wave a hand."""
    side = 0.55 * math.sin(p * 18)
    hand = (1.35 + side, -5.2)

    def marks(pen: Pen) -> None:
        pen.ellipse(hand[0], hand[1], 0.42, 0.42, (255, 236, 214))
        for x in (-0.9, 0.9):
            pen.line(
                [(hand[0] + x, hand[1] - 0.5), (hand[0] + x * 1.25, hand[1] + 0.3)],
                (255, 255, 255),
                0.12,
            )

    return Tableau(Pose((_reach(-0.65, -1.9), _reach(*hand))), before=marks, focus=(0.8, -4.6))


def weep(p: float) -> Tableau:
    """Cry, hands at the face."""

    def tears(pen: Pen) -> None:
        for i in range(4):
            fall = (p * 2.2 + i * 0.27) % 1.0
            x = (-0.6, 1.15, -0.9, 1.4)[i]
            pen.polygon(
                [
                    (x, -4.2 + 2.2 * fall),
                    (x + 0.28, -3.6 + 2.2 * fall),
                    (x, -3.35 + 2.2 * fall),
                    (x - 0.28, -3.6 + 2.2 * fall),
                ],
                (80, 160, 250),
            )

    pose = Pose((_reach(-0.35, -3.75), _reach(0.6, -3.75)), lean=0.28, crouch=0.15)
    return Tableau(pose, before=tears, focus=(0.5, -3.8))


def sit(p: float) -> Tableau:
    """Sit on a chair."""
    down = _ease(p, 0.0, 0.25)

    def chair(pen: Pen) -> None:
        wood: Colour = (176, 60, 60)
        pen.box(-1.5, -3.9, -1.15, 0, wood)
        pen.box(-1.5, -1.75, 0.8, -1.35, wood)
        pen.box(0.5, -1.4, 0.8, 0, wood)

    feet = ((0.9, 1.0 + 0.9 * (1 - down) + 0.15), (1.25, 1.0 + 0.9 * (1 - down) + 0.15))
    pose = Pose((_reach(0.55, -1.9), _reach(1.1, -1.9)), feet, crouch=0.55 * down, shift=(-0.2, 0))
    return Tableau(pose, behind=chair, focus=(0.3, -2.8))


ACTIONS: dict[str, Callable[[float], Tableau]] = {
    action.__name__: action
    for action in (
        lift, throw, kick, push, carry, examine, drop, point, polish, paint, juggle, balance,
        give, dance, sleep, jump, run, wave, weep, sit,
    )
}  # fmt: skip
WITHOUT_OBJECT = frozenset({"dance", "sleep", "jump", "run", "wave", "weep", "sit"})
WITH_SECOND_PERSON = frozenset({"give"})
