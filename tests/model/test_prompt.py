"""The wording of prompts and targets, as text."""

import pytest

from adtool.model.prompt import PROMPTS, Role, Slot, Told, interleaved_prompt, target

ANN, BOB = Role("Ann", "A. Actor"), Role("Bob")


def as_text(segments):
    return "".join(f"<{s.value}>" if isinstance(s, Slot) else s for s in segments)


@pytest.mark.parametrize(
    ("characters", "faces", "prompt"),
    [
        ([], False, "Possible characters: unknown. Describe<video>:<bos>"),
        ([BOB], False, "Possible characters: Bob. Describe<video>:<bos>"),
        (
            [ANN, BOB],
            False,
            "Possible characters: Ann played by A. Actor; Bob. Describe<video>:<bos>",
        ),
        (
            [ANN, BOB],
            True,
            "Possible characters: Ann played by A. Actor<face>; Bob<face>. Describe<video>:<bos>",
        ),
    ],
)
def test_the_prompt_names_those_who_may_be_there(characters, faces, prompt):
    assert as_text(interleaved_prompt(characters, faces)) == prompt


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Ann runs", " Ann runs."),
        ("Ann runs.", " Ann runs."),
        (" Who is it? ", " Who is it?"),
        ("Run!", " Run!"),
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
    told = Told([BOB], ["Ann runs", "She falls!"])
    assert as_text(PROMPTS[kind](told)) == prompt


def test_the_first_clip_has_no_descriptions_before_it():
    assert as_text(PROMPTS["contexts"](Told())) == (
        "Previous descriptions: none. Describe<video>:<bos>"
    )
