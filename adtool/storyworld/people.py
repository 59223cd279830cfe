"""The people of storyworld: names, looks and clothes, and how a body is drawn.

None of the three says anything of the others: a film's cast gets names and looks anew, and clothes
change from scene to scene. Who somebody is can be told from the head alone, and who is called what
from the film's cast alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from adtool.storyworld.drawing import Colour, Pen, Point

SHOULDER, HIP, HEAD = -3.2, -1.9, -4.15
LEG_LENGTH = 1.9


@dataclass(frozen=True, slots=True)
class Look:
    """A head: what somebody is known by.

    Attributes:
        tag: the look in one word.
        words: the look in words, for plain captions.
        pronoun: "she" or "he".
        skin, hair: colours.
        style: how the hair is worn, a key of ``_HAIR``.
        beard: whether he wears one.
        like: the tag of a look that this one is easily taken for; empty where there is none.
    """

    tag: str
    words: str
    pronoun: str
    skin: Colour
    hair: Colour
    style: str
    beard: bool = False
    like: str = ""


@dataclass(frozen=True, slots=True)
class Outfit:
    """Clothes.

    Attributes:
        words: the clothes in words.
        top, legs: colours.
        pattern: "plain", "stripes" or "dots" on the top.
    """

    words: str
    top: Colour
    legs: Colour
    pattern: str = "plain"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a film.

    Attributes:
        name: first name, as the narration says it.
        look: what they are known by.
        outfit: what they wear just now.
    """

    name: str
    look: Look
    outfit: Outfit

    @property
    def possessive(self) -> str:
        """Her or his."""
        return {"she": "her", "he": "his"}[self.look.pronoun]


LIGHT: Colour = (250, 214, 184)
TAN: Colour = (222, 168, 122)
BROWN: Colour = (160, 106, 68)
DARK: Colour = (98, 62, 42)

NAMES: dict[str, tuple[str, ...]] = {
    "she": ("Ada", "Cleo", "Edie", "Gwen", "Iris", "Kira", "Mara", "Nell", "Olga", "Rosa", "Thea",
            "Vera"),
    "he": ("Ben", "Dov", "Finn", "Hugo", "Jonas", "Leo", "Max", "Otto", "Rex", "Sam", "Tim",
           "Viktor"),
}  # fmt: skip
"""First names, by the pronoun that goes with them."""

LOOKS: tuple[Look, ...] = (
    Look("redhead", "a woman with long red hair", "she", LIGHT, (206, 62, 30), "long",
         like="brunette"),
    Look("brunette", "a woman with long brown hair", "she", LIGHT, (104, 62, 34), "long",
         like="redhead"),
    Look("cropped", "a man with short black hair", "he", BROWN, (28, 24, 24), "short",
         like="goatee"),
    Look("goatee", "a man with short black hair and a beard", "he", BROWN, (28, 24, 24), "short",
         beard=True, like="cropped"),
    Look("afro", "a woman with an afro", "she", DARK, (30, 22, 22), "afro"),
    Look("bearded", "a bald man with a brown beard", "he", LIGHT, (110, 70, 40), "bald",
         beard=True, like="shaven"),
    Look("shaven", "a bald man without a beard", "he", LIGHT, (110, 70, 40), "bald",
         like="bearded"),
    Look("bun", "an old woman with a white bun", "she", LIGHT, (238, 238, 242), "bun"),
    Look("blond", "a boy with blond hair", "he", LIGHT, (246, 208, 92), "short"),
    Look("bob", "a woman with a black bob", "she", TAN, (30, 26, 30), "bob", like="auburn"),
    Look("auburn", "a woman with an auburn bob", "she", TAN, (150, 60, 36), "bob", like="bob"),
    Look("hatted", "a man with a grey hat", "he", TAN, (128, 132, 142), "hat"),
    Look("braid", "a woman with a dark braid", "she", DARK, (36, 26, 22), "braid"),
    Look("ginger", "a man with a red beard", "he", LIGHT, (216, 90, 34), "short", beard=True),
    Look("ponytail", "a girl with a blue ponytail", "she", TAN, (46, 120, 232), "ponytail"),
    Look("silver", "an old man with grey hair", "he", BROWN, (206, 206, 206), "short"),
)  # fmt: skip

OUTFITS: tuple[Outfit, ...] = (
    Outfit("a green shirt", (46, 150, 72), (60, 60, 90)),
    Outfit("an orange shirt", (244, 132, 30), (50, 60, 70)),
    Outfit("a yellow shirt", (250, 214, 50), (120, 40, 60)),
    Outfit("a blue shirt", (44, 92, 212), (90, 84, 76)),
    Outfit("a purple shirt", (138, 66, 186), (70, 60, 80)),
    Outfit("a red striped shirt", (220, 46, 46), (40, 70, 140), "stripes"),
    Outfit("a pink shirt", (246, 128, 178), (60, 60, 64)),
    Outfit("a teal shirt", (20, 158, 150), (80, 60, 44)),
    Outfit("a white shirt", (244, 244, 244), (180, 60, 60)),
    Outfit("a black shirt", (44, 42, 50), (110, 110, 116)),
    Outfit("a grey shirt", (158, 162, 170), (40, 40, 60)),
    Outfit("a dotted brown shirt", (134, 84, 46), (50, 90, 60), "dots"),
)


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
        hips.limb([(0.0, 0.0), _joint((0, 0), foot, 0.18), foot], person.outfit.legs, 0.46)
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
    pen.limb([(0.0, 0.15), _joint((0, 0.15), hand, -0.12), hand], person.outfit.top, 0.36)
    pen.ellipse(hand[0], hand[1], 0.24, 0.24, person.look.skin)


def _trunk(pen: Pen, shoulder: float, person: Person) -> None:
    pen.polygon([(-0.72, shoulder), (0.72, shoulder), (0.6, 0.25), (-0.6, 0.25)], person.outfit.top)
    if person.outfit.pattern == "stripes":
        for row in (-1.0, -0.6, -0.2):
            pen.box(-0.66, row, 0.66, row + 0.18, (250, 250, 250), outline=False)
    elif person.outfit.pattern == "dots":
        for x, y in ((-0.35, -0.95), (0.3, -0.8), (-0.2, -0.4), (0.35, -0.2), (-0.38, 0)):
            pen.ellipse(x, y, 0.13, 0.13, (250, 226, 140), outline=False)


def _head(pen: Pen, person: Person, talking: bool) -> None:
    _hair_behind(pen, person)
    pen.ellipse(0, 0, 0.74, 0.82, person.look.skin)
    if person.look.beard:
        pen.polygon(
            [(-0.7, 0.12), (0.7, 0.12), (0.55, 0.75), (0, 1.02), (-0.55, 0.75)], person.look.hair
        )
    _hair_in_front(pen, person)
    for x in (-0.05, 0.42):
        pen.ellipse(x, -0.05, 0.09, 0.12, (20, 18, 22), outline=False)
    pen.ellipse(0.2, 0.42, 0.2, 0.15 if talking else 0.05, (150, 30, 40), outline=False)


def _hair_behind(pen: Pen, person: Person) -> None:
    if person.look.style == "long":
        pen.box(-0.95, -0.4, 0.9, 1.35, person.look.hair)
    elif person.look.style == "afro":
        pen.ellipse(0, -0.35, 1.25, 1.1, person.look.hair)
    elif person.look.style == "bun":
        pen.ellipse(-0.2, -1.15, 0.5, 0.45, person.look.hair)
    elif person.look.style == "bob":
        pen.box(-0.92, -0.5, 0.88, 0.7, person.look.hair)
    elif person.look.style == "braid":
        pen.limb([(-0.75, -0.1), (-1.0, 1.5)], person.look.hair, 0.42)
    elif person.look.style == "ponytail":
        pen.limb([(-0.6, -0.5), (-1.4, -0.2), (-1.5, 0.6)], person.look.hair, 0.45)


def _hair_in_front(pen: Pen, person: Person) -> None:
    if person.look.style == "bald":
        return
    if person.look.style == "hat":
        pen.box(-0.75, -1.25, 0.75, -0.5, person.look.hair)
        pen.box(-1.1, -0.6, 1.2, -0.35, person.look.hair)
        return
    cap = [(-0.8, 0.05), (-0.82, -0.5), (-0.4, -0.95), (0.3, -0.97), (0.78, -0.5), (0.7, -0.35)]
    pen.polygon([*cap, (0.1, -0.5), (-0.5, -0.3)], person.look.hair)
