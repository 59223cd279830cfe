import pytest

from adtool.english.words import CLOSED_CLASS, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna sits.", ["anna", "sits"]),
        ("The well-worn coat's hem — it doesn’t fit.",
         ["the", "well-worn", "coat", "hem", "it", "doesn't", "fit"]),
        ("James' hat, O’Hara’s hat.", ["james", "hat", "o'hara", "hat"]),
        ("2 cups, 3.5 plates", ["2", "cups", "3", "5", "plates"]),
        ("'Quoted' -dash-", ["quoted", "dash"]),
        ("", []),
    ],
)  # fmt: skip
def test_words_keep_their_hyphens_and_lose_case_and_possessive(text: str, found: list[str]) -> None:
    assert [word for word, _, _ in words(text)] == found


def test_a_word_is_where_it_stands_with_its_possessive() -> None:
    assert list(words("A coat's hem")) == [("a", 0, 1), ("coat", 2, 8), ("hem", 9, 12)]


def test_small_words_are_closed_class() -> None:
    assert {
        "the",
        "she",
        "of",
        "and",
        "is",
        "can't",
        "not",
        "again",
        "mr",
        "mrs",
        "ms",
    } <= CLOSED_CLASS


def test_words_with_a_meaning_are_not() -> None:
    assert not {"door", "monday", "captain", "dr", "anna", "opens"} & CLOSED_CLASS
