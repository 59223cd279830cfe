from __future__ import annotations

import pytest

from adtool.cast.character import Character
from adtool.english.known import as_known
from adtool.english.names import named
from adtool.english.shouted import calm

CAST = [
    Character(name)
    for name in (
        "Anna Berg",
        "Tom",
        "Will Lind",
        "Rose",
        "Jo O'Brien",
        "Otto van der Berg",
        "Al",
        "Dr. Otto Hall",
        "Hope",
        "Mark",
    )
]


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("NELL WALKS IN.", "Nell walks in."),
        ("TOM WALKS IN WITH NELL.", "Tom walks in with Nell."),
        ("TOM walks in.", "Tom walks in."),
        ("THE DOG RUNS ACROSS THE STREET.", "The dog runs across the street."),
        ("MS. QUIST NODS TO TOM. MR. BAKER SITS.", "Ms. Quist nods to Tom. Mr. Baker sits."),
        ("MR. VAN DER BERG NODS.", "Mr. van der Berg nods."),
        ("AL AND JACK WALK.", "Al and Jack walk."),
        ("O'BRIEN NODS. ZELDA'S HAT FALLS.", "O'Brien nods. Zelda's hat falls."),
        ("WILL YOU COME? WILL NODS AT ROSE.", "Will you come? Will nods at Rose."),
        ("A ROSE LIES IN THE SNOW.", "A rose lies in the snow."),
        ("DR. HALL AND CAPTAIN AHAB COUGH.", "Dr. Hall and Captain Ahab cough."),
        ("TOM WILL COME. HE LOOKS AT MARK.", "Tom will come. He looks at Mark."),
        ("HE HAS HOPE. HE HUGS HOPE.", "He has hope. He hugs Hope."),
        ("ROSE'S DRESS RIPS. I DON'T SEE.", "Rose's dress rips. I don't see."),
        ("JEAN-LUC GRINS. OTTO III NODS.", "Jean-Luc grins. Otto III nods."),
        ("LATER, IN THE KITCHEN, ANNA COOKS.", "Later, in the kitchen, Anna cooks."),
        ("THE FBI AND THE NYPD LEAVE.", "The FBI and the NYPD leave."),
        ("AT WEMBLEY STADIUM, FANS WAIT.", "At Wembley Stadium, fans wait."),
        ("The TV hums. An EXIT sign.", "The TV hums. An EXIT sign."),
        ("NATO.", "NATO."),
        ("ÉMILE NODS.", "Émile nods."),
    ],
)
def test_capitals_become_what_they_would_be_otherwise(text: str, quiet: str) -> None:
    assert calm(text, CAST) == quiet


@pytest.mark.parametrize("text", ["STRAẞE İSTANBUL NODS.", "ﬁ FI NODS.", "ŉ NELL NODS", "李 NODS."])
def test_each_letter_stays_where_it_is(text: str) -> None:
    assert len(calm(text, CAST)) == len(text)


def test_who_is_named_in_capitals_is_found_as_the_text_writes_it() -> None:
    assert [(one.text, one.character) for one in named("NELL HUGS ANNA BERG.", CAST)] == [
        ("NELL", None),
        ("ANNA BERG", CAST[0]),
    ]
    assert not list(named("THE DOG BARKS AT THE OLD MAN IN THE GARDEN.", CAST))


def test_a_text_in_capitals_stays_so_with_a_name_changed() -> None:
    assert as_known("ANNA BERG NODS.", CAST, ["Anna Berg"]) == "ANNA NODS."
