"""Manners."""

from adtool.storyworld.ad.manners import MANNERS, MOODS, PACES, manners_of
from adtool.storyworld.ad.moves import MOVES


def test_no_action_has_a_manner_that_contradicts_it():
    assert not set(PACES) & set(manners_of("run"))
    assert manners_of("sleep") == ()
    assert set(manners_of("walk")) == {*PACES, *MOODS}


def test_most_actions_can_be_done_in_several_manners():
    assert sum(len(manners_of(key)) > 1 for key in MOVES) > 60


def test_no_two_manners_share_a_word_or_a_sign():
    words = [word for one in MANNERS.values() for word in one.words]
    assert len(set(words)) == len(words)
    assert len({one.signs for one in MANNERS.values()}) == len(MANNERS)
    assert MANNERS["quickly"].tempo > 1 > MANNERS["slowly"].tempo
