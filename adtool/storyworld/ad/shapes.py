"""Shapes written as data: ovals, boxes, polygons and strokes, some in a colour that comes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adtool.storyworld.drawing import Colour, Pen, Point


@dataclass(frozen=True, slots=True)
class Oval:
    """A filled ellipse; without a ``fill`` it takes the item's colour, as all shapes do."""

    x: float
    y: float
    rx: float
    ry: float
    fill: Colour | None = None

    def draw(self, pen: Pen, colour: Colour) -> None:
        """Draw it with a pen."""
        pen.ellipse(self.x, self.y, self.rx, self.ry, self.fill or colour)


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    fill: Colour | None = None

    def draw(self, pen: Pen, colour: Colour) -> None:
        """Draw it with a pen."""
        pen.box(self.left, self.top, self.right, self.bottom, self.fill or colour)


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: Sequence[Point]
    fill: Colour | None = None

    def draw(self, pen: Pen, colour: Colour) -> None:
        """Draw it with a pen."""
        pen.polygon(self.points, self.fill or colour)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line."""

    points: Sequence[Point]
    fill: Colour | None = None
    width: float = 0.2

    def draw(self, pen: Pen, colour: Colour) -> None:
        """Draw it with a pen."""
        pen.line(self.points, self.fill or colour, self.width)


Shape = tuple[Oval | Box | Area | Stroke, ...]
"""Drawn in order, within about one unit around the origin where it is a thing."""

WHITE: Colour = (250, 250, 248)


def draw_shape(pen: Pen, shape: Shape, colour: Colour = WHITE) -> None:
    """Draw a shape; what has no fill of its own takes ``colour``."""
    for mark in shape:
        mark.draw(pen, colour)


@dataclass(frozen=True, slots=True)
class Tinted(Pen):
    """A pen that puts one colour for another: a thing with a colour of its own gets a new one."""

    was: Colour = WHITE
    now: Colour = WHITE

    def polygon(self, points: Sequence[Point], fill: Colour, outline: bool = True) -> None:
        """Fill a polygon."""
        Pen.polygon(self, points, self._tint(fill), outline)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: Colour, outline: bool = True
    ) -> None:
        """Fill an ellipse."""
        Pen.ellipse(self, x, y, rx, ry, self._tint(fill), outline)

    def line(self, points: Sequence[Point], fill: Colour, width: float = 0.1) -> None:
        """Draw a line."""
        Pen.line(self, points, self._tint(fill), width)

    def _tint(self, fill: Colour) -> Colour:
        return self.now if fill == self.was else fill


def tinted(pen: Pen, was: Colour, now: Colour) -> Tinted:
    """Return a pen like another that puts ``now`` where ``was`` is asked for."""
    return Tinted(pen.canvas, pen.x, pen.y, pen.scale, pen.angle, pen.mirror, was, now)
