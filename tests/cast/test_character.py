"""The people of a movie, and what a name is."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from adtool.cast.character import Appearance, Cast, Character, name_of
from adtool.documents import Value
from adtool.errors import CastError


def value(data: object) -> Value:
    return Value(data, "characters[0].name", Path("cast.json"), CastError)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Anna", "Anna"),
        ("  Old \t Tom\n", "Old Tom"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("x" * 200, "x" * 200),
    ],
)
def test_a_name_is_one_line_without_stray_spaces(data: str, name: str) -> None:
    assert name_of(value(data)) == name


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (3, "expected a string, found a number"),
        (" \n ", "is empty"),
        ("x" * 201, "is no name: over 200 letters, or not printable"),
        ("A\u0007", "is no name: over 200 letters, or not printable"),
    ],
)
def test_what_is_no_name_is_named_with_its_place(data: object, fault: str) -> None:
    with pytest.raises(CastError) as refused:
        name_of(value(data))
    assert str(refused.value) == f"cast.json: characters[0].name: {fault}"


def test_a_casts_names_are_in_its_order() -> None:
    assert Cast("", (Character("Tom"), Character("Anna", "A. Actor"))).names == ("Tom", "Anna")
    assert Cast().names == ()


def test_an_appearance_is_a_value() -> None:
    seen = Appearance(Character("Anna"), presence=0.5, similarity=0.8)
    assert seen == Appearance(Character("Anna"), 0.5, 0.8)
    assert {seen: "in the clip"}[Appearance(Character("Anna"), 0.5, 0.8)] == "in the clip"
    with pytest.raises(FrozenInstanceError):
        seen.presence = 1.0  # type: ignore[misc]
