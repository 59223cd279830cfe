"""The grid of squares in which people are looked for."""

from __future__ import annotations

import numpy as np
import pytest

from adtool.recognition.crops import OVERLAP, SIDES, boxes, crops, cut


@pytest.mark.parametrize("aspect", [0.4, 0.5625, 1.0, 4 / 3, 16 / 9, 2.39])
def test_the_squares_cover_every_picture_and_never_leave_it(aspect: float) -> None:
    seen = np.zeros((120, 120), bool)
    for left, top, right, bottom in boxes(aspect):
        assert -1e-9 <= left < right <= 1 + 1e-9
        assert -1e-9 <= top < bottom <= 1 + 1e-9
        assert (right - left) * aspect == pytest.approx(bottom - top)
        seen[int(top * 120 + 0.5) : int(bottom * 120 + 0.5)][
            :, int(left * 120 + 0.5) : int(right * 120 + 0.5)
        ] = True
    assert seen.all()


@pytest.mark.parametrize("aspect", [0.5625, 1.0, 16 / 9])
def test_whoever_is_of_a_squares_size_is_mostly_in_one(aspect: float) -> None:
    width, height = max(1.0, aspect), max(1.0, 1 / aspect)
    lefts = {side: sorted({b[0] * width for b in _of(side, aspect)}) for side in SIDES}
    tops = {side: sorted({b[1] * height for b in _of(side, aspect)}) for side in SIDES}
    for side in SIDES:
        for starts in (lefts[side], tops[side]):
            assert all(np.diff(starts) <= side * (1 - OVERLAP) + 1e-6)


def test_there_are_few_enough_to_encode() -> None:
    assert len(boxes(16 / 9)) == 55
    assert len(crops(np.zeros((360, 640, 3), np.uint8))) == 55


def test_a_box_is_cut_from_its_place() -> None:
    picture = np.arange(10 * 20 * 3, dtype=np.uint8).reshape(10, 20, 3)
    assert np.array_equal(cut(picture, (0.5, 0.2, 0.9, 0.6)), picture[2:6, 10:18])
    assert cut(picture, (0.999, 0.999, 1.0, 1.0)).shape == (1, 1, 3)


def _of(side: float, aspect: float) -> list[tuple[float, float, float, float]]:
    height = max(1.0, 1 / aspect)
    return [b for b in boxes(aspect) if (b[3] - b[1]) * height == pytest.approx(side)]
