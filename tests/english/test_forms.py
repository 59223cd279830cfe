import re

import pytest

from adtool.cast.character import Character
from adtool.english.forms import (
    any_of,
    as_known,
    forms,
    is_title,
    known_words,
    mention,
    name_words,
    short_name,
)

ANNA = Character("Anna Berg", actor="Nora Moss", aliases=("Annie",))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Anna Berg", "Anna"),
        ("Anna", "Anna"),
        ("Mr. Otto Lind", "Mr. Lind"),
        ("Mr. Lind", "Mr. Lind"),
        ("Captain Jean-Luc Picard", "Captain Picard"),
        ("The Old Man", "The Old Man"),
        ("Old Tom", "Old Tom"),
    ],
)
def test_whoever_is_known_is_called_shortly(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("character", "called"),
    [
        (ANNA, {"Anna Berg", "Annie", "Anna"}),
        (
            Character("Mr. Otto Lind"),
            {"Mr. Otto Lind", "Mr. Lind", "Otto Lind", "Otto", "Lind"},
        ),
        (Character("Dr. No"), {"Dr. No"}),
        (Character("Officer Friday"), {"Officer Friday"}),
        (Character("Captain of the guard"), {"Captain of the guard", "Captain guard"}),
        (
            Character("Lt. Col. Frost"),
            {"Lt. Col. Frost", "Lt. Frost", "Col. Frost", "Frost"},
        ),
        (Character("Mother"), {"Mother"}),
        (Character("The Old Man"), {"The Old Man"}),
    ],
)
def test_a_character_has_these_forms(character: Character, called: set[str]) -> None:
    assert set(forms(character)) == called
    lengths = [len(form) for form in forms(character)]
    assert lengths == sorted(lengths, reverse=True)


def test_titles_are_known_with_and_without_a_stop() -> None:
    assert is_title("Mr.")
    assert is_title("mr")
    assert is_title("Captain")
    assert not is_title("Otto")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Mr. Otto Lind", {"otto", "lind"}),
        ("The Old Man", {"man"}),
        ("Jean-Luc O’Hara's", {"jean-luc", "o'hara"}),
        ("Jan van der Meer", {"jan", "van", "der", "meer"}),
        ("Mother", {"mother"}),
        ("", set()),
    ],
)
def test_titles_and_articles_name_nobody(name: str, own: set[str]) -> None:
    assert name_words(name) == own


def test_all_names_of_the_cast_are_known() -> None:
    people = (ANNA, Character("Captain Jean-Luc Picard"), Character("The Old Man"))
    assert known_words(people) == {
        "anna", "berg", "annie", "nora", "moss", "jean-luc", "picard", "man",
    }  # fmt: skip


def test_the_longest_name_is_found_first_and_only_whole() -> None:
    pattern = re.compile(any_of(["Ann", "Ann Lee", "A.B."]))
    assert pattern.findall("Ann Lee, Ann, Anna, Jo-Ann, Ann-Kay, O'Ann, A.B. and AxB.") == [
        "Ann Lee",
        "Ann",
        "A.B.",
    ]


def test_a_character_is_found_by_any_form() -> None:
    text = "Annie, Anna Berg and Anna see anna and Annabel; Anna's hat."
    assert mention(ANNA).findall(text) == ["Annie", "Anna Berg", "Anna", "Anna"]


@pytest.mark.parametrize(
    ("text", "known", "becomes"),
    [
        ("Anna sits by Anna Berg.", False, "Anna Berg sits by Anna."),
        ("Anna sits by Anna.", False, "Anna Berg sits by Anna."),
        ("Anna Berg sits by Anna Berg.", False, "Anna Berg sits by Anna."),
        ("Annie sits by Anna Berg.", False, "Annie sits by Anna."),
        ("Anna Berg sits by Annie.", True, "Anna sits by Annie."),
        ("Anna sits.", True, "Anna sits."),
        ("Tom sits.", False, "Tom sits."),
    ],
)
def test_a_full_name_comes_first_and_the_short_one_then(
    text: str, known: bool, becomes: str
) -> None:
    assert as_known(text, ANNA, known=known) == becomes


def test_a_description_is_never_shortened() -> None:
    assert as_known("The Old Man sits.", Character("The Old Man"), known=True) == (
        "The Old Man sits."
    )
