"""What a film's lines say again: each figure as one counts it by hand."""

import math

import pytest

from adtool.evaluation.metrics.pairs import Pairs
from adtool.evaluation.metrics.redundancy import (
    nearer_to_neighbour,
    redundancy,
    repeated_grams,
    self_bleu,
)
from adtool.settings import EvaluationSettings


def test_n_grams_that_the_line_before_has_are_repeated():
    lines = ["Anna walks to the door.", "Anna walks to the sea.", "", "Rain.", "Rain falls."]
    assert repeated_grams(lines, 2) == [None, 3 / 4, None, None, 0.0]
    assert repeated_grams(lines, 4) == [None, 1 / 2, None, None, None]
    assert repeated_grams([], 2) == []


def test_a_line_that_describes_the_clip_beside_its_own_is_nearer_to_it():
    references = ["Anna sits.", "Tom runs home.", "Rain falls.", "A dog barks."]
    said = ["Tom runs home.", "Tom runs home.", "", "Anna sits."]
    assert nearer_to_neighbour(said, references) == [1.0, 0.0, None, 0.0]  # Anna's is 3 away
    assert nearer_to_neighbour(["Anna sits."], ["Anna sits."]) == [None]


def test_self_bleu_is_one_for_a_line_said_again_and_nothing_without_a_word_in_common():
    again = self_bleu(["Anna walks to the door.", "Anna walks to the door."])
    assert again[0] is None
    assert again[1] == pytest.approx(1.0)
    assert self_bleu(["Anna sits.", "", "Rain falls."]) == [None, None, 0.0]


def test_self_bleu_is_that_of_its_equation():
    # of 4 words 3 are there, of 3 pairs 2, of 2 triples 1, of 1 quadruple none; one word shorter
    found = self_bleu(["She walks to the door.", "She walks to Tom."])[1]
    precisions = [3 / 4, 3 / 4, 2 / 3, 1 / 2]
    mean = math.exp(sum(map(math.log, precisions)) / 4)
    assert found == pytest.approx(math.exp(1 - 5 / 4) * mean)


def test_only_the_lines_of_the_window_count():
    lines = ["Anna walks to the door.", *(["Rain."] * 4), "Anna walks to the door."]
    assert self_bleu(lines)[-1] == 0.0
    assert self_bleu(lines[1:])[-1] == 0.0
    assert self_bleu([lines[0], *lines[2:]])[-1] == pytest.approx(1.0)


def test_the_references_own_values_stand_beside_the_figures():
    pairs = Pairs(
        movies=("a", "a", "b"),
        starts=(0, 1, 0),
        ends=(1, 2, 1),
        references=("Anna sits down.", "Anna sits up.", "Rain."),
        predictions=("Anna sits.", "Anna sits.", "Anna sits."),
    )
    found = redundancy(pairs, EvaluationSettings(device="cpu"))
    assert found.corpus["repeated 2-grams"] == 100.0
    assert found.per_row["repeated 2-grams"] == (None, 100.0, None)  # not across films
    assert found.notes["repeated 2-grams of the references"] == 50.0
    assert "repeated 4-grams" not in found.corpus
