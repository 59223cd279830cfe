import pytest

from adtool.english.deeds import ACTS, DEEDS, is_deed


@pytest.mark.parametrize(
    "verb", ["smiles", "nods", "walks", "hurries", "smiling", "nodding", "hurrying", "watching"]
)
def test_what_only_people_do_is_a_deed(verb: str) -> None:
    assert is_deed(verb)


@pytest.mark.parametrize(
    "verb",
    ["falls", "fades", "ends", "is", "has", "falling", "fading", "petals", "ing", "s", "the"],
)
def test_what_things_do_as_well_is_none(verb: str) -> None:
    assert not is_deed(verb)


def test_every_deed_is_an_act() -> None:
    assert DEEDS < ACTS
    assert "falls" in ACTS - DEEDS
