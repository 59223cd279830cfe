import pytest

from adtool.cast.character import Character
from adtool.english.known import as_known

ANNA = Character("Anna Berg", actor="Nora Moss", aliases=("Annie",))


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
    assert as_known(text, [ANNA], {"Anna Berg"} if known else ()) == becomes


def test_a_description_is_never_shortened() -> None:
    assert as_known("The Old Man sits.", [Character("The Old Man")], {"The Old Man"}) == (
        "The Old Man sits."
    )


REXES = ("Rex Hall", "Rex Field")


@pytest.mark.parametrize(
    ("names", "text", "first", "then"),
    [
        (REXES, "Rex Field kicks a box.", "Rex Field kicks a box.", "Rex Field kicks a box."),
        (REXES, "Rex Hall sees Rex Hall.", "Rex Hall sees Rex Hall.", "Rex Hall sees Rex Hall."),
        (REXES, "Rex kicks a box.", "Rex kicks a box.", "Rex kicks a box."),
        (("Rex", "Rex Hall"), "Rex sees Rex Hall.", "Rex sees Rex Hall.", "Rex sees Rex Hall."),
        (("Rex Hall", "Ann Rex"), "Rex sits.", "Rex Hall sits.", "Rex Hall sits."),
        (("Rex Hall", "Ann Moss"), "Rex sees Ann.", "Rex Hall sees Ann Moss.", "Rex sees Ann."),
        (("Mr. Otto Lind",), "Mr. Otto Lind nods.", "Mr. Otto Lind nods.", "Mr. Lind nods."),
        (
            ("Otto Lind Jr.", "Ann"),
            "Ann sees Otto Lind Jr. Snow falls.",
            "Ann sees Otto Lind Jr. Snow falls.",
            "Ann sees Otto. Snow falls.",
        ),
        (("Jo O'Brien",), "Jo O’Brien’s hat falls.", "Jo O’Brien’s hat falls.", "Jo’s hat falls."),
        (("Hope Lind",), "Hope fades.", "Hope fades.", "Hope fades."),
        (("Hope Lind",), "Hope smiles.", "Hope Lind smiles.", "Hope smiles."),
        (("Will Lind",), "Will it rain?", "Will it rain?", "Will it rain?"),
        (("Анна Берг",), "Анна nods.", "Анна Берг nods.", "Анна nods."),
        (("Ann Moss",), 'A sign reads "Ann".', 'A sign reads "Ann".', 'A sign reads "Ann".'),
        (("J. R. Ewing",), "J. R. Ewing nods.", "J. R. Ewing nods.", "J. R. Ewing nods."),
    ],
)
def test_nobody_is_called_by_what_another_is_called(
    names: tuple[str, ...], text: str, first: str, then: str
) -> None:
    cast = tuple(map(Character, names))
    assert as_known(text, cast) == first
    assert as_known(text, cast, names) == then
