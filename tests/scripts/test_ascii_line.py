"""Lines in ASCII, as far as that goes."""

import pytest

from adtool.scripts.ascii_line import ascii_line


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("00:01 --> 00:02", "00:01 --> 00:02"),
        ("００：０１．５", "00:01.5"),
        ("٠١:٢٣،٤", "01:23,4"),
        ("०१:२३", "01:23"),
        ("1—2 → 3", "1-2 > 3"),
        ("（1）", "[1]"),
        ("a\tb\u00a0c", "a b c"),
        ("1\u200b2\u200f3", "123"),
        ("Grüße, 音楽", "Grüße, 音楽"),
        ("²③", "²③"),
    ],
)
def test_digits_and_marks_become_those_of_ascii(line: str, plain: str) -> None:
    assert ascii_line(line)[0] == plain


def test_each_letter_tells_its_place_in_the_line() -> None:
    plain, places = ascii_line("\u200fa\u200bb")
    assert (plain, list(places)) == ("ab", [1, 3])


def test_only_the_beginning_is_looked_at_where_that_is_asked() -> None:
    assert ascii_line("１２３４", 2)[0] == "12"
