"""Phrases in a text."""

from __future__ import annotations

import pytest

from adtool.english.phrases import found, replaced


@pytest.mark.parametrize(
    ("phrase", "text", "places"),
    [
        ("we see", "Here We  see him. we see.", [(5, 12), (18, 24)]),
        ("can't", "He can’t go.", [(3, 8)]),
        ("red", "Redder, reds, bored.", []),
        ("a (b)", "So a (b) is.", [(3, 8)]),
        ("gaze", "", []),
        ("exit", "An exit says “Exit”.", [(3, 7)]),
    ],
)
def test_whole_words_are_found(phrase: str, text: str, places: list[tuple[int, int]]) -> None:
    assert list(found(phrase, text)) == places


@pytest.mark.parametrize(
    ("phrase", "other", "text", "result"),
    [
        ("gazes at", "looks at", "Anna gazes at Tom.", "Anna looks at Tom."),
        ("gazes at", "looks at", "Gazes at Tom.", "Looks at Tom."),
        ("we see", "", "We see Tom and Ann.", "Tom and Ann."),
        ("very", "", "A very old, very red car.", "A old, red car."),
        ("none", "x", "Nothing here.", "Nothing here."),
    ],
)
def test_a_phrase_is_replaced_and_sentences_keep_their_capitals(
    phrase: str, other: str, text: str, result: str
) -> None:
    assert replaced(phrase, other, text) == result
