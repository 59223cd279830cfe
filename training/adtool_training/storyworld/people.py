"""The twelve people of storyworld: who they are, how they look, how a body is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

from adtool_training.storyworld.drawing import Colour, Pen, Point

SHOULDER, HIP, HEAD = -3.2, -1.9, -4.15
LEG_LENGTH = 1.9


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name and a look.

    Attributes:
        name: first name, as the narration says it.
        pronoun: "she" or "he".
        look: the look in words, for plain captions.
        skin, hair, top, legs: colours.
        style: how the hair is worn, a key of ``_HAIR``.
        pattern: "plain", "stripes" or "dots" on the top.
        beard: whether he wears one.
    """

    name: str
    pronoun: str
    look: str
    skin: Colour
    hair: Colour
    style: str
    top: Colour
    legs: Colour
    pattern: str = "plain"
    beard: bool = False

    @property
    def possessive(self) -> str:
        """Her or his."""
        return {"she": "her", "he": "his"}[self.pronoun]


LIGHT: Colour = (250, 214, 184)
TAN: Colour = (222, 168, 122)
BROWN: Colour = (160, 106, 68)
DARK: Colour = (98, 62, 42)

PEOPLE: tuple[Person, ...] = (
    Person("Ada", "she", "a woman with long red hair and a green shirt", LIGHT, (206, 62, 30),
           "long", (46, 150, 72), (60, 60, 90)),
    Person("Ben", "he", "a man with short black hair and an orange shirt", BROWN, (28, 24, 24),
           "short", (244, 132, 30), (50, 60, 70)),
    Person("Cleo", "she", "a woman with an afro and a yellow shirt", DARK, (30, 22, 22),
           "afro", (250, 214, 50), (120, 40, 60)),
    Person("Dov", "he", "a bald man with a brown beard and a blue shirt", LIGHT, (110, 70, 40),
           "bald", (44, 92, 212), (90, 84, 76), beard=True),
    Person("Edie", "she", "an old woman with a white bun and a purple shirt", LIGHT,
           (238, 238, 242), "bun", (138, 66, 186), (70, 60, 80)),
    Person("Finn", "he", "a boy with blond hair and a red striped shirt", LIGHT, (246, 208, 92),
           "short", (220, 46, 46), (40, 70, 140), "stripes"),
    Person("Gwen", "she", "a woman with a black bob and a pink shirt", TAN, (30, 26, 30),
           "bob", (246, 128, 178), (60, 60, 64)),
    Person("Hugo", "he", "a man with a grey hat and a teal shirt", TAN, (128, 132, 142),
           "hat", (20, 158, 150), (80, 60, 44)),
    Person("Iris", "she", "a woman with a dark braid and a white shirt", DARK, (36, 26, 22),
           "braid", (244, 244, 244), (180, 60, 60)),
    Person("Jonas", "he", "a man with a red beard and a black shirt", LIGHT, (216, 90, 34),
           "short", (44, 42, 50), (110, 110, 116), beard=True),
    Person("Kira", "she", "a girl with a blue ponytail and a grey shirt", TAN, (46, 120, 232),
           "ponytail", (158, 162, 170), (40, 40, 60)),
    Person("Leo", "he", "an old man with grey hair and a dotted brown shirt", BROWN,
           (206, 206, 206), "short", (134, 84, 46), (50, 90, 60), "dots"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a body's parts are, in units of the person, facing right, y upward negative.

    Attributes:
        hands: both hands, from the point between the shoulders.
        feet: both feet, from the hips; a straight leg reaches (0, 1.9).
        lean: how far the trunk leans forward, radians.
        shift: where the person stands, from the place the clip gives them.
        turn: turn of the whole body, radians (lying: about -π/2).
        crouch: how far the hips are lowered.
        talking: whether the mouth is open.
    """

    hands: tuple[Point, Point] = ((-0.65, 1.25), (0.65, 1.25))
    feet: tuple[Point, Point] = ((-0.4, LEG_LENGTH), (0.4, LEG_LENGTH))
    lean: float = 0.0
    shift: Point = (0.0, 0.0)
    turn: float = 0.0
    crouch: float = 0.0
    talking: bool = False


def draw_person(pen: Pen, person: Person, pose: Pose) -> None:
    """Draw a person whose feet stand at the pen's origin."""
    hips = pen.at(0, HIP + pose.crouch)
    for foot in pose.feet:
        hips.limb([(0.0, 0.0), _joint((0, 0), foot, 0.18), foot], person.legs, 0.46)
        hips.ellipse(foot[0] + 0.14, foot[1], 0.32, 0.18, (52, 40, 36))
    trunk = hips.at(0, 0, angle=pose.lean)
    shoulder = SHOULDER - HIP
    _arm(trunk.at(-0.42, shoulder), pose.hands[0], person)
    _trunk(trunk, shoulder, person)
    _head(trunk.at(0, HEAD - HIP, angle=-pose.lean * 0.6), person, pose.talking)
    _arm(trunk.at(0.42, shoulder), pose.hands[1], person)


def _joint(a: Point, b: Point, bend: float) -> Point:
    """The knee or elbow of a limb from a to b, bent sideways by ``bend`` units."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    return (a[0] + b[0]) / 2 + bend * dy / length, (a[1] + b[1]) / 2 - bend * dx / length


def _arm(pen: Pen, hand: Point, person: Person) -> None:
    pen.limb([(0.0, 0.15), _joint((0, 0.15), hand, -0.12), hand], person.top, 0.36)
    pen.ellipse(hand[0], hand[1], 0.24, 0.24, person.skin)


def _trunk(pen: Pen, shoulder: float, person: Person) -> None:
    pen.polygon([(-0.72, shoulder), (0.72, shoulder), (0.6, 0.25), (-0.6, 0.25)], person.top)
    if person.pattern == "stripes":
        for row in (-1.0, -0.6, -0.2):
            pen.box(-0.66, row, 0.66, row + 0.18, (250, 250, 250), outline=False)
    elif person.pattern == "dots":
        for x, y in ((-0.35, -0.95), (0.3, -0.8), (-0.2, -0.4), (0.35, -0.2), (-0.38, 0)):
            pen.ellipse(x, y, 0.13, 0.13, (250, 226, 140), outline=False)


def _head(pen: Pen, person: Person, talking: bool) -> None:
    _hair_behind(pen, person)
    pen.ellipse(0, 0, 0.74, 0.82, person.skin)
    if person.beard:
        pen.polygon(
            [(-0.7, 0.12), (0.7, 0.12), (0.55, 0.75), (0, 1.02), (-0.55, 0.75)], person.hair
        )
    _hair_in_front(pen, person)
    for x in (-0.05, 0.42):
        pen.ellipse(x, -0.05, 0.09, 0.12, (20, 18, 22), outline=False)
    pen.ellipse(0.2, 0.42, 0.2, 0.15 if talking else 0.05, (150, 30, 40), outline=False)


def _hair_behind(pen: Pen, person: Person) -> None:
    if person.style == "long":
        pen.box(-0.95, -0.4, 0.9, 1.35, person.hair)
    elif person.style == "afro":
        pen.ellipse(0, -0.35, 1.25, 1.1, person.hair)
    elif person.style == "bun":
        pen.ellipse(-0.2, -1.15, 0.5, 0.45, person.hair)
    elif person.style == "bob":
        pen.box(-0.92, -0.5, 0.88, 0.7, person.hair)
    elif person.style == "braid":
        pen.limb([(-0.75, -0.1), (-1.0, 1.5)], person.hair, 0.42)
    elif person.style == "ponytail":
        pen.limb([(-0.6, -0.5), (-1.4, -0.2), (-1.5, 0.6)], person.hair, 0.45)


def _hair_in_front(pen: Pen, person: Person) -> None:
    if person.style == "bald":
        return
    if person.style == "hat":
        pen.box(-0.75, -1.25, 0.75, -0.5, person.hair)
        pen.box(-1.1, -0.6, 1.2, -0.35, person.hair)
        return
    cap = [(-0.8, 0.05), (-0.82, -0.5), (-0.4, -0.95), (0.3, -0.97), (0.78, -0.5), (0.7, -0.35)]
    pen.polygon([*cap, (0.1, -0.5), (-0.5, -0.3)], person.hair)
