"""JPEGs of one size, decoded into one array."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from adtool.media.jpegs import decode_all
from adtool.media.pictures import decode


def jpeg(seed: int, size: tuple[int, int] = (40, 30), **how: object) -> bytes:
    noise = np.random.default_rng(seed).integers(0, 256, (4, 5, 3)).astype(np.uint8)
    content = io.BytesIO()
    Image.fromarray(noise).resize(size).save(content, "JPEG", **how)
    return content.getvalue()


@pytest.mark.parametrize("how", [{}, {"quality": 60}, {"subsampling": 0}, {"progressive": True}])
def test_pixels_are_those_of_pillow(how):
    contents = [jpeg(seed, **how) for seed in range(4)]
    found = decode_all(contents, 448)
    assert isinstance(found, np.ndarray)
    assert np.array_equal(found, np.stack([decode(content) for content in contents]))


def test_a_file_that_is_there_twice_in_a_row_stands_twice():
    a, b = jpeg(1), jpeg(2)
    found = decode_all([a, a, b, b, a], None)
    assert isinstance(found, np.ndarray)
    assert np.array_equal(found, np.stack([decode(content) for content in (a, a, b, b, a)]))


def test_larger_pictures_are_scaled_as_pictures_are():
    contents = [jpeg(seed, (80, 60)) for seed in range(3)]
    found = decode_all(contents, 30)
    assert np.array_equal(found, np.stack([decode(one, short_side=30) for one in contents]))


@pytest.mark.parametrize("bad", [None, b"", b"no picture", jpeg(0)[:30]])
def test_what_is_missing_or_no_picture_is_none_and_the_others_are_there(bad):
    found = decode_all([jpeg(1), bad, jpeg(2)], 448)
    assert isinstance(found, list)
    assert found[1] is None
    for place, seed in ((0, 1), (2, 2)):
        assert np.array_equal(found[place], decode(jpeg(seed)))


def test_pictures_of_other_sizes_stay_pictures():
    contents = [jpeg(1), jpeg(2, (20, 30)), jpeg(3)]
    found = decode_all(contents, None)
    assert isinstance(found, list)
    for picture, content in zip(found, contents, strict=True):
        assert np.array_equal(picture, decode(content))


def test_of_nothing_there_is_nothing():
    assert decode_all([None, None], 448) == [None, None]
