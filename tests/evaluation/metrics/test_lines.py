"""Repeats, monotony, length and lines too long: each figure as one counts it by hand."""

import pytest

from adtool.evaluation.metrics.lines import distinct, fit, repetition, words
from adtool.evaluation.metrics.pairs import Pairs
from adtool.evaluation.metrics.table import METRICS
from adtool.settings import EvaluationSettings

SETTINGS = EvaluationSettings(device="cpu")
FOUR = "one two three four"  # 1.5 s at 160 words a minute
PAIRS = Pairs(
    movies=("Dial M", "Dial M", "Dial M", "Rope"),
    starts=(0, 3000, 6000, 0),
    ends=(2500, 5000, 6000, 900),
    references=(
        "Tony slowly closes the door again.",
        "Tony puts the key on the desk (an old one).",
        "It's 3:15 p.m.; Margo turns away, distressed.",
        "A detective stands outside the door.",
    ),
    predictions=(
        "Tony closes the door.",
        "He walks towards Tony's desk, and doesn't stop.",
        "",
        "A detective stands outside the door.",
    ),
)


def rows(pairs, texts):
    return Pairs(pairs.movies, pairs.starts, pairs.ends, pairs.references, tuple(texts))


def scored(predictions, references=None, starts=None, ends=None, movies=None):
    count = len(predictions)
    return Pairs(
        movies or ("m",) * count,
        starts or tuple(1000 * i for i in range(count)),
        ends or tuple(1000 * i + 1000 for i in range(count)),
        tuple(references or ("x",) * count),
        tuple(predictions),
    )


def test_repetition_is_counted_in_each_movies_own_order():
    # "He walks towards Tony's desk, and doesn't stop." has ten words with 's and n't
    found = METRICS["repetition"](PAIRS, SETTINGS)
    assert found.per_row["repetition"] == (None, pytest.approx(100 / 10), None, None)


def test_repetition_is_the_mean_of_the_rows_that_have_it_beside_the_describers_own():
    pairs = scored(
        ["b c", "a b", "a a", "z z"],
        ["He sits.", "He sits.", "He runs.", "He sits."],
        starts=(9, 5, 1, 1),
        movies=("m", "m", "m", "n"),
    )
    found = repetition(pairs, SETTINGS)
    assert found.name == "repetition"
    assert found.per_row == {"repetition": (50.0, 50.0, None, None)}  # b of "b c", a of "a b"
    assert found.corpus == {"repetition": 50.0}
    assert found.notes == {"repetition of the references": 75.0}
    assert not found.pooled


def test_nothing_to_repeat_is_a_repetition_of_0():
    found = repetition(scored(["a", ""]), SETTINGS)
    assert found.corpus == {"repetition": 0.0}
    assert found.per_row == {"repetition": (None, None)}


def test_distinct_is_of_all_lines_together():
    found = METRICS["distinct"](rows(PAIRS, ["a b", "a b", "a b", "c d"]), SETTINGS)
    assert found.corpus == pytest.approx({"distinct-1": 50, "distinct-2": 50})
    assert found.pooled == {"distinct-1", "distinct-2"}


def test_the_describers_distinct_words_stand_in_the_notes():
    found = distinct(scored(["a b a", "b"], ["a b c", "c d e"]), SETTINGS)
    assert found.name == "distinct"
    assert found.corpus == {"distinct-1": 50.0, "distinct-2": 100.0}
    assert found.notes == {
        "distinct-1 of the references": pytest.approx(100 * 5 / 6),
        "distinct-2 of the references": 100.0,
    }
    assert not found.per_row


def test_words_count_empty_lines_and_say_how_many():
    found = METRICS["words"](rows(PAIRS, ["a b", "", "a b c d", "..."]), SETTINGS)
    assert found.corpus == {"words a line": 1.5}
    assert found.notes["lines without a word"] == 2


def test_words_leave_punctuation_out_and_split_contractions():
    found = words(scored(["She's here, now.", "—", "Go"], ["a b", "c", ""]), SETTINGS)
    assert found.per_row == {"words a line": (4.0, 0.0, 1.0)}
    assert found.notes == {"words a line of the references": 1.0, "lines without a word": 1}
    assert words(scored([]), SETTINGS).corpus == {"words a line": 0.0}


def test_lines_fit_where_they_can_be_spoken_in_their_clip():
    four = "one two three four"  # 1.5 s at 160 words a minute
    found = METRICS["fit"](rows(PAIRS, [four, "", four, four]), SETTINGS)
    assert found.per_row["lines that fit"] == (100.0, None, None, 0.0)
    assert found.corpus == {"lines that fit": 50.0}
    slow = METRICS["fit"](rows(PAIRS, [four] * 4), EvaluationSettings(rate=60))
    assert slow.corpus == {"lines that fit": 0.0}
    assert METRICS["fit"](rows(PAIRS, [""] * 4), SETTINGS).corpus == {}


@pytest.mark.parametrize(("length", "fits"), [(1500, 100.0), (1499, 0.0), (1, 0.0), (0, None)])
def test_a_line_may_take_all_of_its_clip_and_no_millisecond_more(length, fits):
    found = fit(scored([FOUR, FOUR], starts=(500, 0), ends=(500 + length, 9000)), SETTINGS)
    assert found.per_row["lines that fit"] == (fits, 100.0)


def test_lines_that_cannot_count_are_counted_in_the_notes():
    pairs = scored([FOUR, "—", FOUR], [FOUR, "Go", ""], starts=(0, 0, 7), ends=(1500, 1000, 7))
    found = fit(pairs, EvaluationSettings(device="cpu", rate=160))
    assert found.corpus == {"lines that fit": 100.0}
    assert found.notes == {
        "words a minute": 160,
        "lines that fit of the references": 100.0,
        "lines without a word or a clip's length": 2,
    }
    none = fit(scored(["", ""]), SETTINGS)
    assert (none.corpus, none.per_row) == ({}, {})
    assert none.notes["lines that fit of the references"] == 100.0
