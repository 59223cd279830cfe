from __future__ import annotations

import pytest

from adtool.shots.shot import SCALES, ClipShots, Shot


def test_the_scales_go_from_near_to_far():
    assert SCALES[0] == "extreme close-up"
    assert SCALES[5] == "extreme long shot"


def test_a_clips_scale_is_the_mean_of_its_shots_by_their_length():
    shots = Shot(0, 3000, 1, 1.0), Shot(3000, 4000, 2, 5.0), Shot(4000, 9000, 3)
    assert ClipShots((), shots, ()).scale == pytest.approx(2.0)


def test_without_anybody_a_clip_has_no_scale():
    assert ClipShots((), (Shot(0, 3000, 1),), ()).scale is None
    assert ClipShots((Shot(0, 1, 1, 2.0),), (), ()).scale is None


def test_of_a_shot_and_a_clip_nothing_is_said_that_was_not_seen():
    shot = Shot(0, 1000, setup=1)
    assert (shot.scale, shot.moving, shot.still) == (None, False, "")
    clip = ClipShots((), (shot,), ())
    assert (clip.opens_scene, clip.like) == (False, None)
