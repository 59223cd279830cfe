"""Clothes, and what is worn or carried with them."""

from __future__ import annotations

from adtool.storyworld.ad.shapes import Area, Box, Oval, Stroke
from adtool.storyworld.ad.things.thing import Thing
from adtool.storyworld.objects import BLACK, CYAN, GOLD, WHITE

CLOTHES: dict[str, Thing] = {
    "shoe": Thing(
        ("shoe",),
        (
            Area(((-0.8, -0.6), (-0.2, -0.6), (0.1, 0), (0.95, 0.2), (0.95, 0.5), (-0.8, 0.5))),
            Box(-0.85, 0.45, 1.0, 0.65, WHITE),
        ),
    ),
    "boot": Thing(
        ("boot", "rubber boot"),
        (
            Area(((-0.6, -1.1), (0.15, -1.1), (0.15, 0.2), (0.9, 0.45), (0.9, 0.8), (-0.6, 0.8))),
            Box(-0.65, 0.75, 0.95, 0.98, BLACK),
        ),
    ),
    "scarf": Thing(
        ("scarf", "woollen scarf"),
        (
            Stroke(((-1.0, -0.3), (-0.4, -0.6), (0.3, -0.4), (0.5, 1.0)), None, 0.46),
            Stroke(((0.32, 0.55), (0.66, 0.5)), WHITE, 0.16),
            Stroke(((-0.75, -0.65), (-0.65, -0.2)), WHITE, 0.16),
        ),
        plural=("scarves", "woollen scarves"),
    ),
    "glove": Thing(
        ("glove",),
        (
            Box(-0.45, -0.2, 0.45, 0.7),
            Box(-0.5, 0.65, 0.5, 1.0, WHITE),
            *(Box(x, -0.9, x + 0.2, -0.1) for x in (-0.45, -0.22, 0.02, 0.25)),
            Stroke(((0.4, 0.4), (0.85, -0.1)), None, 0.28),
        ),
    ),
    "cap": Thing(
        ("cap", "baseball cap"),
        (
            Area(((-0.8, 0.2), (-0.65, -0.45), (-0.1, -0.7), (0.5, -0.45), (0.65, 0.2))),
            Box(0.1, 0.1, 1.2, 0.35),
            Oval(-0.1, -0.7, 0.1, 0.1),
        ),
    ),
    "shirt": Thing(
        ("shirt",),
        (
            Area(
                (
                    (-0.5, -0.8),
                    (0.5, -0.8),
                    (1.1, -0.2),
                    (0.8, 0.1),
                    (0.55, -0.1),
                    (0.55, 0.9),
                    (-0.55, 0.9),
                    (-0.55, -0.1),
                    (-0.8, 0.1),
                    (-1.1, -0.2),
                )
            ),
        ),
    ),
    "tie": Thing(
        ("tie", "necktie"),
        (
            Area(((-0.25, -1.0), (0.25, -1.0), (0.12, -0.6), (-0.12, -0.6))),
            Area(((-0.12, -0.6), (0.12, -0.6), (0.42, 0.7), (0, 1.2), (-0.42, 0.7))),
        ),
    ),
    "sock": Thing(
        ("sock",),
        (
            Area(
                (
                    (-0.4, -0.9),
                    (0.2, -0.9),
                    (0.2, 0.2),
                    (0.9, 0.4),
                    (0.8, 0.8),
                    (-0.2, 0.8),
                    (-0.4, 0.4),
                )
            ),
            Box(-0.42, -1.0, 0.22, -0.7, WHITE),
        ),
    ),
    "backpack": Thing(
        ("backpack", "rucksack"),
        (
            Stroke(((-0.3, -0.8), (0, -1.15), (0.3, -0.8)), BLACK, 0.14),
            Oval(0, -0.35, 0.75, 0.6),
            Box(-0.75, -0.35, 0.75, 0.9),
            Box(-0.45, 0.2, 0.45, 0.75, WHITE),
        ),
    ),
    "handbag": Thing(
        ("handbag", "bag"),
        (
            Stroke(((-0.5, 0), (-0.35, -0.95), (0.35, -0.95), (0.5, 0)), None, 0.15),
            Area(((-0.7, -0.1), (0.7, -0.1), (0.95, 0.85), (-0.95, 0.85))),
            Oval(0, 0.1, 0.15, 0.15, GOLD),
        ),
    ),
    "glasses": Thing(
        ("pair of glasses", "pair of spectacles"),
        (
            Stroke(((-0.3, 0), (0.3, 0)), None, 0.18),
            Oval(-0.62, 0, 0.5, 0.46),
            Oval(0.62, 0, 0.5, 0.46),
            Oval(-0.62, 0, 0.32, 0.28, CYAN),
            Oval(0.62, 0, 0.32, 0.28, CYAN),
        ),
        plural=("pairs of glasses", "pairs of spectacles"),
    ),
    "ring": Thing(
        ("ring", "jewelled ring"),
        (
            Oval(0, 0.3, 0.65, 0.65, GOLD),
            Oval(0, 0.3, 0.42, 0.42, WHITE),
            Area(((-0.4, -0.7), (0, -1.1), (0.4, -0.7), (0, -0.25))),
        ),
        ("red", "blue", "green", "purple", "white"),
    ),
}
