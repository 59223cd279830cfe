import pytest

from adtool.evaluation.metrics.repetition import distinct, repeated, repetition, words_a_line


def test_repetition_is_the_share_of_words_that_the_line_before_had():
    lines = ["Tom runs home.", "Tom sits.", "Ann waves to Tom."]
    # "Tom" of two words, then "Tom" of four
    assert repetition([lines]) == pytest.approx(100 * (1 / 2 + 1 / 4) / 2)


def test_repetition_does_not_reach_across_movies():
    assert repetition([["He nods."], ["He nods."]]) == 0
    assert repetition([["He nods.", "He nods."]]) == 100


def test_an_empty_line_neither_repeats_nor_is_repeated():
    assert repetition([["He nods.", "", "He nods."]]) == 0
    assert repetition([[], [""]]) == 0


def test_distinct_counts_different_ngrams_over_all():
    lines = ["a b a b", "a b"]
    assert distinct(lines, 1) == pytest.approx(100 * 2 / 6)
    assert distinct(lines, 2) == pytest.approx(100 * 2 / 4)
    assert distinct(lines, 5) == 0


def test_words_a_line_leaves_punctuation_out():
    assert words_a_line(["Tom, slowly, sits.", ""]) == pytest.approx(1.5)
    assert words_a_line([]) == 0


def test_every_line_has_its_share_of_the_line_before():
    lines = ["a b", "b b c a", "", "c", "C, c d e"]
    assert repeated(lines) == [None, 3 / 4, None, 0.0, 2 / 4]
    assert repeated(["a"]) == [None]
    assert repeated([]) == []


def test_the_mean_is_over_lines_and_not_over_movies():
    movies = [["a", "a", "b", "c"], ["a", "a"]]
    assert repetition(movies) == pytest.approx(100 * 2 / 4)


def test_ngrams_end_with_their_line():
    assert distinct(["a b c"], 3) == 100
    assert distinct(["a b", "b a"], 2) == 100
    assert distinct(["a b", "a b", "a b c"], 2) == pytest.approx(100 * 2 / 4)
    assert distinct(["a a a"], 1) == pytest.approx(100 / 3)
    assert distinct([], 1) == 0
