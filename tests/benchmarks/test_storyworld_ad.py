"""The benchmark that measures Storyworld-AD."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "storyworld_ad.py"


@pytest.fixture(scope="module")
def measuring():
    spec = importlib.util.spec_from_file_location("storyworld_ad", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["storyworld_ad"] = module
    spec.loader.exec_module(module)
    return module


def test_the_ceiling_is_far_from_perfect_and_far_from_nothing(measuring):
    films = measuring.drawn(6, 0.7)
    found = measuring.figures(films, measuring.second_wording(films))
    same = measuring.figures(films, [[shot.text for shot in film.clips] for film in films])
    assert 100 < found["CIDEr"] < 0.4 * same["CIDEr"]
    assert 60 < found["R@1/5"] < 95


def test_descriptions_of_neighbours_share_more_words_the_more_redundant_the_film(measuring):
    near = []
    for r in (0.1, 0.9):
        curve = measuring._curve(measuring.word_vectors(measuring.drawn(6, r)))
        near.append(curve[0] - curve[-1])
    assert near[0] < near[1]


def test_words_become_vectors_and_curves_are_shown(measuring):
    vectors = measuring.word_vectors(measuring.drawn(1, 0.7))
    assert len(vectors[0]) == 48
    assert set(np.unique(vectors[0])) == {0, 1}
    shown = measuring.row([0.9, 0.8, 0.7, 0.6, 0.5])
    assert shown == "1 apart 0.900, 2 apart 0.800, 4 apart 0.600, any two 0.500"


def test_drawing_takes_time(measuring):
    assert measuring.milliseconds(measuring.drawn(1, 0.7)[0], 24) > 0
