"""The ten places: a background of a few large shapes each, drawn on the 16 × 9 stage."""

from __future__ import annotations

from collections.abc import Callable

from adtool.storyworld.drawing import Colour, Pen

FLOOR = 7.0


def _ground(pen: Pen, back: Colour, front: Colour) -> None:
    pen.box(-8, -6, 24, FLOOR, back, outline=False)
    pen.box(-8, FLOOR, 24, 15, front, outline=False)


def kitchen(pen: Pen) -> None:
    """Tiles, a cupboard and a stove."""
    _ground(pen, (250, 236, 204), (186, 140, 96))
    for column in range(0, 17, 2):
        pen.line([(column, 0), (column, 3)], (226, 208, 170), 0.06)
    pen.line([(0, 1.5), (16, 1.5)], (226, 208, 170), 0.06)
    pen.box(0.3, 4.6, 4.2, FLOOR, (226, 226, 230))
    pen.ellipse(2.2, 5.8, 0.9, 0.7, (80, 80, 88))
    pen.box(11.6, 0.6, 15.6, 2.8, (206, 120, 70))


def park(pen: Pen) -> None:
    """Sky, lawn, a round tree and a bench."""
    _ground(pen, (158, 212, 250), (126, 196, 86))
    pen.box(1.7, 3.6, 2.4, FLOOR, (120, 80, 48))
    pen.ellipse(2.05, 2.6, 1.9, 1.7, (66, 150, 66))
    pen.box(11.8, 5.4, 15.4, 5.8, (158, 108, 64))
    pen.box(12.2, 5.8, 12.5, FLOOR, (110, 76, 48))
    pen.box(14.6, 5.8, 14.9, FLOOR, (110, 76, 48))


def street(pen: Pen) -> None:
    """Houses with windows above a grey road."""
    _ground(pen, (204, 214, 224), (110, 112, 120))
    for left, colour in ((0, (188, 92, 78)), (5.4, (214, 178, 130)), (10.8, (128, 132, 160))):
        pen.box(left, 0.6, left + 5, FLOOR, colour)
        for column in (0.7, 3.1):
            pen.box(left + column, 1.4, left + column + 1.2, 3.0, (240, 232, 170))
    pen.box(-8, 8.1, 24, 8.3, (240, 240, 240), outline=False)


def beach(pen: Pen) -> None:
    """Sea, sand and a sun."""
    _ground(pen, (132, 208, 255), (242, 218, 150))
    pen.box(-8, 4.2, 24, FLOOR, (34, 122, 200), outline=False)
    pen.ellipse(13.4, 1.6, 1.0, 1.0, (255, 226, 90), outline=False)
    pen.polygon([(2.2, 4.4), (2.2, 2.4), (3.8, 4.4)], (250, 250, 250))


def library(pen: Pen) -> None:
    """Shelves full of books."""
    _ground(pen, (112, 72, 46), (86, 52, 40))
    spines: list[Colour] = [(190, 60, 50), (60, 120, 90), (210, 180, 90), (70, 90, 160)]
    for row in range(3):
        top = 0.5 + row * 2.1
        pen.box(0.2, top + 1.6, 15.8, top + 1.85, (60, 38, 26), outline=False)
        for i in range(12):
            left = 0.4 + i * 1.3
            pen.box(left, top + 0.2, left + 0.9, top + 1.6, spines[(i + row) % 4], outline=False)


def bedroom(pen: Pen) -> None:
    """A bed, a window with curtains."""
    _ground(pen, (206, 190, 232), (170, 150, 130))
    pen.box(0.2, 5.0, 5.2, FLOOR, (236, 236, 250))
    pen.box(0.2, 4.2, 0.7, FLOOR, (120, 80, 60))
    pen.box(11.4, 0.8, 14.6, 3.8, (180, 224, 250))
    pen.polygon([(10.8, 0.6), (12.4, 0.6), (11.0, 4.4), (10.6, 4.4)], (232, 112, 150))
    pen.polygon([(15.2, 0.6), (13.6, 0.6), (15.0, 4.4), (15.4, 4.4)], (232, 112, 150))


def forest(pen: Pen) -> None:
    """Dark firs."""
    _ground(pen, (120, 158, 140), (70, 92, 54))
    for x, size in ((1.4, 1.2), (4.4, 0.9), (11.6, 0.95), (14.6, 1.25)):
        tree = pen.at(x, FLOOR, size)
        tree.box(-0.3, -1.2, 0.3, 0, (76, 52, 36), outline=False)
        tree.polygon([(-1.5, -1.0), (0, -5.4), (1.5, -1.0)], (24, 78, 52), outline=False)


def snowfield(pen: Pen) -> None:
    """Snow, white hills, a snowman."""
    _ground(pen, (190, 208, 230), (244, 248, 254))
    pen.polygon([(-2, FLOOR), (4, 3.2), (10, FLOOR)], (224, 234, 246), outline=False)
    pen.polygon([(7, FLOOR), (13, 2.4), (19, FLOOR)], (214, 226, 242), outline=False)
    pen.ellipse(13.6, 6.2, 0.9, 0.9, (255, 255, 255))
    pen.ellipse(13.6, 4.8, 0.6, 0.6, (255, 255, 255))


def rooftop(pen: Pen) -> None:
    """A roof at night, the moon, a skyline."""
    _ground(pen, (26, 30, 66), (84, 76, 92))
    pen.ellipse(13.6, 1.5, 0.8, 0.8, (250, 246, 214), outline=False)
    for left, top in ((0, 4.4), (2.6, 3.4), (5.4, 5.0), (10.2, 4.2), (13.2, 5.0)):
        pen.box(left, top, left + 2.2, FLOOR, (48, 52, 92), outline=False)
        pen.box(left + 0.5, top + 0.5, left + 1.0, top + 1.1, (250, 220, 110), outline=False)


def workshop(pen: Pen) -> None:
    """A brick wall with tools and a bench."""
    _ground(pen, (162, 76, 60), (128, 124, 118))
    for row in range(5):
        pen.line([(0, 1.3 * row + 0.5), (16, 1.3 * row + 0.5)], (196, 122, 104), 0.08)
    pen.box(0.4, 4.9, 4.4, 5.5, (150, 106, 62))
    pen.box(0.8, 5.5, 1.2, FLOOR, (120, 84, 50))
    pen.box(3.6, 5.5, 4.0, FLOOR, (120, 84, 50))
    pen.box(11.8, 1.0, 15.2, 3.6, (216, 196, 150))
    pen.line([(12.6, 1.4), (12.6, 3.2)], (70, 70, 76), 0.3)
    pen.line([(14.2, 1.4), (14.2, 3.2)], (70, 70, 76), 0.3)


PLACES: dict[str, Callable[[Pen], None]] = {
    draw.__name__: draw
    for draw in (
        kitchen, park, street, beach, library, bedroom, forest, snowfield, rooftop, workshop,
    )
}  # fmt: skip
