"""Similarities of neighbours, against plain loops over pairs."""

import numpy as np
import pytest

from adtool.analyses.neighbours import Likeness, clip_vectors, cosines, likeness, units


def cosine(a, b):
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


@pytest.fixture
def films():
    rng = np.random.default_rng(3)
    return [rng.normal(size=(n, 6)) + 1 for n in (7, 4, 1)]


def test_the_matrix_holds_every_pairs_cosine(films):
    found = cosines(films[0])
    wanted = [[cosine(a, b) for b in films[0]] for a in films[0]]
    np.testing.assert_allclose(found, wanted, atol=1e-12)


def test_means_by_distance_are_those_of_all_films_pairs(films):
    found = likeness(films, 5)
    for d in range(1, 6):
        pairs = [cosine(f[i], f[i + d]) for f in films for i in range(len(f) - d)]
        assert found.pairs[d - 1] == len(pairs)
        assert found.by_distance[d - 1] == pytest.approx(np.mean(pairs), abs=1e-12)
    every = [
        cosine(f[i], f[j]) for f in films for i in range(len(f)) for j in range(len(f)) if i != j
    ]
    assert found.any_two == pytest.approx(np.mean(every), abs=1e-12)


def test_a_distance_that_no_film_has_is_nothing_and_not_zero(films):
    found = likeness(films, 8)
    assert found.by_distance[6:] == (None, None)
    assert found.pairs[6:] == (0, 0)
    assert likeness([films[2]], 1).any_two is None


def test_a_clips_vector_is_the_unit_mean_of_its_unit_frames():
    frames = np.array([[[3.0, 0.0], [0.0, 9.0]], [[2.0, 0.0], [5.0, 0.0]]])
    np.testing.assert_allclose(clip_vectors(frames), [[0.5**0.5, 0.5**0.5], [1, 0]])


def test_a_vector_of_length_zero_is_like_none():
    np.testing.assert_array_equal(cosines(np.array([[0.0, 0.0], [1.0, 0.0]])), [[0, 0], [0, 1]])


def test_units_have_length_1_whatever_their_type_and_shape():
    found = units(np.array([[[3, 4], [0, 0]], [[0, -2], [5, 12]]], dtype=np.float16))
    assert found.dtype == np.float64
    np.testing.assert_allclose(found, [[[0.6, 0.8], [0, 0]], [[0, -1], [5 / 13, 12 / 13]]])


def test_pairs_never_reach_from_one_film_into_another():
    alike, other = np.array([[1.0, 0.0]] * 3), np.array([[0.0, 1.0]] * 2)
    found = likeness([alike, other], 3)
    assert found.by_distance == (1.0, 1.0, None)
    assert found.pairs == (3, 1, 0)
    assert found.any_two == 1.0


def test_two_clips_are_one_pair_and_one_is_none():
    assert likeness([np.array([[1.0, 0.0], [0.0, 1.0]])], 1) == Likeness((0.0,), (1,), 0.0)
    assert likeness([np.ones((1, 2))], 2) == Likeness((None, None), (0, 0), None)
    assert likeness([], 1) == Likeness((None,), (0,), None)
