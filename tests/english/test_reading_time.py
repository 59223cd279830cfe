"""How long texts take to say."""

from __future__ import annotations

import pytest

from adtool.english.reading_time import BREATH, reading_time, speaking_time, syllables


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
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


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
