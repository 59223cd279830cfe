"""The pen: local units into pixels, and the shapes that it draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from adtool.storyworld.drawing import OUTLINE, Pen

RED = (250, 0, 0)


def drawn(draw: object, scale: float = 10.0, x: float = 50.0, y: float = 50.0) -> np.ndarray:
    """What a pen at the middle of 100 × 100 white pixels leaves."""
    image = Image.new("RGB", (100, 100), (255, 255, 255))
    draw(Pen(ImageDraw.Draw(image), x, y, scale))  # type: ignore[operator]
    return np.asarray(image)


def bounds(picture: np.ndarray) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero((picture != 255).any(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def test_a_local_point_is_moved_scaled_turned_and_mirrored() -> None:
    pen = Pen(None, 100, 50, 10)  # type: ignore[arg-type]
    assert pen.place(2, -1) == (120, 40)
    assert pen.at(1, 0, 2).place(1, 1) == (130, 70)
    assert pen.at(0, 0, mirror=-1).place(2, -1) == (80, 40)
    assert pen.at(0, 0, angle=math.pi / 2).place(1, 0) == pytest.approx((100, 60))
    twice = pen.at(0, 0, mirror=-1).at(0, 0, angle=math.pi / 2)
    assert twice.angle == -math.pi / 2
    assert twice.place(1, 0) == pytest.approx((100, 60))


def test_a_box_fills_its_corners_and_may_have_an_outline() -> None:
    plain = drawn(lambda pen: pen.box(-2, -1, 2, 1, RED, outline=False))
    assert bounds(plain) == (30, 40, 70, 60)
    assert (plain[40:61, 30:71] == RED).all()
    lined = drawn(lambda pen: pen.box(-2, -1, 2, 1, RED))
    assert tuple(lined[40, 50]) == OUTLINE
    assert tuple(lined[50, 50]) == RED


def test_a_turned_ellipse_has_its_axes_turned() -> None:
    flat = drawn(lambda pen: pen.ellipse(0, 0, 3, 1, RED, outline=False))
    assert bounds(flat) == (20, 40, 80, 60)
    upright = drawn(lambda pen: pen.at(0, 0, angle=math.pi / 2).ellipse(0, 0, 3, 1, RED, False))
    assert bounds(upright) == (40, 20, 60, 80)


def test_a_line_is_as_wide_as_it_says_and_never_too_thin_to_see() -> None:
    wide = drawn(lambda pen: pen.line([(-2, 0), (2, 0)], RED, 0.6))
    assert (wide[:, 50] == RED).all(axis=1).sum() in (6, 7)
    thin = drawn(lambda pen: pen.line([(-2, 0), (2, 0)], RED, 0.001))
    assert (thin[:, 50] == RED).all(axis=1).sum() == 1


def test_a_limb_has_round_ends_and_an_outline() -> None:
    limb = drawn(lambda pen: pen.limb([(-2, 0), (2, 0)], RED, 1.0))
    left, top, right, bottom = bounds(limb)
    assert left == pytest.approx(25, abs=1)
    assert right == pytest.approx(75, abs=1)
    assert bottom - top + 1 == pytest.approx(11, abs=1)
    assert tuple(limb[top, 50]) == OUTLINE
    assert tuple(limb[50, 50]) == RED


def test_a_star_points_upward_with_as_many_points_as_were_asked_for() -> None:
    star = drawn(lambda pen: pen.star(0, 0, 4, RED, 4))
    left, top, right, bottom = bounds(star)
    assert (top, left, right, bottom) == pytest.approx((10, 10, 90, 90), abs=1)
    assert tuple(star[50, 50]) == RED
    assert (star[25, 25] == 255).all()  # between two points
