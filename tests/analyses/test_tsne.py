"""t-SNE: the same places each time, and clear words where there are too few points."""

import sys

import numpy as np
import pytest

from adtool.analyses.tsne import check_perplexity, on_a_plane
from adtool.errors import AdtoolError, UnavailableError


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


@pytest.mark.parametrize(
    ("perplexity", "points", "say"), [(30.5, 91, "30"), (1.5, 5, "1"), (1.01, 4, "1")]
)
def test_the_largest_perplexity_that_there_are_points_for_is_suggested(perplexity, points, say):
    with pytest.raises(AdtoolError) as caught:
        check_perplexity(perplexity, points)
    assert str(caught.value) == (
        f"A perplexity of {perplexity:g} is too high for {points} points; "
        f"say --perplexity {say} or take more clips."
    )


def test_four_points_are_the_least():
    check_perplexity(1, 4)
    with pytest.raises(AdtoolError) as caught:
        check_perplexity(0.5, 1)
    assert str(caught.value) == ("t-SNE needs at least 4 points, and here are 1; take more clips.")


def test_too_few_points_are_refused_before_anything_is_placed():
    with pytest.raises(AdtoolError, match="too high for 4 points"):
        on_a_plane(np.ones((4, 2)), 5, 0)


def test_without_scikit_learn_what_to_install_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.manifold", None)
    with pytest.raises(UnavailableError, match=r"pip install 'adtool\[eval\]'"):
        on_a_plane(np.eye(10), 2, 0)
