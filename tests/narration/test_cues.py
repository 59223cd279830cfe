"""Clips without wordings become cues."""

from __future__ import annotations

import pytest

from adtool.cast.character import Appearance, Character
from adtool.narration.clip import ClipNarration
from adtool.narration.cues import LONGEST_QUOTE, MOST_SHOTS, cue_lines
from adtool.scripts.placeholder import is_placeholder
from adtool.timeline import Clip, Gap


def narration(start=1000, end=4200, **facts):
    return ClipNarration(Clip(start, end, gap=Gap(start, end)), facts=facts)


def text_of(**facts):
    (line,) = cue_lines([narration(**facts)], 160)
    first, *rest = line.text.split("\n")
    assert first == "[3.2 s · 8 words]"
    return rest


def shot(scale=None, moving=False):
    return {"scale": scale, "moving": moving}


def test_a_cue_says_all_that_is_known():
    (line,) = cue_lines(
        [
            narration(
                characters=["Anna", "Tom"],
                shots=[shot("close-up")],
                scene="new",
                as_in=12,
                on_screen_text=["EXIT", "Berlin, 1945"],
                dialogue={"before": ["Come.", "Now!"], "after": ["Why?", "Because."]},
            )
        ],
        160,
    )
    assert line.text == (
        "[3.2 s · 8 words]\n"
        "Anna, Tom.\n"
        "Close-up, still.\n"
        "New scene. As in 12.\n"
        "On screen: “EXIT” “Berlin, 1945”\n"
        "Before: “Now!”\n"
        "After: “Why?”"
    )
    assert (line.start, line.end, line.placeholder) == (1000, 4200, True)
    assert line.facts["as_in"] == 12


def test_what_is_not_known_is_not_said():
    assert text_of() == []
    assert text_of(characters=[], shots=[], on_screen_text=[]) == []
    assert text_of(dialogue={"before": [], "after": []}) == []


@pytest.mark.parametrize(
    ("shots", "told"),
    [
        ([shot("close-up")], "Close-up, still."),
        ([shot("long shot", moving=True)], "Long shot, moving."),
        ([shot()], "One shot, still."),
        ([shot(moving=True)], "One shot, moving."),
        ([shot(), shot("close-up")], "2 shots: still; close-up, still."),
        ([shot()] * MOST_SHOTS, "4 shots: still."),
        ([shot("close-up")] * 2, "2 shots: close-up, still."),
        ([shot(), shot(), shot("close-up")], "3 shots: still; still; close-up, still."),
        ([shot()] * (MOST_SHOTS + 1), "5 shots, still for the most part."),
        (
            [shot()] * 2 + [shot("close-up", moving=True)] * 3,
            "5 shots, moving for the most part.",
        ),
    ],
)
def test_the_shots_are_told_shortly(shots, told):
    assert text_of(shots=shots) == [told]


def test_of_long_dialogue_the_nearest_words_are_told():
    long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    before, after = text_of(dialogue={"before": [long], "after": [long]})
    assert before == "Before: “… six seven eight nine ten eleven twelve thirteen fourteen”"
    assert after == "After: “one two three four five six seven eight nine ten eleven …”"
    for told in (before, after):
        assert len(told.partition("“")[2]) - 1 <= LONGEST_QUOTE


def test_a_word_without_end_is_cut():
    before, after = text_of(dialogue={"before": ["a" * 500], "after": ["b" * 500]})
    assert (before, after) == ("Before: “…”", "After: “…”")


def test_dialogue_stays_on_its_line():
    told = text_of(dialogue={"before": ["Come\nhere  now."], "after": []})
    assert told == ["Before: “Come here now.”"]


def test_each_clip_has_its_cue_in_order():
    lines = cue_lines([narration(0, 2000), narration(2000, 5000)], 160)
    assert [(line.start, line.end) for line in lines] == [(0, 2000), (2000, 5000)]
    assert all(is_placeholder(line.text) for line in lines)
    assert cue_lines([], 160) == ()


def test_the_rate_tells_how_many_words_there_is_time_for():
    (line,) = cue_lines([narration(0, 1000)], 60)
    assert line.text == "[1.0 s · 1 word]"


def test_a_cue_keeps_who_was_recognised_and_its_clip():
    clip = Clip(0, 2000, gap=Gap(0, 2000))
    seen = ClipNarration(clip, appearances=[Appearance(Character("Anna"), 0.75, 0.9)])
    (line,) = cue_lines([seen], 160)
    assert (line.characters, line.presence, line.clip) == (("Anna",), (0.75,), clip)


def test_a_cue_in_dialogue_without_a_gap_says_that_the_film_pauses() -> None:
    (cue,) = cue_lines([ClipNarration(Clip(9_000, 12_000, Gap(9_000, 9_000)))], 160)
    assert cue.text == "[3.0 s · 8 words]\nThe film pauses here."
    assert (cue.start, cue.end, cue.extended, cue.placeholder) == (9_000, 12_000, True, True)
