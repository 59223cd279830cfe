"""Who is what in a clip."""

from adtool.storyworld import seeds
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.sampling import sample_film

SHOTS = [shot for seed in seeds("train", 10) for shot in sample_film(seed).clips]


def test_the_other_person_of_a_joint_action_is_no_bystander():
    joint = [shot for shot in SHOTS if MOVES[shot.action].together]
    assert len(joint) > 50
    for shot in joint:
        assert shot.receiver == shot.others[0]
        assert shot.bystanders == shot.others[1:]


def test_where_nobody_is_acted_on_all_others_are_bystanders():
    alone = [shot for shot in SHOTS if not MOVES[shot.action].together]
    assert all(shot.receiver is None and shot.bystanders == shot.others for shot in alone)


def test_only_a_bystander_reacts():
    assert sum(shot.reacting is not None for shot in SHOTS) > 50
    for shot in SHOTS:
        assert (shot.reacting in shot.bystanders) == bool(shot.reaction)
