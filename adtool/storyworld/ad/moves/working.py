"""What somebody does to a thing that stands somewhere."""

from __future__ import annotations

from adtool.storyworld.ad.moves.known import SIDEWAYS
from adtool.storyworld.ad.moves.move import Key, Move
from adtool.storyworld.ad.shapes import Area, Box, Oval, Stroke

_LOW = ((1.5, -0.9), (2.2, -0.9))
_STAND = (Box(1.9, -1.6, 3.5, 0, (196, 192, 186)), Box(1.7, -1.85, 3.7, -1.55, (196, 192, 186)))
_HELD = ((0.9, -2.9), (1.8, -2.9))
_TABLE = (
    Box(0.9, -1.9, 4.5, -1.6, (160, 112, 70)),
    Box(1.2, -1.6, 1.5, 0, (130, 90, 56)),
    Box(3.9, -1.6, 4.2, 0, (130, 90, 56)),
)
_STAR = (Area(((1.7, -0.2), (2.3, -1.4), (2.9, -0.4), (4.1, -0.9), (3.5, 0.1)), (255, 240, 120)),)

WORKING: dict[str, Move] = {
    "smash": Move(
        ("smash {o} on the floor", "dash {o} to pieces", "shatter {o} on the ground"),
        (
            Key(((-0.2, -6.2), (0.6, -6.2)), lean=-0.25, thing=(0.3, -6.6, 1, 0)),
            Key(_LOW, lean=0.7, thing=(2.6, -0.7, 1.1, 1.0)),
            Key(_LOW, lean=0.7, thing=(2.6, -0.5, 1.1, 1.6)),
        ),
        thing=True,
        behind=_STAR,
    ),
    "drag": Move(
        ("drag {o} {d}", "haul {o} {d} on a rope", "tug {o} {d}"),
        (
            Key(
                ((-1.2, -2.4), (-0.6, -2.6)),
                ((-0.8, 0), (0.6, 0)),
                0.45,
                (-1.0, 0),
                thing=(-3.6, -1.0, 1.15, 0),
            ),
            Key(
                ((-1.2, -2.4), (-0.6, -2.6)),
                ((0.4, 0), (-0.6, 0)),
                0.45,
                (0.3, 0),
                thing=(-2.3, -1.0, 1.15, 0),
            ),
            Key(
                ((-1.2, -2.4), (-0.6, -2.6)),
                ((-0.8, 0), (0.6, 0)),
                0.45,
                (1.6, 0),
                thing=(-1.0, -1.0, 1.15, 0),
            ),
        ),
        thing=True,
        directions=SIDEWAYS,
    ),
    "roll": Move(
        ("roll {o} {d}", "bowl {o} {d}", "send {o} rolling {d}"),
        (
            Key(_LOW, ((-1.0, 0), (0.7, 0)), 0.8, crouch=0.5, thing=(2.2, -0.8, 1, 0)),
            Key(
                ((2.0, -1.4), (2.4, -1.4)),
                ((-1.0, 0), (0.7, 0)),
                0.7,
                crouch=0.4,
                thing=(4.0, -0.8, 1, 4),
            ),
            Key(
                ((2.0, -1.8), (2.4, -1.8)),
                ((-1.0, 0), (0.7, 0)),
                0.6,
                crouch=0.4,
                thing=(6.0, -0.8, 1, 9),
            ),
        ),
        thing=True,
        directions=SIDEWAYS,
    ),
    "jump over": Move(
        ("jump over {o}", "leap over {o}", "vault {o}"),
        (
            Key(((-1.0, -2.6), (1.0, -2.6)), shift=(-2.6, 0), crouch=0.5, thing=(0, -0.8, 1, 0)),
            Key(
                ((-1.4, -4.6), (1.4, -4.6)),
                ((-1.2, -0.6), (1.2, -0.6)),
                shift=(0, -2.3),
                thing=(0, -0.8, 1, 0),
            ),
            Key(((-1.0, -2.6), (1.0, -2.6)), shift=(2.6, 0), crouch=0.5, thing=(0, -0.8, 1, 0)),
        ),
        thing=True,
    ),
    "sit on": Move(
        ("sit on {o}", "perch on {o}", "rest on top of {o}"),
        (
            Key(thing=(-0.2, -0.8, 1.35, 0)),
            Key(
                ((0.6, -2.0), (1.1, -2.0)),
                ((0.8, 0), (1.2, 0)),
                crouch=0.3,
                thing=(-0.2, -0.8, 1.35, 0),
            ),
            Key(
                ((0.6, -2.0), (1.1, -2.0)),
                ((0.8, 0), (1.2, 0)),
                crouch=0.3,
                thing=(-0.2, -0.8, 1.35, 0),
            ),
        ),
        thing=True,
    ),
    "stand on": Move(
        ("stand on {o}", "balance on top of {o}", "step up onto {o}"),
        (
            Key(((-1.5, -3.2), (1.5, -3.4)), shift=(0, -2.2), lean=0.1, thing=(0, -1.1, 1.3, 0)),
            Key(((-1.5, -3.6), (1.5, -3.0)), shift=(0, -2.2), lean=-0.1, thing=(0, -1.1, 1.3, 0)),
            Key(((-1.5, -3.2), (1.5, -3.4)), shift=(0, -2.2), lean=0.1, thing=(0, -1.1, 1.3, 0)),
        ),
        thing=True,
        cycles=3,
    ),
    "photograph": Move(
        ("photograph {o}", "take a picture of {o}", "snap {o} with a camera"),
        (
            Key(((0.7, -4.0), (1.3, -4.0)), lean=0.1, thing=(2.7, -2.8, 1, 0)),
            Key(((0.7, -3.9), (1.3, -3.9)), lean=0.2, crouch=0.2, thing=(2.7, -2.8, 1, 0)),
        ),
        thing=True,
        behind=_STAND,
        before=(
            Box(0.5, -4.5, 1.3, -3.9, (30, 28, 34)),
            Oval(1.4, -4.2, 0.22, 0.22, (200, 230, 250)),
            Area(
                ((1.6, -5.6), (1.9, -4.9), (2.6, -5.0), (2.0, -4.5), (1.6, -4.8)), (255, 250, 170)
            ),
        ),
    ),
    "sniff": Move(
        ("sniff at {o}", "smell {o}", "breathe in the scent of {o}"),
        (
            Key(_HELD, lean=0.1, thing=(1.9, -3.0, 0.9, 0)),
            Key(((0.9, -2.9), (1.7, -2.9)), lean=0.3, thing=(1.9, -3.2, 0.9, 0)),
            Key(_HELD, lean=0.1, thing=(1.9, -3.0, 0.9, 0)),
        ),
        thing=True,
        cycles=2,
        before=tuple(
            Stroke(
                (
                    (1.5 + 0.5 * i, -4.3),
                    (1.7 + 0.5 * i, -4.7),
                    (1.4 + 0.5 * i, -5.1),
                    (1.7 + 0.5 * i, -5.5),
                ),
                (200, 240, 200),
                0.14,
            )
            for i in range(3)
        ),
    ),
    "hammer at": Move(
        ("hammer at {o}", "bang away at {o}", "hit {o} with a mallet"),
        (
            Key(((0.6, -2.2), (0.6, -5.8)), lean=-0.1, thing=(2.8, -2.7, 0.95, 0)),
            Key(((0.9, -2.2), (1.8, -3.4)), lean=0.35, thing=(2.8, -2.6, 0.95, 0.15)),
            Key(((0.6, -2.2), (0.6, -5.8)), lean=-0.1, thing=(2.8, -2.7, 0.95, 0)),
        ),
        thing=True,
        cycles=4,
        behind=_TABLE,
        before=(
            Stroke(((2.4, -4.2), (2.0, -4.8)), (250, 220, 60), 0.18),
            Stroke(((3.2, -4.2), (3.6, -4.8)), (250, 220, 60), 0.18),
        ),
    ),
    "lower": Move(
        ("lower {o} on a string", "let {o} down on a cord", "dangle {o} from a string"),
        (
            Key(((1.5, -4.6), (1.9, -4.6)), thing=(2.0, -3.4, 0.9, 0)),
            Key(((1.5, -4.6), (1.9, -4.6)), thing=(2.0, -1.0, 0.9, 0.2)),
        ),
        thing=True,
        before=(Stroke(((1.9, -4.6), (2.0, -2.0)), (250, 250, 250), 0.1),),
    ),
    "water": Move(
        ("water {o}", "pour water over {o}", "sprinkle {o} with water"),
        (
            Key(((0.9, -3.4), (1.4, -3.6)), lean=0.2, thing=(2.9, -0.9, 1.05, 0)),
            Key(((1.1, -3.5), (1.6, -3.5)), lean=0.3, thing=(2.9, -0.9, 1.05, 0)),
        ),
        thing=True,
        before=(
            Area(((1.3, -4.2), (2.1, -4.2), (2.0, -3.3), (1.4, -3.3)), (90, 170, 90)),
            *(
                Stroke(
                    ((2.2 + 0.35 * i, -3.6 + 0.1 * i), (2.5 + 0.35 * i, -1.9)), (90, 170, 250), 0.14
                )
                for i in range(4)
            ),
        ),
    ),
    "cover": Move(
        ("throw a cloth over {o}", "cover {o} with a sheet", "drape a cloth over {o}"),
        (
            Key(((1.2, -5.0), (2.2, -5.0)), lean=0.2, thing=(2.7, -2.8, 1, 0)),
            Key(((1.5, -3.4), (2.3, -3.4)), lean=0.35, thing=(2.7, -2.8, 1, 0)),
        ),
        thing=True,
        behind=_STAND,
        before=(
            Area(
                ((1.7, -3.3), (2.6, -3.7), (3.7, -3.2), (3.9, -2.6), (1.5, -2.7)), (220, 226, 250)
            ),
        ),
    ),
}
