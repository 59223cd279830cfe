"""Decoded frames become upright RGB images in the proportions they are shown in."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from adtool.media import open_frames
from adtool.media.frame_converter import shown_size


def test_frames_are_rgb_uint8(films):
    red = np.zeros((64, 160, 3), np.uint8)
    red[..., 0] = 250
    film = films.make(picture=lambda _: red)
    with open_frames(film) as frames:
        (image,) = frames.read([500])
    assert image is not None
    assert (image.shape, image.dtype) == ((64, 160, 3), np.uint8)
    assert image.mean(axis=(0, 1)) == pytest.approx([250, 0, 0], abs=12)


@pytest.mark.parametrize(("asked", "shape"), [(32, (32, 80)), (64, (64, 160)), (224, (64, 160))])
def test_frames_are_scaled_down_to_a_short_side_but_never_up(films, asked, shape):
    film = films.make()
    with open_frames(film, short_side=asked) as frames:
        images = frames.read([0, 1000, 3000])
    assert [image.shape[:2] for image in images] == [shape] * 3
    assert films.numbers(images) == [0, 25, 75]


def turn(path, degrees):
    """Write a rotation into the track header, as phones do (ISO/IEC 14496-12, 8.3.2)."""
    one, minus = (1 << 16).to_bytes(4, "big"), (-(1 << 16) & 0xFFFFFFFF).to_bytes(4, "big")
    zero, last = bytes(4), (1 << 30).to_bytes(4, "big")
    a, b, c, d = {90: (zero, one, minus, zero), 180: (minus, zero, zero, minus)}[degrees]
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 4 + 40
    data[start : start + 36] = b"".join([a, b, zero, c, d, zero, zero, zero, last])
    path.write_bytes(data)


@pytest.mark.parametrize("reader", ["pyav", "decord"])
def test_films_of_turned_phones_come_upright(films, reader):
    if reader == "decord":
        pytest.importorskip("decord")
    top_left = np.zeros((64, 160, 3), np.uint8)
    top_left[:32, :80] = 240
    for degrees, corner, shape in [
        (90, np.s_[:80, 32:], (160, 64)),
        (180, np.s_[32:, 80:], (64, 160)),
    ]:
        film = films.make(f"{degrees}.mp4", picture=lambda _: top_left)
        turn(film, degrees)
        with open_frames(film, reader) as frames:
            (image,) = frames.read([1000])
        assert image.shape[:2] == shape
        assert image[corner].mean() > 200
        assert image.mean() == pytest.approx(240 / 4, abs=15)


def test_stretched_pixels_are_shown_in_their_proportions(films):
    with open_frames(films.make("wide.mkv", pixel_aspect=2)) as frames:
        (image,) = frames.read([1000])
    assert image.shape == (64, 320, 3)
    assert films.numbers([image]) == [25]


@pytest.mark.parametrize(
    ("stored", "aspect", "short_side", "shown"),
    [
        ((160, 64), 1, None, (160, 64)),
        ((160, 64), 2, None, (320, 64)),
        ((720, 576), Fraction(16, 15), None, (768, 576)),
        ((720, 576), Fraction(16, 15), 288, (384, 288)),
        ((160, 64), 1, 64, (160, 64)),
        ((160, 64), 1, 65, (160, 64)),
        ((160, 64), 1, 32, (80, 32)),
        ((64, 160), 1, 32, (32, 80)),
        ((60, 64), Fraction(1, 2), 15, (15, 32)),
        ((10_000, 3), 1, 1, (3333, 1)),
        ((1, 10_000), Fraction(1, 4), None, (1, 10_000)),
        ((10_000, 1), 1, 1, (10_000, 1)),
    ],
)
def test_a_picture_is_shown_with_square_pixels_and_never_larger(stored, aspect, short_side, shown):
    assert shown_size(*stored, Fraction(aspect), short_side) == shown
