"""Numbers in figures."""

from __future__ import annotations

import pytest

from adtool.english.numerals import in_words, numerals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 dogs and 12 cats, 13 birds.", [3, 12]),
        ("At 3:15, on 4/5, 2.5 m, $5, 7%, B7, 3rd, 1-2, 6 pm, 05.", []),
        ("Room for 0.", [0]),
        ("Apollo 11 lands at 5 PM in room 3, on 7 May, with 10 000 men.", []),
        ("A sign says “Gate 9”. No. 5 and an iPhone 7.", []),
        ("About 3 dogs. 2 cats. Then 5.", [3, 2, 5]),
    ],
)
def test_small_whole_numbers_are_found_and_nothing_else(text: str, found: list[int]) -> None:
    assert [number.value for number in numerals(text, 12)] == found


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "zero"), (7, "seven"), (13, "thirteen"), (21, "twenty-one"), (100, "one hundred")],
)
def test_a_number_is_written_in_words(value: int, words: str) -> None:
    assert in_words(value) == words
