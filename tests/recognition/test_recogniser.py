"""What every recogniser can do."""

from __future__ import annotations

import numpy as np
import pytest

from adtool.media.image import Image
from adtool.recognition.recogniser import Face, Recogniser, unit


class Finder(Recogniser):
    """Finds the faces that it was given."""

    def __init__(self, *found: Face) -> None:
        self.found = list(found)

    def faces(self, picture: Image) -> list[Face]:
        return self.found


def face(*box: float) -> Face:
    return Face((box[0], box[1], box[2], box[3]), unit([1, 0]))


def test_a_faces_area_is_its_share_of_the_picture() -> None:
    assert face(0.5, 0.25, 1.0, 0.75).area == 0.25


def test_a_portrait_shows_its_largest_face_if_it_has_any() -> None:
    small, large, tall = face(0, 0, 0.2, 0.2), face(0.5, 0.5, 1, 1), face(0, 0, 0.1, 1)
    picture = np.zeros((8, 8, 3), np.uint8)
    assert Finder(small, large, tall).portrait(picture) is large
    assert Finder().portrait(picture) is None


def test_a_vector_is_brought_to_length_1_and_nothing_stays_nothing() -> None:
    assert unit([3, 4]) == pytest.approx([0.6, 0.8])
    assert unit([3, 4]).dtype == np.float32
    assert unit([0, 0]).tolist() == [0, 0]
