"""A pen over a Pillow image that draws in stage units through a camera."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

STAGE_WIDTH, STAGE_HEIGHT = 16.0, 9.0
OUTLINE: Colour = (30, 28, 34)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws shapes given in local units; ``at`` gives a pen that is moved, scaled and turned.

    Attributes:
        canvas: the Pillow drawing.
        x: pixel column of the local origin.
        y: pixel row of the local origin.
        scale: pixels per local unit.
        angle: turn of the local axes, radians, clockwise on screen.
        mirror: -1 flips left and right, 1 does not.
    """

    canvas: ImageDraw.ImageDraw
    x: float
    y: float
    scale: float
    angle: float = 0.0
    mirror: int = 1

    def place(self, x: float, y: float) -> Point:
        """Turn a local point into pixels."""
        x *= self.scale * self.mirror
        y *= self.scale
        if self.angle:
            cos, sin = math.cos(self.angle), math.sin(self.angle)
            x, y = x * cos - y * sin, x * sin + y * cos
        return self.x + x, self.y + y

    def at(
        self, x: float, y: float, scale: float = 1.0, angle: float = 0.0, mirror: int = 1
    ) -> Pen:
        """Return a pen with its origin at local ``(x, y)``."""
        column, row = self.place(x, y)
        turned = self.angle + angle * self.mirror
        return Pen(self.canvas, column, row, self.scale * scale, turned, self.mirror * mirror)

    def polygon(self, points: Sequence[Point], fill: Colour, outline: bool = True) -> None:
        """Fill a polygon, outlined like all of the world's things."""
        placed = [self.place(x, y) for x, y in points]
        self.canvas.polygon(placed, fill=fill)
        if outline:
            self.canvas.line([*placed, placed[0]], fill=OUTLINE, width=self._width(0.06))

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        fill: Colour,
        outline: bool = True,
    ) -> None:
        """Fill a rectangle."""
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.polygon(corners, fill, outline)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: Colour, outline: bool = True
    ) -> None:
        """Fill an ellipse with its axes along the local ones."""
        if self.angle and rx != ry:
            steps = [2 * math.pi * i / 16 for i in range(16)]
            ring = [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in steps]
            self.polygon(ring, fill, outline)
            return
        column, row = self.place(x, y)
        width, height = rx * self.scale, ry * self.scale
        bounds = (column - width, row - height, column + width, row + height)
        self.canvas.ellipse(
            bounds,
            fill=fill,
            outline=OUTLINE if outline else None,
            width=self._width(0.06) if outline else 0,
        )

    def line(self, points: Sequence[Point], fill: Colour, width: float = 0.1) -> None:
        """Draw a line of the given width in local units."""
        placed = [self.place(x, y) for x, y in points]
        self.canvas.line(placed, fill=fill, width=self._width(width), joint="curve")

    def limb(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """Draw an outlined line with round ends: an arm, a leg."""
        self.line(points, OUTLINE, width + 0.1)
        self.line(points, fill, width)
        for x, y in points:
            self.ellipse(x, y, width / 2, width / 2, fill, outline=False)

    def star(self, x: float, y: float, radius: float, fill: Colour, points: int = 5) -> None:
        """Fill a star."""
        ring = []
        for i in range(2 * points):
            reach = radius if i % 2 == 0 else radius * 0.45
            turn = math.pi * i / points - math.pi / 2
            ring.append((x + reach * math.cos(turn), y + reach * math.sin(turn)))
        self.polygon(ring, fill)

    def _width(self, units: float) -> int:
        return max(1, round(units * self.scale))
