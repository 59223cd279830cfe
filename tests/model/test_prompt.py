"""The wording of prompts and targets, as text."""

import numpy as np
import pytest

from adtool.model.prompt import (
    PROMPTS,
    PromptInputs,
    Role,
    Slot,
    interleaved_prompt,
    prompt_characters,
    target,
)

ANN, BOB, CID = Role("Ann", "A. Actor"), Role("Bob"), Role("Cid")
FACE = np.ones(3, np.float32)


def as_text(segments):
    return "".join(f"<{s.value}>" if isinstance(s, Slot) else s for s in segments)


@pytest.mark.parametrize(
    ("characters", "faces", "prompt"),
    [
        ([], [], "Possible characters: unknown. Describe<video>:<bos>"),
        ([BOB], [], "Possible characters: Bob. Describe<video>:<bos>"),
        ([BOB], [FACE], "Possible characters: Bob. Describe<video>:<bos>"),
        (
            [ANN, BOB],
            [],
            "Possible characters: Ann played by A. Actor; Bob. Describe<video>:<bos>",
        ),
        (
            [ANN, BOB],
            [FACE, FACE],
            "Possible characters: Ann played by A. Actor<face>; Bob<face>. Describe<video>:<bos>",
        ),
        (
            [ANN, CID, BOB],
            [None, FACE, None],
            "Possible characters: Ann played by A. Actor; Cid<face>; Bob. Describe<video>:<bos>",
        ),
    ],
)
def test_the_prompt_names_those_who_may_be_there_with_their_faces(characters, faces, prompt):
    assert as_text(interleaved_prompt(characters, faces)) == prompt
    assert as_text(PROMPTS["characters"](PromptInputs(characters, (), faces))) == prompt


def test_every_character_has_a_face_or_none():
    with pytest.raises(ValueError, match="1 faces for 2 characters"):
        PromptInputs([ANN, BOB], (), [FACE])


@pytest.mark.parametrize(
    ("names", "prompt"),
    [
        ("first", "Anna played by A. Actor; Mr. Lind; The Old Man; Bo Ek; Bo Dahl"),
        ("full", "Anna Berg played by A. Actor; Mr. Otto Lind; The Old Man; Bo Ek; Bo Dahl"),
    ],
)
def test_people_are_named_shortly_where_that_tells_them_apart(names, prompt):
    people = [Role("Anna Berg", "A. Actor")]
    people += map(Role, ("Mr. Otto Lind", "The Old Man", "Bo Ek", "Bo Dahl"))
    found = as_text(interleaved_prompt(prompt_characters(people, names)))
    assert found == f"Possible characters: {prompt}. Describe<video>:<bos>"


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Ann runs", " Ann runs."),
        ("Ann runs.", " Ann runs."),
        (" Who is it? ", " Who is it?"),
        ("Run!", " Run!"),
        ('A sign: "Closed."', ' A sign: "Closed."'),
        ("A sign: “Closed.”", " A sign: “Closed.”"),
        ("A sign: 'Run!'", " A sign: 'Run!'"),
        ("She mouths: “Who is it?”", " She mouths: “Who is it?”"),
        ("He waits…", " He waits…"),
        ("A banner: «Vive!»", " A banner: «Vive!»"),
        ("She leaves. (A door shuts.)", " She leaves. (A door shuts.)"),
        ("A sign: “He said ‘No.’”", " A sign: “He said ‘No.’”"),
        ('A sign: "Closed"', ' A sign: "Closed".'),
        ("The boys'", " The boys'."),
        ("彼は走る。", " 彼は走る。"),
        ("「行け！」", " 「行け！」"),
    ],
)
def test_a_target_starts_with_a_space_and_ends_once(sentence, text):
    assert target(sentence) == text


@pytest.mark.parametrize(
    ("kind", "prompt"),
    [
        ("characters", "Possible characters: Bob. Describe<video>:<bos>"),
        ("contexts", "Previous descriptions: Ann runs. She falls! Describe<video>:<bos>"),
        ("none", "Describe<video>:<bos>"),
    ],
)
def test_each_kind_of_prompt_tells_its_own_things(kind, prompt):
    told = PromptInputs([BOB], ["Ann runs", "She falls!"])
    assert as_text(PROMPTS[kind](told)) == prompt


def test_the_first_clip_has_no_descriptions_before_it():
    assert as_text(PROMPTS["contexts"](PromptInputs())) == (
        "Previous descriptions: none. Describe<video>:<bos>"
    )


def test_a_short_name_that_two_would_share_is_given_to_neither():
    people = [Role("Bo Ek"), Role("Bo Dahl"), Role("Anna Berg", "A. Actor"), Role("Cid")]
    assert prompt_characters(people, "first") == [
        Role("Bo Ek"),
        Role("Bo Dahl"),
        Role("Anna", "A. Actor"),
        Role("Cid"),
    ]
    assert prompt_characters(people, "full") == people
    assert prompt_characters([], "first") == []


def test_who_is_named_already_as_prompts_name_them_stays_the_same_object():
    cid = Role("Cid", "C. Actor")
    assert prompt_characters([cid], "first")[0] is cid


def test_faces_are_given_for_nobody_or_for_everybody():
    assert PromptInputs([ANN, BOB]).faces == ()
    assert PromptInputs([ANN, BOB], (), [None, FACE]).faces == [None, FACE]
    with pytest.raises(ValueError, match="1 faces for 0 characters"):
        PromptInputs((), (), [FACE])


def test_of_three_with_faces_each_has_a_slot_behind_the_name():
    found = interleaved_prompt([ANN, BOB, CID], [FACE, FACE, FACE])
    assert found == (
        "Possible characters: Ann played by A. Actor",
        Slot.FACE,
        "; Bob",
        Slot.FACE,
        "; Cid",
        Slot.FACE,
        ". Describe",
        Slot.VIDEO,
        ":",
        Slot.BOS,
    )
