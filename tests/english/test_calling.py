import pytest

from adtool.cast.character import Character
from adtool.english.calling import content, meant, own_words, same_name, short_names

REXES = (Character("Rex Hall"), Character("Rex Field"))


def people(*names: str) -> tuple[Character, ...]:
    return tuple(map(Character, names))


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["Rex Hall", "Rex Field"], ["Rex Hall", "Rex Field"]),
        (["Rex Hall", "Tom Field"], ["Rex", "Tom"]),
        (["Rex", "Rex Hall"], ["Rex", "Rex Hall"]),
        (["Rex Hall", "Anna Rex"], ["Rex Hall", "Anna"]),
        (["Otto Lind", "Otto Lind Jr."], ["Otto Lind", "Otto Lind Jr."]),
        (["Dr. Max Lind", "Mr. Otto Lind"], ["Dr. Lind", "Mr. Lind"]),
        (["Mr. Max Lind", "Mr. Otto Lind"], ["Mr. Max Lind", "Mr. Otto Lind"]),
        (["Mr. Max Lind", "Lind"], ["Mr. Lind", "Lind"]),
        (["Anna de la Cruz", "Anna van der Berg"], ["Anna de la Cruz", "Anna van der Berg"]),
        (["Jean-Luc Picard", "Jean Valjean"], ["Jean-Luc", "Jean Valjean"]),
        (["Sir Ian Moss", "Aunt May Moss"], ["Sir Ian", "Aunt May"]),
        (["Zoë Moss", "Zoë Lund"], ["Zoë Moss", "Zoë Lund"]),
        (["Анна Берг", "Анна Линд"], ["Анна Берг", "Анна Линд"]),
        (["Анна Берг", "Иван Линд"], ["Анна", "Иван"]),
        (['Bo "Cat" Lind', "Cat Moss"], ["Bo", "Cat Moss"]),
        (["J. R. Ewing", "Bobby Ewing"], ["J. R. Ewing", "Bobby"]),
        (["Anna Berg", "Anna Berg (young)"], ["Anna Berg", "Anna Berg (young)"]),
    ],
)
def test_a_name_that_two_share_is_never_said_alone(names: list[str], called: list[str]) -> None:
    assert list(short_names(people(*names)).values()) == called


def test_an_alias_that_is_anothers_first_name_is_shared() -> None:
    cast = Character("Anna Berg"), Character("Nora Moss", aliases=("Anna",))
    assert short_names(cast) == {"Anna Berg": "Anna Berg", "Nora Moss": "Nora"}
    assert meant("Anna", cast) == cast[1:]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Rex", ["Rex Hall", "Rex Field"]),
        ("Rex Field", ["Rex Field"]),
        ("rex field", ["Rex Field"]),
        ("Field", ["Rex Field"]),
        ("Mr. Field", ["Rex Field"]),
        ("Rex Hall Field", ["Rex Hall", "Rex Field"]),
        ("Rex Hill", ["Rex Hall", "Rex Field"]),
        ("Nell", []),
    ],
)
def test_a_name_means_all_who_share_it(name: str, who: list[str]) -> None:
    assert [one.name for one in meant(name, REXES)] == who


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Rex", ["Rex"]),
        ("Rex Hall", ["Rex Hall"]),
        ("Mr. Hall", ["Rex Hall"]),
        ("Mrs. Hall", ["Ann Hall"]),
        ("Hall", ["Rex Hall", "Ann Hall"]),
        ("Dr. Hall", ["Rex Hall", "Ann Hall"]),
    ],
)
def test_a_whole_name_goes_first_and_a_title_tells_a_he_from_a_she(
    name: str, who: list[str]
) -> None:
    cast = (
        Character("Rex"),
        Character("Rex Hall", pronoun="he"),
        Character("Ann Hall", pronoun="she"),
    )
    assert [one.name for one in meant(name, cast)] == who


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "O’Brien"),
        ("Jean-Luc", "Jean‑Luc"),
        ("Mr. Lind", "Mr Lind"),
        ("Sgt. Lind", "Sergeant Lind"),
        ("Doctor Lind", "Dr Lind"),
        ("Zoe", "Zoë"),
        ("Rene Muller", "René Müller"),
        ("Soren", "Søren"),
        ("Zoe\u0308", "Zoë"),
        ("ANNA  Berg", "Anna Berg"),
        ('Bo "Cat" Lind', "Bo “Cat” Lind"),
        ("Otto Lind, Jr.", "Otto Lind Jr"),
    ],
)
def test_a_name_is_the_same_in_other_signs(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


def test_titles_particles_and_generations_tell_nobody_from_others() -> None:
    assert content("Mr. Otto van der Lind III") == {"otto", "lind"}
    assert content("The Old Man") == {"man"}
    assert own_words(Character("Jean-Luc O'Hara", aliases=("Jo",))) == {
        "jean",
        "luc",
        "ohara",
        "jo",
    }


def test_who_is_meant_by_a_title_that_is_written_out() -> None:
    captain, sergeant = cast = Character("Captain Hall"), Character("Sergeant Hall")
    assert meant("Sgt. Hall", cast) == (sergeant,)
    assert meant("Capt. Hall", cast) == (captain,)


def test_signs_of_other_scripts_are_no_accents() -> None:
    assert same_name("が") != same_name("か")
    assert same_name("й") != same_name("и")
