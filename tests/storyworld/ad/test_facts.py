"""Sentences read back."""

from dataclasses import fields

import pytest

from adtool.storyworld import seeds
from adtool.storyworld.ad.facts import AdFacts, facts, right_facts, shown
from adtool.storyworld.ad.sampling import sample_film

SHOTS = [shot for seed in seeds("validation", 40) for shot in sample_film(seed).clips]


def test_whatever_a_description_says_is_read_back_as_it_is_shown():
    for shot in SHOTS:
        truth, said = shown(shot), facts(shot.text)
        assert (said.action, said.thing, said.receiver) == (
            truth.action,
            truth.thing,
            truth.receiver,
        )
        for one in fields(AdFacts):
            assert getattr(said, one.name) in (None, getattr(truth, one.name)), shot.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada hugs Ben.", AdFacts("hug", character="Ada", receiver="Ben")),
        ("Ada hugs a red ball.", AdFacts("cuddle", "ball", "red", character="Ada")),
        ("She throws the kite to the left.", AdFacts("throw", "kite", direction="left")),
        ("She throws the kite to Ben.", AdFacts("throw to", "kite", receiver="Ben")),
        ("Ada is slowly climbing up a ladder.",
         AdFacts("climb", manner="slowly", direction="up", character="Ada")),
        ("As Ben claps, Ada dances.", AdFacts("dance", character="Ada")),
        ("With Ben clapping, Ada dances.", AdFacts("dance", character="Ada")),
        ("Ada dances while Ben claps.", AdFacts("dance", character="Ada")),
        ("Ada dances. Ben claps.", AdFacts("dance", character="Ada")),
        ("In the park, Ada walks.", AdFacts("walk", character="Ada")),
        ("Ada snaps the violet TV set with a camera.",
         AdFacts("photograph", "television", "purple", character="Ada")),
        ("Ada", AdFacts(character="Ada")),
        ("Something happens.", AdFacts()),
        ("", AdFacts()),
    ],
)  # fmt: skip
def test_what_a_sentence_says_is_found_and_no_more(text, expected):
    assert facts(text) == expected


def test_facts_are_right_or_wrong_or_left_out():
    truth = AdFacts("throw", "kite", "red", None, "left", "Ada")
    said = [truth, AdFacts("throw", "ball", None, "slowly", None, "Ada")]
    found = right_facts([(truth, one) for one in said])
    assert found["action"] == (100, 0)
    assert found["thing"] == (50, 50)
    assert found["colour"] == (50, 0)
    assert found["manner"] == (0, 50)
    assert found["receiver"] == (0, 0)
