from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from adtool.shots import scale
from adtool.shots.scale import face_finder, finds_faces, scale_of
from adtool.shots.shot import SCALES


@pytest.mark.parametrize(
    ("height", "name"),
    [
        (1.0, "extreme close-up"),
        (0.75, "extreme close-up"),
        (0.749, "close-up"),
        (0.48, "close-up"),
        (0.479, "medium close-up"),
        (0.3, "medium close-up"),
        (0.299, "medium shot"),
        (0.16, "medium shot"),
        (0.159, "long shot"),
        (0.06, "long shot"),
        (0.059, "extreme long shot"),
        (0.0, "extreme long shot"),
    ],
)
def test_the_height_of_a_face_tells_the_scale(height, name):
    assert SCALES[int(scale_of([height]))] == name


def test_the_largest_face_counts():
    assert scale_of([0.1, 0.5, 0.2]) == 1.0


def test_without_a_face_nothing_is_known():
    assert scale_of([]) is None


@pytest.fixture
def dlib(monkeypatch):
    """A dlib whose detector finds what it is told to."""
    calls, faces = [], []

    def detector(picture, doubled):
        calls.append((picture.shape, doubled))
        return [SimpleNamespace(height=lambda height=height: height) for height in faces]

    monkeypatch.setitem(
        sys.modules, "dlib", SimpleNamespace(get_frontal_face_detector=lambda: detector)
    )
    face_finder.cache_clear()
    yield SimpleNamespace(calls=calls, faces=faces)
    face_finder.cache_clear()


def test_the_largest_face_of_a_picture_is_found_in_shares_of_its_height(dlib):
    dlib.faces += [27, 54]
    assert face_finder()(np.zeros((270, 480, 3), np.uint8)) == pytest.approx(0.2)
    assert dlib.calls == [((270, 480, 3), 1)]


def test_a_face_is_never_higher_than_its_picture(dlib):
    dlib.faces.append(300)
    assert face_finder()(np.zeros((270, 480, 3), np.uint8)) == 1.0


def test_nobody_is_found_where_nobody_is(dlib):
    assert face_finder()(np.zeros((270, 480, 3), np.uint8)) is None


def test_very_small_pictures_are_not_searched(dlib):
    dlib.faces.append(9)
    assert face_finder()(np.zeros((39, 480, 3), np.uint8)) is None
    assert face_finder()(np.zeros((480, 39, 3), np.uint8)) is None
    assert dlib.calls == []
    assert face_finder()(np.zeros((40, 40, 3), np.uint8)) is not None


def test_faces_are_looked_for_where_dlib_is_installed(monkeypatch):
    monkeypatch.setattr(scale, "find_spec", lambda name: name == "dlib" or None)
    assert finds_faces()
    monkeypatch.setattr(scale, "find_spec", lambda name: None)
    assert not finds_faces()
