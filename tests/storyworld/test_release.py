"""Which film of storyworld is released."""

import pytest

from adtool.storyworld import sample_film, seeds
from adtool.storyworld.release import ReleaseSettings


def test_unless_told_otherwise_it_is_the_first_of_the_test_films():
    assert ReleaseSettings().film() == sample_film(seeds("test", 1)[0])


def test_a_split_and_a_number_or_a_seed_alone_say_which():
    third = ReleaseSettings("validation", 3, clips=2).film()
    assert (third.seed, len(third.clips)) == (seeds("validation", 3)[2], 2)
    assert ReleaseSettings("validation", 3, seed=7, clips=2).film().seed == 7


def test_a_split_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="splits: train, validation, test"):
        ReleaseSettings("mars").film()
