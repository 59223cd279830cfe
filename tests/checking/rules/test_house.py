"""Rules that only hold where a house asks for them."""

from __future__ import annotations

import pytest

from adtool.settings import Banned
from adtool.timeline import Line


def line(text: str, start: int = 20_000) -> Line:
    return Line(start, start + 12_000, text)


BANNED = (Banned("gazes at", "looks at", "Plain words."), Banned("beautiful"))


@pytest.mark.parametrize(
    "text",
    ["Anna gazes at Tom.", "Gazes\nat the sea.", "GAZES  AT it.", "A beautiful, old house."],
)
def test_words_that_the_house_does_not_use_are_found(subject, broken, text: str) -> None:
    assert ("banned-words", 1) in broken(subject(line(text)), banned=BANNED)


@pytest.mark.parametrize("text", ["Anna gazes out.", "Beautifully made.", "Unbeautiful."])
def test_other_words_are_not(subject, broken, text: str) -> None:
    assert ("banned-words", 1) not in broken(subject(line(text)), banned=BANNED)


def test_a_line_may_be_too_long_in_words_or_in_characters(subject, broken) -> None:
    script = subject(line("Anna slowly opens the old door."))
    assert ("long-line", 1) in broken(script, longest_words=5)
    assert ("long-line", 1) not in broken(script, longest_words=6)
    assert ("long-line", 1) in broken(script, longest_characters=30)
    assert ("long-line", 1) not in broken(script, longest_characters=31)


@pytest.mark.parametrize("text", ["He has 3 dogs.", "12 men wait.", "Room for 10."])
def test_small_numbers_in_figures_are_found(subject, broken, text: str) -> None:
    assert ("numbers-in-figures", 1) in broken(subject(line(text)), numbers_in_words=12)


@pytest.mark.parametrize("text", ["At 3:15.", "13 men.", "Gate B7.", "Three dogs.", "$5.", "1984."])
def test_other_numbers_are_not(subject, broken, text: str) -> None:
    assert ("numbers-in-figures", 1) not in broken(subject(line(text)), numbers_in_words=12)


def test_who_is_first_named_is_named_in_full(subject, broken, cast) -> None:
    lines = line("Anna waits."), line("Anna Berg goes.", 40_000)
    assert ("half-name", 1) in broken(subject(*lines, cast=cast), full_names=True)
    assert ("half-name", 1) not in broken(subject(lines[1], cast=cast), full_names=True)
    assert ("half-name", 1) not in broken(subject(line("Tom waits."), cast=cast), full_names=True)


def test_none_of_them_says_anything_where_nothing_is_asked(subject, broken, cast) -> None:
    script = subject(line("Anna gazes at 3 beautiful dogs."), cast=cast)
    asked = {"banned-words", "long-line", "numbers-in-figures", "half-name"}
    assert not asked & {rule for rule, _ in broken(script)}
