"""Both worlds by their names."""

import pytest

from adtool.storyworld import sample_film
from adtool.storyworld.ad import sampling
from adtool.storyworld.worlds import WORLDS, sample


def test_each_world_draws_its_own_films():
    assert sample("storyworld", 5, 6) == sample_film(5, 6)
    assert sample("storyworld-ad", 5, 6) == sampling.sample_film(5, 6)
    assert sample("storyworld-ad", 5, 6, 0.2) == sampling.sample_film(5, 6, 0.2)


def test_films_of_one_seed_have_names_that_tell_the_worlds_apart():
    names = {sample(world, 5, 2).name for world in WORLDS} | {sample(WORLDS[1], 5, 2, 0.25).name}
    assert names == {"storyworld-5", "storyworld-ad-5", "storyworld-ad-r0.25-5"}


def test_a_world_that_there_is_not_is_refused_by_name():
    with pytest.raises(ValueError, match="world is 'mars'; it must be one of storyworld, story"):
        sample("mars", 1)
