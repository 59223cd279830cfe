"""The stage and its cameras."""

from dataclasses import replace

import pytest

from adtool.storyworld import sample_film
from adtool.storyworld.actions import Tableau
from adtool.storyworld.people import Pose
from adtool.storyworld.staging import GROUND, open_stage
from adtool.storyworld.world import Camera

SHOT = sample_film(5, 1).clips[0]


def pen(camera: Camera, tableau: Tableau, progress: float = 0.5):
    shot = replace(SHOT, cameras=(camera, camera), position=8.0, facing=1)
    return open_stage(shot, tableau, progress, 160, 90)[1]


def test_a_camera_that_shows_the_whole_stage_has_ten_pixels_a_unit_at_160():
    assert pen(Camera(1.0, False, 0.0), Tableau(Pose())).scale == pytest.approx(10)


def test_a_close_camera_looks_at_the_focus():
    column, row = pen(Camera(2.0, True, 0.0), Tableau(Pose(), focus=(1.0, -3.0))).place(
        9, GROUND - 3
    )
    assert (column, row) == pytest.approx((80, 45))


def test_a_camera_drifts_from_one_side_to_the_other():
    before, after = (
        pen(Camera(1.0, True, 1.0), Tableau(Pose()), p).place(8, 5)[0] for p in (0.0, 1.0)
    )
    assert before - after == pytest.approx(10)


def test_who_is_lifted_high_stays_in_the_picture():
    tableau = Tableau(Pose(), top=-7.5)
    assert pen(Camera(1.25, False, 0.0), tableau).place(8, GROUND - 7.5)[1] >= 0
