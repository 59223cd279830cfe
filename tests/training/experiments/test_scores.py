"""How a run's lines are scored."""

from __future__ import annotations

import dataclasses

import pytest

from adtool.datasets.storyworld_film import storyworld
from adtool.evaluation.metrics.recall import Pair
from adtool_training.experiments.scores import scores, unseen_films

SAID = ["Ann kicks a ball.", "Bob sleeps.", "Cid paints a lamp.", "Ann runs.", "Bob weeps."]


def test_a_perfect_model_is_first_and_one_that_says_one_thing_is_at_chance():
    pairs = [Pair(i, text, text) for i, text in enumerate(SAID)]
    perfect = scores([pairs, pairs], [(1, 5)])
    assert perfect["R@1/5"] == 100.0
    assert perfect["ROUGE-L"] == pytest.approx(100.0)
    same = scores([[dataclasses.replace(one, prediction="He waits.") for one in pairs]], [(2, 5)])
    assert (same["R@2/5"], same["CIDEr"]) == (40.0, pytest.approx(0.0, abs=1e-6))
    assert same["repetition"] == 100.0 > perfect["repetition"]


def test_the_test_films_are_neither_learned_from_nor_validated_on(plan):
    config = plan.experiments[0].rows[0].stage_two
    films = {film.name for film in unseen_films(config, plan)}
    assert len(films) == plan.films
    for split in ("train", "validation"):
        assert not films & {film.name for film in storyworld(config.data, split)}


def test_storyworld_ads_test_films_are_its_own(plan):
    config = plan.experiments[0].rows[0].stage_two
    config = dataclasses.replace(
        config, data=dataclasses.replace(config.data, kind="storyworld-ad", redundancy=0.4)
    )
    names = [film.name for film in unseen_films(config, plan)]
    assert names == ["storyworld-ad-r0.4-3000000", "storyworld-ad-r0.4-3000001"]
