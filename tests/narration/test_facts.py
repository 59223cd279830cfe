"""What the script says of a clip beside its wordings."""

from __future__ import annotations

import json

import pytest

from adtool.cast.character import Appearance, Character
from adtool.narration.clip import ClipNarration
from adtool.narration.facts import facts_of, scale_name
from adtool.narration.narrator import Dialogue
from adtool.shots.shot import ClipShots, Shot
from adtool.timeline import Clip, Gap, Said

CLIP = Clip(1000, 4200, gap=Gap(0, 9000))
SEEN = ClipNarration(
    CLIP,
    appearances=[Appearance(Character("Anna"), 0.8, 0.9), Appearance(Character("Tom"), 0.2, 0.9)],
)


def test_the_facts_of_a_clip_are_all_that_is_known_of_it():
    shots = ClipShots(
        before=(Shot(0, 500, 1),),
        inside=(
            Shot(1000, 2000, 2, 1.0, moving=True, still="stills/a.jpg"),
            Shot(2000, 4200, 1),
        ),
        after=(),
        opens_scene=True,
        like=11,
    )
    dialogue = Dialogue(
        (Said(0, 900, "Come."), Said(900, 999, "Now!")), (Said(5000, 6000, "Why?"),)
    )
    facts = facts_of(SEEN, shots, dialogue, 8)
    assert facts == {
        "seconds": 3.2,
        "words": 8,
        "characters": ["Anna", "Tom"],
        "shots": [
            {
                "start": 1.0,
                "end": 2.0,
                "scale": "close-up",
                "moving": True,
                "setup": 2,
                "still": "stills/a.jpg",
            },
            {"start": 2.0, "end": 4.2, "scale": None, "moving": False, "setup": 1, "still": ""},
        ],
        "scene": "new",
        "as_in": 12,
        "dialogue": {"before": ["Come.", "Now!"], "after": ["Why?"]},
        "on_screen_text": [],
    }
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts


def test_what_is_not_known_is_left_out():
    facts = facts_of(ClipNarration(CLIP), ClipShots((), (), ()), Dialogue(), 0)
    assert facts == {
        "seconds": 3.2,
        "words": 0,
        "characters": [],
        "shots": [],
        "on_screen_text": [],
    }


def test_the_first_clip_may_return_as_well():
    facts = facts_of(SEEN, ClipShots((), (), (), like=0), Dialogue(), 8)
    assert facts["as_in"] == 1


@pytest.mark.parametrize(
    ("scale", "name"),
    [
        (None, None),
        (0.0, "extreme close-up"),
        (1.4, "close-up"),
        (1.6, "medium close-up"),
        (5.0, "extreme long shot"),
    ],
)
def test_a_scale_has_the_name_of_the_nearest(scale, name):
    assert scale_name(scale) == name
