"""The twenty-four objects: each a shape of its own within about one unit around the origin."""

from __future__ import annotations

from collections.abc import Callable

from adtool.storyworld.drawing import Colour, Pen

WHITE: Colour = (246, 244, 238)
BLACK: Colour = (40, 38, 46)
RED: Colour = (214, 48, 49)
BLUE: Colour = (45, 98, 214)
GREEN: Colour = (58, 160, 70)
YELLOW: Colour = (250, 208, 44)
ORANGE: Colour = (240, 138, 36)
PURPLE: Colour = (142, 68, 190)
PINK: Colour = (244, 130, 176)
BROWN: Colour = (134, 84, 46)
TEAL: Colour = (22, 160, 150)
CYAN: Colour = (110, 205, 232)
GREY: Colour = (150, 154, 164)
GOLD: Colour = (222, 172, 28)


def ball(pen: Pen) -> None:
    """A beach ball."""
    pen.ellipse(0, 0, 0.8, 0.8, RED)
    pen.polygon([(-0.25, -0.74), (0.25, -0.74), (0.2, 0.74), (-0.2, 0.74)], WHITE)
    pen.ellipse(0, 0, 0.2, 0.2, BLUE)


def book(pen: Pen) -> None:
    """An open book."""
    pen.polygon([(0, -0.4), (0.95, -0.65), (0.95, 0.5), (0, 0.75)], WHITE)
    pen.polygon([(0, -0.4), (-0.95, -0.65), (-0.95, 0.5), (0, 0.75)], BLUE)
    for row in (-0.15, 0.1, 0.35):
        pen.line([(0.18, row), (0.8, row - 0.16)], BLACK, 0.07)


def lamp(pen: Pen) -> None:
    """A table lamp."""
    pen.line([(0, -0.1), (0, 0.75)], BROWN, 0.2)
    pen.box(-0.45, 0.65, 0.45, 0.85, BROWN)
    pen.polygon([(-0.4, -0.9), (0.4, -0.9), (0.85, 0), (-0.85, 0)], YELLOW)


def apple(pen: Pen) -> None:
    """An apple."""
    pen.ellipse(-0.25, 0.1, 0.5, 0.6, GREEN)
    pen.ellipse(0.25, 0.1, 0.5, 0.6, GREEN)
    pen.ellipse(0, 0.1, 0.5, 0.5, GREEN, outline=False)
    pen.line([(0, -0.35), (0.12, -0.85)], BROWN, 0.14)
    pen.ellipse(0.38, -0.7, 0.26, 0.13, (30, 110, 40))


def umbrella(pen: Pen) -> None:
    """An open umbrella."""
    pen.line([(0, -0.2), (0, 0.8), (0.25, 0.85)], BLACK, 0.13)
    dome = [(-1, 0), (-0.75, -0.5), (-0.3, -0.8), (0.3, -0.8), (0.75, -0.5), (1, 0)]
    pen.polygon([*dome, (0.5, -0.2), (0, 0), (-0.5, -0.2)], PURPLE)
    pen.line([(0, -0.8), (0, -0.05)], WHITE, 0.1)


def clock(pen: Pen) -> None:
    """A round clock."""
    pen.ellipse(0, 0, 0.85, 0.85, BLACK)
    pen.ellipse(0, 0, 0.66, 0.66, WHITE)
    pen.line([(0, 0), (0, -0.52)], BLACK, 0.13)
    pen.line([(0, 0), (0.38, 0.2)], BLACK, 0.13)


def key(pen: Pen) -> None:
    """A big key."""
    pen.line([(0, 0), (0, 0.95)], GOLD, 0.26)
    pen.box(0.05, 0.45, 0.5, 0.62, GOLD)
    pen.box(0.05, 0.75, 0.4, 0.92, GOLD)
    pen.ellipse(0, -0.45, 0.52, 0.52, GOLD)
    pen.ellipse(0, -0.45, 0.22, 0.22, BLACK)


def guitar(pen: Pen) -> None:
    """A guitar."""
    pen.line([(0, -1.1), (0, 0.2)], BLACK, 0.22)
    pen.ellipse(0, 0.0, 0.45, 0.4, ORANGE)
    pen.ellipse(0, 0.55, 0.65, 0.5, ORANGE)
    pen.ellipse(0, 0.4, 0.2, 0.2, BLACK)


def kite(pen: Pen) -> None:
    """A kite with a tail."""
    pen.line([(0, 0.6), (0.25, 0.85), (-0.2, 1.0), (0.2, 1.2)], BLACK, 0.08)
    pen.polygon([(0, -1), (0.7, -0.25), (0, 0.7), (-0.7, -0.25)], CYAN)
    pen.polygon([(0, -1), (0.7, -0.25), (0, -0.25)], RED)
    pen.polygon([(0, 0.7), (-0.7, -0.25), (0, -0.25)], YELLOW)


def cake(pen: Pen) -> None:
    """A cake with a cherry."""
    pen.box(-0.85, 0.05, 0.85, 0.8, PINK)
    pen.box(-0.85, 0.3, 0.85, 0.48, WHITE)
    pen.box(-0.55, -0.5, 0.55, 0.05, PINK)
    pen.ellipse(0, -0.65, 0.2, 0.2, RED)


def candle(pen: Pen) -> None:
    """A burning candle."""
    pen.box(-0.27, -0.25, 0.27, 0.8, WHITE)
    pen.polygon([(0, -1.1), (0.26, -0.5), (0, -0.27), (-0.26, -0.5)], ORANGE)
    pen.box(-0.6, 0.72, 0.6, 0.9, GREY)


def crown(pen: Pen) -> None:
    """A crown."""
    spikes = [(-0.9, -0.6), (-0.42, 0), (0, -0.85), (0.42, 0), (0.9, -0.6)]
    pen.polygon([(-0.8, 0.6), *spikes, (0.8, 0.6)], YELLOW)
    for x in (-0.45, 0, 0.45):
        pen.ellipse(x, 0.35, 0.13, 0.13, RED)


def hat(pen: Pen) -> None:
    """A top hat."""
    pen.box(-0.55, -0.85, 0.55, 0.5, BLACK)
    pen.box(-0.55, 0.1, 0.55, 0.4, RED)
    pen.box(-1, 0.45, 1, 0.68, BLACK)


def drum(pen: Pen) -> None:
    """A drum."""
    pen.box(-0.8, -0.4, 0.8, 0.6, RED)
    pen.line([(-0.8, 0.6), (-0.4, -0.3), (0, 0.6), (0.4, -0.3), (0.8, 0.6)], WHITE, 0.1)
    pen.ellipse(0, -0.42, 0.8, 0.28, WHITE)


def vase(pen: Pen) -> None:
    """A vase with two flowers."""
    pen.line([(-0.1, -0.3), (-0.35, -0.85)], GREEN, 0.1)
    pen.line([(0.1, -0.3), (0.35, -0.85)], GREEN, 0.1)
    pen.ellipse(-0.38, -0.9, 0.24, 0.24, PINK)
    pen.ellipse(0.38, -0.9, 0.24, 0.24, YELLOW)
    pen.polygon(
        [(-0.3, -0.4), (0.3, -0.4), (0.62, 0.3), (0.3, 0.9), (-0.3, 0.9), (-0.62, 0.3)], TEAL
    )


def letter(pen: Pen) -> None:
    """An envelope with a seal."""
    pen.box(-0.95, -0.6, 0.95, 0.6, WHITE)
    pen.line([(-0.95, -0.6), (0, 0.15), (0.95, -0.6)], BLACK, 0.09)
    pen.ellipse(0, 0.15, 0.2, 0.2, RED)


def suitcase(pen: Pen) -> None:
    """A suitcase."""
    pen.line([(-0.3, -0.5), (-0.3, -0.85), (0.3, -0.85), (0.3, -0.5)], BLACK, 0.14)
    pen.box(-0.95, -0.5, 0.95, 0.75, BROWN)
    pen.box(-0.6, -0.5, -0.4, 0.75, GOLD)
    pen.box(0.4, -0.5, 0.6, 0.75, GOLD)


def teapot(pen: Pen) -> None:
    """A teapot."""
    pen.line([(-0.55, -0.15), (-1.0, -0.05), (-0.95, 0.4), (-0.5, 0.45)], CYAN, 0.17)
    pen.polygon([(0.5, 0.25), (1.1, -0.5), (0.9, -0.55), (0.4, -0.1)], CYAN)
    pen.ellipse(0, 0.2, 0.68, 0.58, CYAN)
    pen.ellipse(0, -0.42, 0.17, 0.17, WHITE)


def flag(pen: Pen) -> None:
    """A flag on a pole."""
    pen.line([(-0.6, -1), (-0.6, 1)], BROWN, 0.15)
    pen.polygon([(-0.55, -0.95), (0.95, -0.5), (-0.55, 0.0)], ORANGE)


def fish(pen: Pen) -> None:
    """A fish."""
    pen.polygon([(-0.45, 0), (-1.05, -0.5), (-1.05, 0.5)], BLUE)
    pen.ellipse(0.15, 0, 0.75, 0.45, BLUE)
    pen.ellipse(0.5, -0.1, 0.12, 0.12, WHITE)


def star(pen: Pen) -> None:
    """A star."""
    pen.star(0, 0, 1.0, YELLOW)


def mirror(pen: Pen) -> None:
    """A hand mirror."""
    pen.line([(0, 0.3), (0, 1.05)], PURPLE, 0.25)
    pen.ellipse(0, -0.3, 0.65, 0.75, PURPLE)
    pen.ellipse(0, -0.3, 0.45, 0.55, (206, 232, 244))
    pen.line([(-0.2, -0.2), (0.15, -0.6)], WHITE, 0.1)


def bell(pen: Pen) -> None:
    """A bell."""
    pen.ellipse(0, 0.65, 0.2, 0.2, BLACK)
    pen.polygon(
        [(-0.25, -0.7), (0.25, -0.7), (0.5, 0.2), (0.9, 0.6), (-0.9, 0.6), (-0.5, 0.2)], GOLD
    )
    pen.ellipse(0, -0.8, 0.17, 0.17, GOLD)


def cactus(pen: Pen) -> None:
    """A cactus in a pot."""
    pen.limb([(0, 0.4), (0, -0.8)], GREEN, 0.4)
    pen.limb([(0, 0.0), (-0.55, -0.1), (-0.55, -0.5)], GREEN, 0.25)
    pen.limb([(0, 0.1), (0.55, 0.0), (0.55, -0.35)], GREEN, 0.25)
    pen.polygon([(-0.55, 0.3), (0.55, 0.3), (0.4, 0.95), (-0.4, 0.95)], (200, 96, 60))


OBJECTS: dict[str, Callable[[Pen], None]] = {
    draw.__name__: draw
    for draw in (
        ball, book, lamp, apple, umbrella, clock, key, guitar, kite, cake, candle, crown,
        hat, drum, vase, letter, suitcase, teapot, flag, fish, star, mirror, bell, cactus,
    )
}  # fmt: skip
