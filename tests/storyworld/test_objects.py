"""The objects: each of a size that hands can hold, unlike every other."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from adtool.storyworld.drawing import Pen
from adtool.storyworld.objects import OBJECTS


def drawn(name: str) -> np.ndarray:
    """An object at the middle of 120 × 120 white pixels, 40 a unit."""
    image = Image.new("RGB", (120, 120), (255, 255, 255))
    OBJECTS[name](Pen(ImageDraw.Draw(image), 60, 60, 40))
    return np.asarray(image)


def test_there_are_twenty_four_objects_by_their_names() -> None:
    assert len(OBJECTS) == 24
    assert all(draw.__name__ == name for name, draw in OBJECTS.items())


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_lies_within_about_a_unit_around_its_place(name: str) -> None:
    rows, columns = np.nonzero((drawn(name) != 255).any(axis=2))
    assert len(rows) > 500
    for edges in (rows, columns):
        assert edges.min() >= 5
        assert edges.max() <= 114
        assert edges.max() - edges.min() >= 24
        assert edges.min() < 60 < edges.max()


def test_no_two_objects_are_nearly_the_same() -> None:
    pictures = [drawn(name).astype(float) for name in OBJECTS]
    for i, one in enumerate(pictures):
        assert all(np.abs(one - other).mean() > 5 for other in pictures[:i])
