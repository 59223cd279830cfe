"""What is known of a clip becomes a request for wordings: who may be named above all."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from adtool.cast.character import Character
from adtool.model.prompt import Role
from adtool.narration.instructions import WRITING
from adtool.narration.looking import Notes
from adtool.narration.narrator import Dialogue, Group, Seen
from adtool.narration.verdicts import wording_fault
from adtool.narration.writing import Request, request
from adtool.timeline import Said, Span

ANNA, TOM, EVE = Character("Anna", aliases=("Annie",)), Character("Tom"), Character("Eve")
NOTES = Notes("1. A woman.\n2. She waits.", 1, "", 8)

GROUP = Group(
    clips=[Span(0, 3000), Span(5000, 9000)],
    seen=Seen(),
    present=torch.ones(2, 8, dtype=torch.bool),
    characters=[[], [ANNA, TOM]],
    portraits={},
    before=["A car stops.", "Anna gets out."],
    named=["Anna", "Eve"],
    budgets=[8, 10],
    dialogue=[Dialogue(), Dialogue((Said(0, 1, "Hello?"),), (Said(2, 3, "Bye."),))],
)


def asked(place: int = 1, notes: Notes = NOTES, group: Group = GROUP, **options) -> Request:
    return request(group, place, notes, **{"count": 3, "language": "en", **options})


def test_a_clip_is_told_its_own_notes_budget_and_dialogue_and_the_lines_before() -> None:
    text = asked().question.text
    assert text.startswith("What happens:\n1. A woman.\n2. She waits.\n\n")
    assert "- A car stops.\n- Anna gets out.\n" in text
    assert "before this line:\n- “Hello?”\n" in text
    assert "after this line:\n- “Bye.”\n" in text
    assert "Write 3 lines" in text
    assert "None has more than 10 words" in text
    assert "None has more than 8 words" in asked(0).question.text
    assert "Hello" not in asked(0).question.text
    assert asked().question.instructions == WRITING
    assert asked().question.pictures == ()


def test_a_group_of_which_little_is_known_is_asked_for_lines_all_the_same() -> None:
    bare = replace(GROUP, before=(), named=(), budgets=(), dialogue=())
    text = asked(group=bare).question.text
    assert "before" not in text
    assert "Keep them short" in text
    assert asked(group=bare).bounds.budget == 0


def test_who_is_marked_may_be_named_and_who_was_recognised_beside_may_be_too() -> None:
    found = asked(notes=replace(NOTES, marked=("Anna",)))
    assert "Names that you may use: Anna, Tom. Name nobody else." in found.question.text
    assert "which of the people is Tom: name this person only" in found.question.text
    assert "Named before: Anna." in found.question.text
    assert "People of the film" not in found.question.text
    assert wording_fault("Annie smiles at Tom.", found.bounds) == ""
    assert wording_fault("Tom smiles at Eve.", found.bounds) != ""


def test_where_no_face_is_marked_nobody_may_be_named() -> None:
    found = asked()
    assert "People of the film: Anna, Tom. Nobody knows who is here." in found.question.text
    assert "Do not use any name" in found.question.text
    for line in ("Anna waits.", "Annie waits.", "A man sees Tom.", "Eve waits.", "Tom waits."):
        assert wording_fault(line, found.bounds) != ""
    assert wording_fault("A woman waits.", found.bounds) == ""


def test_who_was_recognised_in_other_frames_than_those_shown_may_be_named() -> None:
    found = asked(notes=replace(NOTES, recognised=True))
    assert "Names that you may use: Anna, Tom. Name nobody else." in found.question.text
    assert "does not say which of the people are Anna and Tom: name them" in found.question.text
    assert wording_fault("Anna smiles at Tom.", found.bounds) == ""


def test_where_nobody_was_recognised_nobody_is_told_or_may_be_named() -> None:
    found = asked(0)
    assert "Do not use any name" in found.question.text
    assert "People of the film" not in found.question.text
    assert wording_fault("Anna waits.", found.bounds) != ""  # the lines before have named her
    assert wording_fault("A man sees Tom.", found.bounds) != ""


@pytest.mark.parametrize("line", ["Rex waits.", "Rex smiles at Anna.", "Anna sees Rex."])
def test_whom_the_notes_make_up_may_not_be_named(line: str) -> None:
    notes = Notes("1. Anna and a man named Rex.", 1, "", 8, ("Anna",))
    assert wording_fault(line, asked(notes=notes).bounds).endswith("(“Rex”)")
    assert wording_fault("Anna waits.", asked(notes=notes).bounds) == ""


def test_people_who_are_no_characters_of_a_cast_can_be_named() -> None:
    group = replace(GROUP, characters=[[], [Role("Anna"), Role("Tom", "T. Actor")]])
    found = asked(group=group, notes=replace(NOTES, marked=("Tom",)))
    assert found.bounds.names == ([Character("Anna"), Character("Tom", "T. Actor")])
    assert wording_fault("Anna waits.", found.bounds) == ""


def test_the_language_and_the_number_of_lines_are_told() -> None:
    found = asked(count=1, language="de")
    assert "Write one line" in found.question.text
    assert "whose tag is de" in found.question.text
    assert not found.bounds.english
