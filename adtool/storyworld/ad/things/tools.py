"""Tools, and what is used in house and garden."""

from __future__ import annotations

from adtool.storyworld.ad.shapes import Area, Box, Oval, Stroke
from adtool.storyworld.ad.things.thing import Thing
from adtool.storyworld.objects import BLACK, BROWN, CYAN, GREY, WHITE, YELLOW

TOOLS: dict[str, Thing] = {
    "hammer": Thing(
        ("hammer",), (Box(-0.14, -0.5, 0.14, 1.1, BROWN), Box(-0.75, -0.95, 0.6, -0.4))
    ),
    "saw": Thing(
        ("saw", "handsaw"),
        (
            Area(
                (
                    (-1.1, -0.1),
                    (0.5, -0.45),
                    (0.5, 0.35),
                    (0.1, 0.15),
                    (-0.2, 0.35),
                    (-0.5, 0.1),
                    (-0.8, 0.25),
                ),
                GREY,
            ),
            Box(0.4, -0.5, 1.05, 0.5),
        ),
    ),
    "shovel": Thing(
        ("shovel", "spade"),
        (
            Stroke(((0, -1.2), (0, 0.3)), BROWN, 0.2),
            Box(-0.4, -1.25, 0.4, -1.0, BROWN),
            Area(((-0.5, 0.1), (0.5, 0.1), (0.45, 0.8), (0, 1.2), (-0.45, 0.8))),
        ),
    ),
    "axe": Thing(
        ("axe", "hatchet"),
        (
            Stroke(((0, -1), (0, 1.1)), BROWN, 0.22),
            Area(((0.05, -0.95), (0.85, -1.1), (0.85, 0.05), (0.05, -0.25))),
        ),
    ),
    "bucket": Thing(
        ("bucket", "pail"),
        (
            Stroke(((-0.7, -0.4), (-0.4, -1.0), (0.4, -1.0), (0.7, -0.4)), BLACK, 0.12),
            Area(((-0.8, -0.45), (0.8, -0.45), (0.5, 0.8), (-0.5, 0.8))),
        ),
    ),
    "broom": Thing(
        ("broom",),
        (
            Stroke(((0, -1.5), (0, 0.3)), BROWN, 0.18),
            Area(((-0.25, 0.2), (0.25, 0.2), (0.6, 1.1), (-0.6, 1.1))),
        ),
    ),
    "scissors": Thing(
        ("pair of scissors", "pair of shears"),
        (
            Stroke(((-0.35, 0.5), (0.35, -1.0)), GREY, 0.2),
            Stroke(((0.35, 0.5), (-0.35, -1.0)), GREY, 0.2),
            Oval(-0.42, 0.72, 0.34, 0.34),
            Oval(0.42, 0.72, 0.34, 0.34),
            Oval(-0.42, 0.72, 0.14, 0.14, WHITE),
            Oval(0.42, 0.72, 0.14, 0.14, WHITE),
        ),
        plural=("pairs of scissors", "pairs of shears"),
    ),
    "rope": Thing(
        ("rope", "coil of rope"),
        (
            Oval(0, 0, 0.9, 0.7),
            Oval(0, 0, 0.62, 0.46, BLACK),
            Oval(0, 0, 0.5, 0.36),
            Oval(0, 0, 0.22, 0.16, BLACK),
            Stroke(((0.7, 0.4), (1.1, 0.9)), None, 0.22),
        ),
        ("brown", "yellow", "blue", "white"),
        plural=("ropes", "coils of rope"),
    ),
    "wrench": Thing(
        ("wrench", "spanner"),
        (
            Stroke(((-0.5, 0.5), (0.5, -0.5)), None, 0.34),
            Area(((0.3, -0.9), (0.55, -0.55), (0.9, -0.3), (0.95, -0.8), (0.6, -1.05))),
            Oval(-0.6, 0.6, 0.42, 0.42),
            Oval(-0.6, 0.6, 0.16, 0.16, BLACK),
        ),
        plural=("wrenches", "spanners"),
    ),
    "lantern": Thing(
        ("lantern",),
        (
            Stroke(((-0.3, -0.7), (0, -1.2), (0.3, -0.7)), BLACK, 0.12),
            Box(-0.45, -0.7, 0.45, -0.45),
            Box(-0.4, -0.45, 0.4, 0.6, YELLOW),
            Box(-0.55, 0.6, 0.55, 0.9),
        ),
    ),
    "watering can": Thing(
        ("watering can",),
        (
            Stroke(((-0.4, -0.3), (-0.9, -0.5), (-0.9, 0.4), (-0.4, 0.5)), None, 0.16),
            Stroke(((0.4, 0.4), (1.2, -0.5)), None, 0.24),
            Box(-0.5, -0.4, 0.5, 0.75),
            Oval(1.2, -0.55, 0.24, 0.24, GREY),
        ),
    ),
    "anchor": Thing(
        ("anchor",),
        (
            Stroke(((0, -0.7), (0, 0.9)), None, 0.24),
            Stroke(((-0.5, -0.3), (0.5, -0.3)), None, 0.22),
            Stroke(((-0.9, 0.3), (-0.6, 0.8), (0, 1.0), (0.6, 0.8), (0.9, 0.3)), None, 0.24),
            Oval(0, -0.85, 0.24, 0.24),
        ),
        ("black", "grey", "brown", "red", "blue"),
    ),
    "magnet": Thing(
        ("magnet", "horseshoe magnet"),
        (
            Stroke(
                ((-0.5, -0.8), (-0.5, 0.2), (-0.3, 0.6), (0.3, 0.6), (0.5, 0.2), (0.5, -0.8)),
                None,
                0.42,
            ),
            Box(-0.72, -1.0, -0.28, -0.6, WHITE),
            Box(0.28, -1.0, 0.72, -0.6, WHITE),
        ),
        ("red", "blue", "green", "black"),
    ),
    "paintbrush": Thing(
        ("paintbrush", "brush"),
        (
            Stroke(((0, -1.2), (0, 0.2)), BROWN, 0.2),
            Box(-0.3, 0.1, 0.3, 0.5, GREY),
            Area(((-0.32, 0.5), (0.32, 0.5), (0.1, 1.2), (-0.2, 1.1))),
        ),
        plural=("paintbrushes", "brushes"),
    ),
    "thermometer": Thing(
        ("thermometer",),
        (
            Box(-0.2, -1.2, 0.2, 0.5, WHITE),
            Stroke(((0, -0.5), (0, 0.7)), None, 0.16),
            Oval(0, 0.75, 0.4, 0.4),
        ),
        ("red", "blue"),
    ),
    "net": Thing(
        ("butterfly net", "net"),
        (
            Stroke(((-1.1, 1.1), (0.1, -0.1)), BROWN, 0.18),
            Oval(0.45, -0.45, 0.65, 0.65),
            Oval(0.45, -0.45, 0.48, 0.48, CYAN),
        ),
    ),
}
