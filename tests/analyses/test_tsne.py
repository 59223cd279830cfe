"""t-SNE: the same places each time, and clear words where there are too few points."""

import numpy as np
import pytest

from adtool.analyses.tsne import check_perplexity, on_a_plane
from adtool.errors import AdtoolError


def test_the_same_seed_gives_the_same_places_and_neighbours_stay_together():
    rng = np.random.default_rng(1)
    groups = np.repeat([0, 1], 12)
    points = rng.normal(size=(24, 5)) + 30 * groups[:, None]
    found = on_a_plane(points, 4, 0)
    np.testing.assert_array_equal(found, on_a_plane(points, 4, 0))
    distances = np.linalg.norm(found[:, None] - found, axis=-1) + np.diag([np.inf] * 24)
    assert (groups[distances.argmin(axis=1)] == groups).all()


def test_points_that_are_one_stay_one():
    np.testing.assert_array_equal(on_a_plane(np.ones((10, 3)), 2, 0), np.zeros((10, 2)))


@pytest.mark.parametrize(
    ("perplexity", "points", "said"),
    [
        (30, 90, "too high for 90 points; say --perplexity 29 or take more clips"),
        (1, 3, "needs at least 4 points, and here are 3"),
    ],
)
def test_too_few_points_are_refused_with_what_to_do(perplexity, points, said):
    with pytest.raises(AdtoolError, match=said):
        check_perplexity(perplexity, points)


def test_three_points_a_unit_of_perplexity_are_enough():
    check_perplexity(30, 91)
