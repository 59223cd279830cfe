import pytest

from adtool.cast.character import Character
from adtool.english.names import named

CAST = (
    Character("Anna Berg", aliases=("Annie",)),
    Character("Mr. Otto Lind", actor="Bruno Ganz"),
    Character("Captain Jean-Luc Picard"),
    Character("The Old Man"),
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.character.name if one.character else "") for one in named(text, CAST)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Berg waves.", [("Anna Berg", "Anna Berg")]),
        ("He sees Annie's hat.", [("Annie", "Anna Berg")]),
        ("Mr. Lind waves at Anna.", [("Mr. Lind", "Mr. Otto Lind"), ("Anna", "Anna Berg")]),
        ("He hugs Mr. Kay. Snow falls.", [("Mr. Kay", "")]),
        ("Mrs. Kay waves.", [("Mrs. Kay", "")]),
        ("She greets Picard.", [("Picard", "Captain Jean-Luc Picard")]),
        ("She paints Vincent van der Goot's hat.", [("Vincent van der Goot", "")]),
        ("Otto nods. Lind nods.", [("Otto", "Mr. Otto Lind"), ("Lind", "Mr. Otto Lind")]),
        ("Later the Dr. House of old nods.", [("Dr. House", "")]),
        ("John T. Kirk nods.", [("John T. Kirk", "")]),
        ("Slowly Kirk nods.", [("Kirk", "")]),
        ("He gives Anna Mr. Lind's bag.", [("Anna", "Anna Berg"), ("Mr. Lind", "Mr. Otto Lind")]),
        ("There The Old Man sits.", [("The Old Man", "The Old Man")]),
        ("He stares at Bruno.", [("Bruno", "")]),
        ("Here Anna Miller eats.", [("Anna Miller", "Anna Berg")]),
        ("He sees Otto O'Brien.", [("Otto O'Brien", "Mr. Otto Lind")]),
        ("They meet in Bob's flat.", [("Bob", "")]),
    ],
)
def test_names_are_found_as_they_stand(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Bob waves.",
        "They walk on Abbey Road.",
        "On Sunday I'll wear a T-shirt from MTV.",
        "The captain leaves the Enterprise.",
        "They are in Paris. At Niagara Falls, water falls.",
        'A sign reads "Annie lives with Bob".',
        "The Captain and his French Doctor sit.",
        "She opens a bottle of B12.",
        "",
    ],
)
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_name_that_two_share_means_both() -> None:
    cast = (Character("Anna Berg"), Character("Anna Lind"))
    (one,) = named("Anna waves.", cast)
    assert (one.meant, one.character) == (cast, None)
