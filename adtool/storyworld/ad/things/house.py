"""What stands and lies about in houses."""

from __future__ import annotations

from adtool.storyworld.ad.shapes import Area, Box, Oval, Stroke
from adtool.storyworld.ad.things.thing import Thing
from adtool.storyworld.objects import BLACK, BROWN, CYAN, GOLD, GREEN, GREY, WHITE, YELLOW

HOUSE: dict[str, Thing] = {
    "stool": Thing(
        ("stool",),
        (
            Stroke(((-0.5, -0.3), (-0.75, 0.95)), BROWN),
            Stroke(((0.5, -0.3), (0.75, 0.95)), BROWN),
            Box(-0.8, -0.55, 0.8, -0.2),
        ),
    ),
    "pillow": Thing(
        ("pillow", "cushion"),
        (
            Area(
                (
                    (-1.1, -0.75),
                    (0, -0.55),
                    (1.1, -0.75),
                    (0.95, 0),
                    (1.1, 0.75),
                    (0, 0.55),
                    (-1.1, 0.75),
                    (-0.95, 0),
                )
            ),
            Oval(0, 0, 0.1, 0.1, BLACK),
        ),
    ),
    "box": Thing(
        ("box", "parcel"),
        (
            Box(-0.9, -0.7, 0.9, 0.8),
            Box(-0.18, -0.7, 0.18, 0.8, WHITE),
            Box(-0.9, -0.1, 0.9, 0.16, WHITE),
        ),
        plural=("boxes", "parcels"),
    ),
    "basket": Thing(
        ("basket", "wicker basket"),
        (
            Stroke(((-0.75, -0.1), (-0.5, -1.0), (0.5, -1.0), (0.75, -0.1)), None, 0.18),
            Area(((-0.95, -0.15), (0.95, -0.15), (0.7, 0.8), (-0.7, 0.8))),
            Stroke(((-0.8, 0.25), (0.8, 0.25)), BLACK, 0.08),
        ),
        ("brown", "yellow", "white", "red"),
    ),
    "painting": Thing(
        ("painting", "framed picture"),
        (
            Box(-0.95, -0.8, 0.95, 0.8),
            Box(-0.7, -0.55, 0.7, 0.55, CYAN),
            Area(((-0.7, 0.55), (-0.1, -0.2), (0.5, 0.55)), GREEN),
            Oval(0.4, -0.3, 0.15, 0.15, YELLOW),
        ),
    ),
    "phone": Thing(
        ("telephone", "phone"),
        (
            Stroke(((-0.8, -0.45), (-0.5, -0.75), (0.5, -0.75), (0.8, -0.45)), None, 0.3),
            Area(((-0.5, -0.4), (0.5, -0.4), (0.85, 0.7), (-0.85, 0.7))),
            Oval(0, 0.15, 0.35, 0.35, WHITE),
        ),
    ),
    "laptop": Thing(
        ("laptop", "computer"),
        (
            Box(-0.8, -0.8, 0.8, 0.35),
            Box(-0.62, -0.62, 0.62, 0.2, CYAN),
            Area(((-0.8, 0.35), (0.8, 0.35), (1.1, 0.8), (-1.1, 0.8))),
        ),
    ),
    "radio": Thing(
        ("radio",),
        (
            Stroke(((0.5, -0.5), (0.9, -1.2)), BLACK, 0.1),
            Box(-1.0, -0.55, 1.0, 0.65),
            Oval(-0.45, 0.05, 0.38, 0.38, BLACK),
            Oval(0.45, -0.1, 0.2, 0.2, WHITE),
        ),
    ),
    "camera": Thing(
        ("camera",),
        (
            Box(-0.35, -0.8, 0.35, -0.4, BLACK),
            Box(-0.95, -0.5, 0.95, 0.65),
            Oval(0, 0.1, 0.45, 0.45, BLACK),
            Oval(0, 0.1, 0.22, 0.22, CYAN),
        ),
    ),
    "telescope": Thing(
        ("telescope", "spyglass"),
        (
            Area(((-1.1, 0.35), (-1.0, 0.65), (0, 0.2), (-0.1, -0.1)), BLACK),
            Area(((-0.15, -0.2), (0.05, 0.3), (1.15, -0.3), (0.9, -0.85))),
        ),
        plural=("telescopes", "spyglasses"),
    ),
    "newspaper": Thing(
        ("newspaper", "paper"),
        (
            Box(-0.75, -0.9, 0.75, 0.9, WHITE),
            Box(-0.6, -0.75, 0.6, -0.45, BLACK),
            Box(-0.6, -0.25, -0.05, 0.3, GREY),
            Stroke(((0.1, -0.2), (0.6, -0.2)), BLACK, 0.1),
            Stroke(((0.1, 0.1), (0.6, 0.1)), BLACK, 0.1),
            Stroke(((-0.6, 0.6), (0.6, 0.6)), BLACK, 0.1),
        ),
        (),
    ),
    "map": Thing(
        ("map", "treasure map"),
        (
            Box(-1.0, -0.7, 1.0, 0.7, (240, 222, 170)),
            Stroke(((-0.7, 0.4), (-0.2, -0.1), (0.2, 0.2), (0.6, -0.35)), (200, 40, 40), 0.14),
            Oval(-0.4, -0.35, 0.25, 0.15, GREEN),
        ),
        (),
    ),
    "trophy": Thing(
        ("trophy", "golden cup"),
        (
            Stroke(((-0.5, -0.6), (-1.0, -0.5), (-0.4, 0.1)), GOLD, 0.14),
            Stroke(((0.5, -0.6), (1.0, -0.5), (0.4, 0.1)), GOLD, 0.14),
            Area(((-0.6, -0.9), (0.6, -0.9), (0.2, 0.3), (-0.2, 0.3)), GOLD),
            Box(-0.12, 0.25, 0.12, 0.7, GOLD),
            Box(-0.55, 0.65, 0.55, 1.0, BLACK),
        ),
        (),
    ),
    "pencil": Thing(
        ("pencil",),
        (
            Area(((-0.24, -1.1), (0.24, -1.1), (0.24, 0.6), (0, 1.2), (-0.24, 0.6))),
            Area(((-0.24, 0.6), (0.24, 0.6), (0, 1.2)), (236, 200, 150)),
            Box(-0.24, -1.15, 0.24, -0.8, (246, 130, 178)),
        ),
    ),
    "globe": Thing(
        ("globe",),
        (
            Stroke(((0, 0.6), (0, 1.0)), BROWN, 0.2),
            Box(-0.5, 0.9, 0.5, 1.1, BROWN),
            Oval(0, -0.1, 0.8, 0.8, (70, 140, 230)),
            Area(((-0.4, -0.5), (0.1, -0.6), (0.1, 0), (-0.2, 0.2)), GREEN),
            Oval(0.35, 0.25, 0.22, 0.18, GREEN),
        ),
        (),
    ),
    "television": Thing(
        ("television", "TV set"),
        (
            Stroke(((-0.5, -1.1), (0, -0.6), (0.5, -1.1)), BLACK, 0.1),
            Box(-1.0, -0.65, 1.0, 0.8),
            Box(-0.8, -0.45, 0.4, 0.6, GREY),
            Oval(0.7, -0.2, 0.12, 0.12, WHITE),
        ),
    ),
    "fan": Thing(
        ("paper fan", "folding fan"),
        (
            Area(((0, 0.9), (-1.1, -0.2), (-0.6, -0.75), (0, -0.9), (0.6, -0.75), (1.1, -0.2))),
            Stroke(((0, 0.9), (-0.55, -0.7)), BLACK, 0.07),
            Stroke(((0, 0.9), (0.55, -0.7)), BLACK, 0.07),
            Stroke(((0, 0.9), (0, -0.85)), BLACK, 0.07),
        ),
    ),
}
