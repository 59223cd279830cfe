"""The places: each a background that fills the stage, unlike every other."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from adtool.storyworld.drawing import STAGE_HEIGHT, STAGE_WIDTH, Pen
from adtool.storyworld.places import FLOOR, PLACES

UNTOUCHED = (255, 0, 255)


def background(place: str, scale: int = 10) -> np.ndarray:
    size = (round(STAGE_WIDTH * scale), round(STAGE_HEIGHT * scale))
    image = Image.new("RGB", size, UNTOUCHED)
    PLACES[place](Pen(ImageDraw.Draw(image), 0, 0, scale))
    return np.asarray(image)


def test_there_are_ten_places_by_their_names() -> None:
    assert len(PLACES) == 10
    assert all(draw.__name__ == name for name, draw in PLACES.items())


@pytest.mark.parametrize("place", PLACES)
def test_a_place_covers_the_whole_stage_and_has_a_floor(place: str) -> None:
    picture = background(place)
    assert not (picture == UNTOUCHED).all(axis=2).any()
    above, below = picture[round(FLOOR * 10) - 2, 75], picture[round(FLOOR * 10) + 3, 75]
    assert not np.array_equal(above, below)


def test_no_two_places_are_nearly_the_same() -> None:
    pictures = [background(place).astype(float) for place in PLACES]
    for i, one in enumerate(pictures):
        assert all(np.abs(one - other).mean() > 15 for other in pictures[:i])
