"""How long texts take to say."""

from __future__ import annotations

import pytest

from adtool.english.reading_time import (
    BREATH,
    count_words,
    reading_time,
    speaking_time,
    syllables,
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("walks", 1),
        ("looked", 1),
        ("wanted", 2),
        ("table", 2),
        ("houses", 2),
        ("people", 2),
        ("radio", 3),
        ("beautiful", 3),
        ("station", 2),
        ("7", 2),
        ("21", 3),
        ("112", 4),
        ("straße", 2),
        ("окно", 2),
        ("窓", 1),
        ("tv", 1),
        ("robe", 1),
        ("miles", 1),
        ("dedicate", 3),
        ("boxes", 2),
        ("churches", 2),
        ("wishes", 2),
        ("video", 3),
        ("dual", 2),
        ("special", 2),
        ("religion", 3),
        ("éclair", 2),
        ("שלום", 2),
        ("窓窓窓", 3),
        ("窓窓bcd", 3),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("number", "count"),
    [
        ("0", 2), ("1", 1), ("6", 1), ("7", 2), ("9", 1), ("10", 1), ("11", 3), ("12", 1),
        ("13", 2), ("17", 3), ("19", 2), ("20", 2), ("21", 3), ("30", 2), ("70", 3), ("77", 5),
        ("80", 2), ("99", 3), ("100", 3), ("101", 4), ("107", 5), ("110", 4), ("111", 6),
        ("700", 4), ("1000", 3), ("1001", 4), ("1100", 6), ("7077", 9), ("9999", 9),
        ("12345", 5), ("70070", 10), ("00000", 10),
    ],
)  # fmt: skip
def test_numbers_are_counted_as_they_are_read_out(number: str, count: int) -> None:
    assert syllables(number) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [("Anna sits.", 2), ("Well-made — 3.5 cups", 3), ("…", 0), ("", 0), ("it's 1:30 “now”", 3)],
)
def test_words_are_counted_between_spaces(text: str, count: int) -> None:
    assert count_words(text) == count


def test_times_are_exact_and_rounded_up() -> None:
    assert speaking_time("Anna", 1) == 60_000
    assert speaking_time("Anna sits down", 7) == 25_715
    assert reading_time("Photographers", 1) == 160_000
    assert reading_time("Photographers", 7) == 22_858


def test_only_words_with_a_capital_cost_what_names_do() -> None:
    names = {"will", "man"}
    assert reading_time("A man will sit by Will.", 120, names=names, name_cost=90) == (
        reading_time("A man will sit by Tom.", 120, name_cost=90)
    )
    twice = reading_time("Man sits by Will and Tom.", 1, names=names, name_cost=90)
    assert twice == round((6 + 3 * 90) / 1.5 * 60_000)


def test_neither_a_title_nor_dots_before_a_small_letter_let_anybody_breathe() -> None:
    whole = reading_time("Rhinoceroses hesitate, ponies hesitate.", 120)
    assert reading_time("Rhinoceroses hesitate... ponies hesitate. ", 120) == whole
    assert reading_time("Rhinoceroses. Mr. Ponies. Hesitate.", 120) == 2 * BREATH + (
        reading_time("Rhinoceroses, Mr. Ponies, hesitate.", 120)
    )


def test_short_words_take_what_their_number_says() -> None:
    assert reading_time("He is in it.", 120) == speaking_time("He is in it.", 120) == 2000


def test_long_words_numbers_and_names_take_longer() -> None:
    assert reading_time("Photographers examine microscopes.", 120) > 1500
    assert reading_time("He counts 177 cups.", 120) > reading_time("He counts ten cups.", 120)
    unnamed = reading_time("She follows Anna.", 120)
    assert reading_time("She follows Anna.", 120, name_cost=1.5) == unnamed + 500
    named = reading_time("Anna follows.", 120, names={"anna"}, name_cost=1.5)
    assert named == reading_time("Anna follows.", 120) + 500


def test_a_breath_is_taken_between_sentences() -> None:
    one = reading_time("Rhinoceroses hesitate, ponies hesitate.", 120)
    assert reading_time("Rhinoceroses hesitate. Ponies hesitate.", 120) == one + BREATH


def test_nothing_takes_no_time() -> None:
    assert reading_time(" — ", 120) == 0


def test_numbers_to_nineteen_are_counted_as_their_words() -> None:
    counts = [syllables(str(number)) for number in range(20)]
    assert counts == [2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2]
