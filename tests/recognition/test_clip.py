"""People as the model's own encoder sees them."""

from __future__ import annotations

import numpy as np
import pytest

from adtool.model.vision_encoder import VisionEncoder
from adtool.recognition.clip import Clip
from adtool.recognition.crops import crops


def test_clip_takes_every_square_for_somebody(encoder: VisionEncoder) -> None:
    clip = Clip(encoder)
    picture = np.random.default_rng(0).integers(0, 256, (77, 137, 3), np.uint8)
    faces = clip.faces(picture)
    assert tuple(face.box for face in faces) == crops(picture)
    for face in (faces[0], faces[-1]):
        left, top, right, bottom = np.multiply(face.box, [137, 77, 137, 77]).round().astype(int)
        plain = encoder.encode([picture[top:bottom, left:right]])[0].numpy()
        assert face.vector @ plain / np.linalg.norm(plain) > 0.99
        assert np.linalg.norm(face.vector) == pytest.approx(1)
    assert clip.short_side == 77  # the smallest squares are as large as the encoder's input


def test_clip_takes_the_upper_square_of_a_portrait(encoder: VisionEncoder) -> None:
    clip = Clip(encoder)
    tall = np.random.default_rng(1).integers(0, 256, (90, 60, 3), np.uint8)
    face, same = clip.portrait(tall), clip.portrait(tall[:60])
    assert face is not None
    assert same is not None
    assert face.box == (0, 0, 1, 60 / 90)
    assert face.vector @ same.vector == pytest.approx(1, abs=1e-5)
    wide = clip.portrait(np.swapaxes(tall, 0, 1))
    assert wide is not None
    assert wide.box == pytest.approx((1 / 6, 0, 5 / 6, 1))


def test_another_encoder_is_another_recogniser(encoder: VisionEncoder) -> None:
    other = VisionEncoder(encoder.config).for_inference()
    names = [Clip(one).identity for one in (encoder, encoder, other)]
    first, again, changed = names
    assert first == again != changed
