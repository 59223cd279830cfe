"""A kind of thing: what it is called, what it looks like, the colours that it comes in."""

from __future__ import annotations

from dataclasses import dataclass

from adtool.storyworld.ad.colours import ANY
from adtool.storyworld.ad.shapes import Shape
from adtool.storyworld.drawing import Colour


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing.

    Attributes:
        names: what describers call it.
        shape: what it looks like; empty for one of storyworld's own.
        colours: keys of ``COLOURS``; none where its colour goes without saying.
        own: of one of storyworld's own, the colour that another takes the place of.
        plural: of each name, where it is not made with an s.
    """

    names: tuple[str, ...]
    shape: Shape = ()
    colours: tuple[str, ...] = ANY
    own: Colour | None = None
    plural: tuple[str, ...] = ()
