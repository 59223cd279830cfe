"""Food, and what it is served in."""

from __future__ import annotations

from adtool.storyworld.ad.shapes import Area, Box, Oval, Stroke
from adtool.storyworld.ad.things.thing import Thing
from adtool.storyworld.objects import BLACK, BROWN, GREEN, GREY, RED, WHITE, YELLOW

FOOD: dict[str, Thing] = {
    "pear": Thing(
        ("pear",),
        (
            Oval(0, 0.35, 0.65, 0.6),
            Oval(0, -0.35, 0.38, 0.5),
            Stroke(((0, -0.7), (0.15, -1.1)), BROWN),
        ),
        ("green", "yellow"),
    ),
    "banana": Thing(
        ("banana",),
        (
            Area(
                (
                    (-0.9, -0.7),
                    (-0.6, 0.2),
                    (0.1, 0.6),
                    (0.95, 0.4),
                    (0.8, 0.75),
                    (0, 0.95),
                    (-0.85, 0.5),
                    (-1.1, -0.6),
                ),
                YELLOW,
            ),
        ),
        (),
    ),
    "carrot": Thing(
        ("carrot",),
        (
            Stroke(((0, -0.5), (-0.4, -1.1)), GREEN),
            Stroke(((0, -0.5), (0.4, -1.1)), GREEN),
            Area(((-0.5, -0.5), (0.5, -0.5), (0, 1.1)), (240, 138, 36)),
        ),
        (),
    ),
    "bread": Thing(
        ("loaf of bread", "loaf"),
        (
            Oval(0, 0, 1.1, 0.5, (206, 150, 84)),
            Stroke(((-0.5, -0.3), (-0.3, 0.2)), BROWN, 0.12),
            Stroke(((0.1, -0.3), (0.3, 0.2)), BROWN, 0.12),
        ),
        (),
        plural=("loaves of bread", "loaves"),
    ),
    "cheese": Thing(
        ("wedge of cheese", "piece of cheese"),
        (
            Area(((-1, 0.5), (0.9, -0.6), (0.9, 0.5)), YELLOW),
            Oval(0.2, 0.2, 0.16, 0.16, BROWN),
            Oval(0.6, -0.05, 0.14, 0.14, BROWN),
        ),
        (),
        plural=("wedges of cheese", "pieces of cheese"),
    ),
    "cup": Thing(
        ("cup", "mug"),
        (Oval(0.65, 0, 0.38, 0.4), Oval(0.65, 0, 0.18, 0.2, WHITE), Box(-0.65, -0.65, 0.6, 0.7)),
    ),
    "bottle": Thing(
        ("bottle",),
        (
            Box(-0.18, -1.1, 0.18, -0.4),
            Box(-0.42, -0.4, 0.42, 1.0),
            Box(-0.42, 0, 0.42, 0.5, WHITE),
        ),
    ),
    "pan": Thing(
        ("frying pan", "pan"),
        (
            Stroke(((0.5, 0), (1.5, -0.3)), BROWN, 0.26),
            Oval(-0.1, 0, 0.85, 0.6),
            Oval(-0.1, 0, 0.6, 0.4, GREY),
        ),
        ("black", "red", "blue", "grey"),
    ),
    "egg": Thing(
        ("egg", "painted egg"),
        (
            Oval(0, 0, 0.6, 0.8),
            Stroke(((-0.55, 0.1), (-0.2, -0.15), (0.2, 0.15), (0.55, -0.1)), BLACK, 0.12),
        ),
        ("red", "yellow", "green", "blue", "purple", "pink"),
    ),
    "mushroom": Thing(
        ("mushroom", "toadstool"),
        (
            Box(-0.28, -0.1, 0.28, 0.9, WHITE),
            Area(((-1, 0), (-0.6, -0.75), (0.6, -0.75), (1, 0))),
            Oval(-0.3, -0.4, 0.15, 0.15, WHITE),
            Oval(0.35, -0.3, 0.15, 0.15, WHITE),
        ),
        ("red", "brown", "orange"),
    ),
    "ice cream": Thing(
        ("ice cream", "ice-cream cone"),
        (Area(((-0.45, 0), (0.45, 0), (0, 1.15)), (214, 160, 96)), Oval(0, -0.35, 0.58, 0.55)),
        ("pink", "white", "green", "brown", "yellow"),
    ),
    "pizza": Thing(
        ("slice of pizza", "pizza slice"),
        (
            Area(((-0.85, -0.7), (0.85, -0.7), (0, 1.0)), YELLOW),
            Box(-0.95, -0.95, 0.95, -0.65, BROWN),
            Oval(-0.2, -0.25, 0.2, 0.2, RED),
            Oval(0.25, 0, 0.18, 0.18, RED),
        ),
        (),
        plural=("slices of pizza", "pizza slices"),
    ),
    "bowl": Thing(
        ("bowl", "soup bowl"),
        (Area(((-1, -0.2), (1, -0.2), (0.5, 0.7), (-0.5, 0.7))), Oval(0, -0.2, 1, 0.2, WHITE)),
    ),
    "plate": Thing(
        ("plate", "dinner plate"), (Oval(0, 0, 1.0, 0.95), Oval(0, 0, 0.6, 0.55, WHITE))
    ),
}
