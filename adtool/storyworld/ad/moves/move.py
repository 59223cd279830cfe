"""How an action is written down: keyframes of a body, a thing and another body, and its words."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from adtool.storyworld.actions import Tableau
from adtool.storyworld.actions import Thing as Copy
from adtool.storyworld.ad.shapes import Shape, draw_shape
from adtool.storyworld.drawing import Pen, Point
from adtool.storyworld.people import HIP, SHOULDER, Pose

STANDING = ((-0.65, -1.95), (0.65, -1.95))
FEET = ((-0.4, 0.0), (0.4, 0.0))
SPACE = 3.7
"""How far apart two people stand."""

_Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A moment of a move, from the ground where the body stands, facing right, y upward negative.

    Attributes:
        hands: where the hands are.
        feet: where the feet are.
        lean: how far the trunk leans forward, radians.
        shift: how far the body is from where it stands.
        crouch: how far the hips are lowered.
        turn: turn of the whole body, radians.
        thing: the thing's x, y, scale and angle, from the actor's place; nothing hides it.
    """

    hands: tuple[Point, Point] = STANDING
    feet: tuple[Point, Point] = FEET
    lean: float = 0.0
    shift: Point = (0.0, 0.0)
    crouch: float = 0.0
    turn: float = 0.0
    thing: tuple[float, ...] = ()

    def numbers(self) -> _Numbers:
        """Return the body as numbers, to be mixed with another's."""
        limbs = (*self.hands, *self.feet, self.shift)
        return (*(v for point in limbs for v in point), self.lean, self.crouch, self.turn)


@dataclass(frozen=True, slots=True)
class Move:
    """An action.

    Attributes:
        verbs: what describers call it, from the verb on, without an ending: "throw {o} {d}". {o} is
            the thing, {s} several of it, {b} the other person, {h} her or his, {d} the direction.
        keys: the actor's keyframes, evenly spaced; or none where ``drawn`` draws it.
        other: the second person's, in their own frame; none where nobody else takes part.
        behind: drawn before the actor, moved with nothing.
        before: drawn over all.
        cycles: how often the keyframes are run through in a clip.
        thing: whether there is a thing.
        directions: the ways that it can go: ("left", "right"), ("up", "down") or none.
        away: whether the second person looks the same way as the actor.
        drawn: draws it instead, where it is one of storyworld's own.
        pair: whether somebody else takes part, where ``drawn`` draws them.
    """

    verbs: tuple[str, ...]
    keys: tuple[Key, ...] = ()
    other: tuple[Key, ...] = ()
    behind: Shape = ()
    before: Shape = ()
    cycles: float = 1.0
    thing: bool = False
    directions: tuple[str, ...] = ()
    away: bool = False
    drawn: Callable[[float], Tableau] | None = None
    pair: bool = False

    @property
    def together(self) -> bool:
        """Whether somebody else takes part."""
        return self.pair or bool(self.other)

    def tableau(self, p: float, direction: str = "", tempo: float = 1.0) -> Tableau:
        """Return the move at ``p`` in [0, 1] of a clip, at a tempo around 1."""
        if self.drawn:
            return self.drawn(min(1.0, p * tempo))
        looped = p * self.cycles * tempo % 1.0
        at = looped if self.cycles > 1 else min(1.0, 1.2 * p * tempo)
        if direction == "down":
            at = 1.0 - at
        pose, thing = _mixed(self.keys, at)
        other, borne = _mixed(self.other, at) if self.other else (None, ())
        copy = thing or borne
        things = (Copy(*copy),) if self.thing and copy else ()
        x = pose.shift[0] + (SPACE / 2 if self.other else 0.3)
        return Tableau(
            pose,
            things,
            behind=_marks(self.behind),
            before=_marks(self.before),
            other=other,
            focus=(x, -3.2 + pose.shift[1]),
            top=min([-5.2, *(-5.4 + key.shift[1] for key in (*self.keys, *self.other))]),
        )


def walk(shifts: tuple[float, ...], length: float) -> tuple[Key, ...]:
    """Return the keyframes of steps: at each ``shift``, legs and arms change."""
    swings = ((-0.9, -2.4), (0.9, -2.6)), ((0.9, -2.4), (-0.9, -2.6))
    feet = ((-length, 0.0), (length, 0.0)), ((length, 0.0), (-length, 0.0))
    return tuple(Key(swings[i % 2], feet[i % 2], shift=(x, 0.0)) for i, x in enumerate(shifts))


def _marks(shape: Shape) -> Callable[[Pen], None] | None:
    return (lambda pen: draw_shape(pen, shape)) if shape else None


def _mixed(keys: tuple[Key, ...], at: float) -> tuple[Pose, _Numbers]:
    """Return the body between two keyframes, and where the thing is."""
    if len(keys) == 1:
        return _pose(keys[0].numbers()), keys[0].thing
    pairs = list(pairwise(keys))
    place = min(int(at * len(pairs)), len(pairs) - 1)
    before, after = pairs[place]
    part = at * len(pairs) - place
    part = part * part * (3 - 2 * part)
    thing = _between(before.thing, after.thing, part) if before.thing and after.thing else ()
    return _pose(_between(before.numbers(), after.numbers(), part)), thing or before.thing


def _between(a: _Numbers, b: _Numbers, part: float) -> _Numbers:
    return tuple(x + (y - x) * part for x, y in zip(a, b, strict=True))


def _pose(numbers: _Numbers) -> Pose:
    """Turn places from the ground into those that a body is drawn by."""
    ax, ay, bx, by, cx, cy, dx, dy, sx, sy, lean, crouch, turn = numbers
    hips = HIP + crouch
    hands = tuple(
        _from_shoulder(x, y - hips, lean, side) for x, y, side in ((ax, ay, -0.42), (bx, by, 0.42))
    )
    feet = ((cx, cy - hips), (dx, dy - hips))
    return Pose((hands[0], hands[1]), feet, lean, (sx, sy), turn, crouch)


def _from_shoulder(x: float, y: float, lean: float, side: float) -> Point:
    cos, sin = math.cos(lean), math.sin(lean)
    return x * cos + y * sin - side, -x * sin + y * cos - (SHOULDER - HIP)
