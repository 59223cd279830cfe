import re

import pytest

from adtool.cast.character import Character
from adtool.english.forms import (
    any_of,
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
        ("J. R. Ewing", "J. R. Ewing"),
        ("Samuel L. Jackson", "Samuel"),
        ("Dr. Martin King Jr.", "Dr. King"),
        ("Otto Lind III", "Otto"),
        ("Henry VIII", "Henry VIII"),
        ("Sir Ian McKellen", "Sir Ian"),
        ("Queen Elizabeth II", "Queen Elizabeth"),
        ("Mr. Otto van der Berg", "Mr. van der Berg"),
        ("Lt. Col. Max Frost", "Lt. Col. Frost"),
        ("Van Helsing", "Van Helsing"),
        ("Countess de la Cruz", "Countess de la Cruz"),
        ('Bo "The Cat" Lind', "Bo"),
        ("Commander William 'Will' Riker", "Commander Riker"),
        ("Captain of the guard", "Captain of the guard"),
        ("Man in Black", "Man in Black"),
        ("Security Guard", "Security Guard"),
        ("Cop 2", "Cop 2"),
        ("Rose Hill", "Rose"),
        ("Will Turner", "Will"),
        ("Jean-Luc Picard", "Jean-Luc"),
        ("O'Brien", "O'Brien"),
        ("Анна Берг", "Анна"),
        ("李明", "李明"),
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
        (Character("Captain of the guard"), {"Captain of the guard"}),
        (
            Character("Lt. Col. Frost"),
            {"Lt. Col. Frost", "Lt. Frost", "Col. Frost", "Frost"},
        ),
        (Character("Mother"), {"Mother"}),
        (
            Character('Bo "The Cat" Lind'),
            {'Bo "The Cat" Lind', "Bo Lind", "Bo", "The Cat", "The Cat Lind"},
        ),
        (Character("Otto Lind Jr."), {"Otto Lind Jr.", "Otto Lind", "Otto"}),
        (Character("Anna / The Fox"), {"Anna / The Fox", "Anna", "The Fox"}),
        (Character("the old man"), {"the old man", "The old man"}),
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
