"""dlib, where the extra is installed."""

from __future__ import annotations

import numpy as np
import pytest

import adtool.recognition.dlib
from adtool.recognition.dlib import load
from adtool.settings import CharacterSettings


@pytest.mark.skipif(
    not adtool.recognition.dlib.is_ready(), reason="the extra adtool[faces] is not installed"
)
@pytest.mark.parametrize("detector", ["hog", "cnn"])
def test_dlib_sees_no_face_where_there_is_none(detector: str) -> None:
    dlib = load(CharacterSettings(detector=detector), None)
    assert detector in dlib.identity
    noise = np.random.default_rng(2).integers(0, 256, (60, 80, 3), np.uint8)
    noise.setflags(write=False)
    assert dlib.faces(noise) == []
    assert dlib.portrait(noise[:40, :40].copy()) is None
