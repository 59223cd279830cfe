"""Moves between keyframes."""

import math

import pytest

from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.moves.move import Key, Move, walk
from adtool.storyworld.drawing import Pen
from adtool.storyworld.people import HIP, SHOULDER

REACH = Move(("reach",), (Key(((0, -2), (1, -2))), Key(((0, -2), (1, -6)), lean=0.4, shift=(2, 0))))


def hand_from_ground(pose):
    """Where a body's second hand is drawn, by the pens that draw it."""
    pen = Pen(None, 0, 0, 1)  # type: ignore[arg-type]
    body = pen.at(*pose.shift, angle=pose.turn)
    trunk = body.at(0, HIP + pose.crouch).at(0, 0, angle=pose.lean)
    return trunk.at(0.42, SHOULDER - HIP).place(*pose.hands[1])


@pytest.mark.parametrize("lean", [0.0, 0.5, -0.4, 1.3])
@pytest.mark.parametrize("crouch", [0.0, 0.8])
def test_hands_and_feet_are_drawn_where_the_keyframe_says(lean, crouch):
    move = Move(("hold",), (Key(((-1, -3), (1.2, -2.5)), lean=lean, crouch=crouch),))
    pose = move.tableau(0.3).pose
    assert hand_from_ground(pose) == pytest.approx((1.2, -2.5))
    assert pose.feet[0][1] + HIP + crouch == pytest.approx(0)


def test_a_move_runs_from_its_first_keyframe_to_its_last():
    assert hand_from_ground(REACH.tableau(0).pose) == pytest.approx((1, -2))
    assert hand_from_ground(REACH.tableau(1).pose) == pytest.approx((3, -6))
    assert REACH.tableau(0.4).pose.shift[0] == pytest.approx(2 * (3 * 0.48**2 - 2 * 0.48**3))


def test_down_is_up_the_other_way():
    assert REACH.tableau(0, "down").pose == REACH.tableau(1).pose


def test_a_quick_move_is_further_at_the_same_moment():
    slow, quick = (REACH.tableau(0.3, tempo=tempo).pose.shift[0] for tempo in (0.6, 1.8))
    assert slow < quick


def test_a_cycle_comes_round_again():
    clap = MOVES["clap"]
    first, again = (hand_from_ground(clap.tableau(p).pose) for p in (0.0, 1 / clap.cycles))
    assert first == pytest.approx(again)


def test_the_camera_keeps_the_highest_reach_of_the_whole_move():
    tops = {MOVES["lift up"].tableau(p).top for p in (0, 0.5, 1)}
    assert [round(top, 6) for top in tops] == [-7.3]


def test_legs_change_at_every_step():
    one, two = walk((0.0, 1.0), 0.5)
    assert one.feet[0][0] == -two.feet[0][0] == -0.5


@pytest.mark.parametrize("key", MOVES)
def test_every_move_is_well_formed(key):
    move = MOVES[key]
    assert len(set(move.verbs)) >= 3
    together = all("{b}" in verb for verb in move.verbs)
    assert together == move.together
    assert move.thing == all("{o}" in verb or "{s}" in verb for verb in move.verbs)
    assert bool(move.directions) == all("{d}" in verb for verb in move.verbs)
    for p in (0, 0.2, 0.99, 1):
        tableau = move.tableau(p)
        assert math.isfinite(tableau.pose.lean)
        assert bool(tableau.things) == move.thing
        assert (tableau.other is not None) == move.together
