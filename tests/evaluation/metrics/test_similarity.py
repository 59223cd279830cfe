"""How alike two sentences are, by the words they share; and windows compared as each likes it."""

import numpy as np
import pytest

from adtool.evaluation.metrics.similarity import WindowSimilarity, compare, word_f1

WINDOWS = [(["a b"], ["a b", "b"]), (["c", "d"], ["c"])]


def test_word_f1_counts_shared_words():
    found = word_f1(["A man runs.", ""], ["A man walks.", "a MAN runs", ""])
    np.testing.assert_allclose(found, [[2 / 3, 1, 0], [0, 0, 0]])
    assert word_f1([], ["a"]).shape == (0, 1)


@pytest.mark.parametrize(
    ("said", "wanted", "f1"),
    [
        ("a a b", "a b b", 2 * 2 / 6),  # one a and one b
        ("a a", "a", 2 * 1 / 3),
        ("b a", "a b", 1.0),  # order is nothing to it
        ("a", "b", 0.0),
        ("—", "—", 0.0),
        ("a b c d", "d", 2 / 5),
    ],
)
def test_a_word_counts_as_often_as_both_have_it(said, wanted, f1):
    assert word_f1([said], [wanted]) == pytest.approx(np.array([[f1]]))
    assert word_f1([wanted], [said]) == pytest.approx(np.array([[f1]]))


def test_shapes_are_predictions_by_references():
    assert word_f1(["a", "b"], ["a", "b", "c"]).shape == (2, 3)
    assert word_f1(["a", "b"], []).shape == (2, 0)
    assert word_f1([], []).dtype == np.float64


def test_a_plain_similarity_is_asked_window_by_window_and_no_sooner_than_need_be():
    asked = []

    def similarity(said, wanted):
        asked.append((said, wanted))
        return word_f1(said, wanted)

    found = compare(similarity, WINDOWS)
    assert asked == []
    np.testing.assert_allclose(next(found), [[1, 2 / 3]])
    assert asked == WINDOWS[:1]
    np.testing.assert_allclose(next(found), [[1], [0]])
    assert next(found, None) is None


def test_one_that_wants_all_windows_is_shown_them_together():
    class Together:
        def __call__(self, said, wanted):
            raise AssertionError("asked window by window")

        def compare(self, windows):
            return iter([np.full((1, 1), float(len(list(windows))))])

    assert isinstance(Together(), WindowSimilarity)
    assert not isinstance(word_f1, WindowSimilarity)
    (only,) = compare(Together(), WINDOWS)
    assert only == 2
