import random

import pytest

from adtool.storyworld import sample_film, seeds, wording
from adtool.storyworld.facts import Facts, facts, right_facts, shown


def test_every_audio_description_reads_back_to_what_its_clip_shows():
    for seed in seeds("train", 20):
        for shot in sample_film(seed).clips:
            assert facts(shot.text) == shown(shot), shot.text


def test_every_plain_caption_reads_back_to_its_action_and_object():
    rng = random.Random(0)
    for seed in seeds("train", 10):
        for shot in sample_film(seed).clips:
            text = wording.caption(
                shot.actor, shot.others, shot.action, shot.thing, place=shot.place, rng=rng
            )
            said = facts(text)
            assert (said.action, said.thing) == (shot.action, shot.thing), text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("In the park, Ada kicks the ball.", Facts("kick", "ball", "Ada")),
        ("Ben gives the top hat a kick.", Facts("kick", "hat", "Ben")),
        ("Ben gives the envelope to Ada.", Facts("give", "letter", "Ben")),
        ("Cleo keeps three top hats in the air as Finn watches", Facts("juggle", "hat", "Cleo")),
        ("He weeps.", Facts("weep", None, None)),
        ("  Ada   WAVES a hand ", Facts("wave", None, "Ada")),
        ("Ada kicks the", Facts(None, None, "Ada")),
        ("A star.", Facts(None, "star", None)),
        ("Adam keyboards.", Facts(None, None, None)),
        ("", Facts(None, None, None)),
    ],
)
def test_a_sentence_gives_the_facts_that_it_says(text, said):
    assert facts(text) == said


def test_each_fact_is_counted_alone_and_all_together():
    pairs = [
        (Facts("kick", "ball", "Ada"), Facts("kick", "ball", "Ada")),
        (Facts("kick", "ball", "Ada"), Facts("kick", "lamp", "Ben")),
        (Facts("weep", None, "Ben"), Facts("weep", "lamp", "Ben")),
        (Facts("weep", None, "Ben"), Facts(None, None, "Ben")),
    ]
    assert right_facts(pairs) == {"action": 75, "object": 50, "character": 75, "all": 25}


def test_no_lines_are_no_right_lines():
    assert right_facts([]) == {"action": 0, "object": 0, "character": 0, "all": 0}
