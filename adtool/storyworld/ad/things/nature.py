"""What grows or is found outside."""

from __future__ import annotations

from adtool.storyworld.ad.shapes import Area, Oval, Stroke
from adtool.storyworld.ad.things.thing import Thing
from adtool.storyworld.objects import BLACK, BROWN, GREEN, GREY, ORANGE, WHITE, YELLOW

NATURE: dict[str, Thing] = {
    "flower": Thing(
        ("flower", "blossom"),
        (
            Stroke(((0, 0), (0, 1.2)), GREEN, 0.18),
            *(
                Oval(x, y - 0.3, 0.34, 0.34)
                for x, y in ((-0.42, 0), (0.42, 0), (0, -0.42), (0, 0.42))
            ),
            Oval(0, -0.3, 0.28, 0.28, YELLOW),
        ),
        ("red", "orange", "blue", "purple", "pink", "white"),
    ),
    "leaf": Thing(
        ("leaf", "big leaf"),
        (
            Area(((0, -1.1), (0.7, -0.2), (0.45, 0.6), (0, 0.9), (-0.45, 0.6), (-0.7, -0.2))),
            Stroke(((0, -0.8), (0, 1.2)), BROWN, 0.1),
        ),
        ("green", "red", "orange", "yellow", "brown"),
        plural=("leaves", "big leaves"),
    ),
    "rock": Thing(
        ("rock", "stone"),
        (
            Area(
                ((-1.0, 0.7), (-0.85, -0.1), (-0.3, -0.6), (0.45, -0.5), (1.0, 0.2), (0.9, 0.7)),
                GREY,
            ),
            Stroke(((-0.3, -0.3), (0.1, 0.1), (0, 0.4)), BLACK, 0.09),
        ),
        (),
    ),
    "shell": Thing(
        ("seashell", "shell"),
        (
            Area(
                ((0, 0.8), (-0.95, -0.1), (-0.65, -0.65), (0, -0.85), (0.65, -0.65), (0.95, -0.1))
            ),
            Stroke(((0, 0.7), (-0.4, -0.6)), BLACK, 0.08),
            Stroke(((0, 0.7), (0.4, -0.6)), BLACK, 0.08),
            Oval(0, 0.8, 0.2, 0.16),
        ),
        ("pink", "white", "orange", "purple", "brown"),
    ),
    "feather": Thing(
        ("feather", "long feather"),
        (
            Area(((-0.2, 0.7), (-0.55, 0), (-0.2, -0.8), (0.4, -1.2), (0.55, -0.4), (0.25, 0.5))),
            Stroke(((0.3, -1.0), (-0.3, 1.2)), BLACK, 0.09),
        ),
    ),
    "pumpkin": Thing(
        ("pumpkin",),
        (
            Stroke(((0, -0.6), (0.1, -1.0)), GREEN, 0.2),
            Oval(-0.4, 0.1, 0.6, 0.7, ORANGE),
            Oval(0.4, 0.1, 0.6, 0.7, ORANGE),
            Oval(0, 0.1, 0.45, 0.72, ORANGE),
        ),
        (),
    ),
    "bone": Thing(
        ("bone",),
        (
            Stroke(((-0.8, 0), (0.8, 0)), WHITE, 0.36),
            *(Oval(x, y, 0.28, 0.28, WHITE) for x in (-0.9, 0.9) for y in (-0.22, 0.22)),
        ),
        (),
    ),
    "branch": Thing(
        ("branch", "stick"),
        (
            Stroke(((-1.1, 0.5), (0, 0), (1.1, -0.5)), BROWN, 0.26),
            Stroke(((0, 0), (0.3, -0.8)), BROWN, 0.18),
            Oval(0.3, -0.9, 0.26, 0.2, GREEN),
            Oval(1.0, -0.75, 0.26, 0.2, GREEN),
        ),
        (),
        plural=("branches", "sticks"),
    ),
}
