"""Toys and games."""

from __future__ import annotations

from adtool.storyworld.ad.shapes import Area, Box, Oval, Stroke
from adtool.storyworld.ad.things.thing import Thing
from adtool.storyworld.objects import BLACK, BROWN, CYAN, GREY, ORANGE, WHITE, YELLOW

TOYS: dict[str, Thing] = {
    "balloon": Thing(
        ("balloon",),
        (Stroke(((0, 0.6), (0.15, 1.0), (-0.1, 1.4)), BLACK, 0.08), Oval(0, -0.25, 0.72, 0.85)),
    ),
    "teddy": Thing(
        ("teddy bear", "teddy"),
        (
            Oval(-0.5, -0.95, 0.26, 0.26),
            Oval(0.5, -0.95, 0.26, 0.26),
            Oval(0, 0.45, 0.62, 0.65),
            Oval(0, -0.5, 0.6, 0.55),
            Oval(-0.2, -0.6, 0.09, 0.09, BLACK),
            Oval(0.2, -0.6, 0.09, 0.09, BLACK),
            Oval(0, 0.45, 0.32, 0.35, WHITE),
        ),
    ),
    "robot": Thing(
        ("robot", "toy robot"),
        (
            Stroke(((0, -0.9), (0, -1.3)), BLACK, 0.1),
            Box(-0.45, -0.95, 0.45, -0.3),
            Box(-0.65, -0.25, 0.65, 0.7),
            Box(-0.55, 0.7, -0.2, 1.1, GREY),
            Box(0.2, 0.7, 0.55, 1.1, GREY),
            Box(-0.3, -0.75, -0.08, -0.5, YELLOW),
            Box(0.08, -0.75, 0.3, -0.5, YELLOW),
        ),
    ),
    "die": Thing(
        ("die", "giant die"),
        (
            Box(-0.8, -0.8, 0.8, 0.8),
            Oval(-0.4, -0.4, 0.17, 0.17, WHITE),
            Oval(0.4, 0.4, 0.17, 0.17, WHITE),
            Oval(0, 0, 0.17, 0.17, WHITE),
        ),
        ("red", "blue", "green", "black", "purple"),
        plural=("dice", "giant dice"),
    ),
    "boat": Thing(
        ("toy boat", "sailing boat"),
        (
            Stroke(((0, -1.1), (0, 0.3)), BROWN, 0.14),
            Area(((0.08, -1.1), (0.85, 0.1), (0.08, 0.1)), WHITE),
            Area(((-1.05, 0.25), (1.05, 0.25), (0.6, 0.9), (-0.6, 0.9))),
        ),
    ),
    "car": Thing(
        ("toy car", "little car"),
        (
            Area(((-0.6, -0.05), (-0.35, -0.6), (0.35, -0.6), (0.6, -0.05)), CYAN),
            Box(-1.1, -0.1, 1.1, 0.45),
            Oval(-0.6, 0.5, 0.3, 0.3, BLACK),
            Oval(0.6, 0.5, 0.3, 0.3, BLACK),
        ),
    ),
    "rocket": Thing(
        ("rocket", "toy rocket"),
        (
            Area(((-0.35, 0.6), (0.35, 0.6), (0, 1.25)), ORANGE),
            Area(((-0.8, 0.7), (-0.3, 0), (-0.3, 0.7)), GREY),
            Area(((0.8, 0.7), (0.3, 0), (0.3, 0.7)), GREY),
            Area(((-0.4, 0.7), (-0.4, -0.4), (0, -1.2), (0.4, -0.4), (0.4, 0.7))),
            Oval(0, -0.2, 0.2, 0.2, WHITE),
        ),
    ),
    "trumpet": Thing(
        ("trumpet", "horn"),
        (
            Stroke(((-1.1, 0), (0.4, 0)), None, 0.24),
            Area(((0.3, -0.12), (1.1, -0.6), (1.1, 0.6), (0.3, 0.12))),
            Box(-0.5, -0.4, 0.2, 0.35),
            Oval(-0.15, -0.5, 0.12, 0.12, BLACK),
        ),
        ("yellow", "orange", "grey", "brown"),
    ),
    "top": Thing(
        ("spinning top",),
        (
            Stroke(((0, -1), (0, -0.3)), BROWN, 0.2),
            Area(((-0.95, -0.2), (-0.4, -0.5), (0.4, -0.5), (0.95, -0.2), (0, 1.0))),
            Stroke(((-0.75, 0.05), (0.75, 0.05)), WHITE, 0.18),
        ),
    ),
    "skateboard": Thing(
        ("skateboard",),
        (
            Stroke(((-1.2, -0.25), (-0.9, 0.05), (0.9, 0.05), (1.2, -0.25)), None, 0.3),
            Oval(-0.65, 0.4, 0.24, 0.24, BLACK),
            Oval(0.65, 0.4, 0.24, 0.24, BLACK),
        ),
    ),
    "snow globe": Thing(
        ("snow globe",),
        (
            Oval(0, -0.25, 0.8, 0.8, CYAN),
            Area(((-0.35, 0.2), (0, -0.6), (0.35, 0.2)), WHITE),
            Box(-0.75, 0.4, 0.75, 0.9),
        ),
    ),
    "pinwheel": Thing(
        ("pinwheel", "toy windmill"),
        (
            Stroke(((0, 0), (0, 1.3)), BROWN, 0.16),
            Area(((0, 0), (0, -0.95), (0.6, -0.6))),
            Area(((0, 0), (0.95, 0), (0.6, 0.6)), WHITE),
            Area(((0, 0), (0, 0.95), (-0.6, 0.6))),
            Area(((0, 0), (-0.95, 0), (-0.6, -0.6)), WHITE),
        ),
    ),
    "mask": Thing(
        ("mask",),
        (
            Area(
                ((-0.95, -0.5), (0.95, -0.5), (0.75, 0.5), (0.2, 0.25), (-0.2, 0.25), (-0.75, 0.5))
            ),
            Oval(-0.42, -0.1, 0.22, 0.16, BLACK),
            Oval(0.42, -0.1, 0.22, 0.16, BLACK),
        ),
    ),
}
