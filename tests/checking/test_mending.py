"""What is mended without a describer, and what is not."""

from __future__ import annotations

import pytest

from adtool.checking.mending import mend
from adtool.settings import Banned, CheckSettings
from adtool.timeline import Line, Script, Span

HOUSE = CheckSettings(
    numbers_in_words=12, banned=(Banned("gazes at", "looks at"), Banned("beautiful"))
)


def text(given: str, settings: CheckSettings = HOUSE, *, english: bool = True) -> str:
    script = Script((Line(0, 60_000, given),))
    return mend(script, settings, english=english).lines[0].text


@pytest.mark.parametrize(
    ("given", "mended"),
    [
        ("Anna  waits.", "Anna waits."),
        ("Anna waits .", "Anna waits."),
        ("Anna waits", "Anna waits."),
        ("anna waits.", "Anna waits."),
        ("Anna waits,", "Anna waits."),
        ("Anna gazes at Tom.", "Anna looks at Tom."),
        ("Gazes at Tom.", "Looks at Tom."),
        ("He has 3 dogs.", "He has three dogs."),
        ("3 dogs bark.", "Three dogs bark."),
        ("Two lines\nof  text", "Two lines\nof text."),
    ],
)
def test_what_is_mechanical_is_mended(given: str, mended: str) -> None:
    assert text(given) == mended


@pytest.mark.parametrize(
    "given",
    [
        "Anna waits.",
        "A beautiful house.",
        "At 3:15 he comes.",
        "She says “no”.",
        "Where is he?",
        "He walks to the",
        "",
        "Wait …",
        "A sign: “9 dogs gazes at”.",
        "iPhones ring.",
    ],
)
def test_all_else_is_left_to_a_describer(given: str) -> None:
    assert text(given) == given


@pytest.mark.parametrize("end", ["", ","])
def test_a_sentence_that_runs_over_two_lines_stays_one(end: str) -> None:
    texts = (f"Anna walks slowly{end}", "to the door.", "tom waits")
    lines = tuple(
        Line(5_000 * index, 5_000 * index + 4_000, one) for index, one in enumerate(texts)
    )
    made = mend(Script(lines), HOUSE).lines
    assert [line.text for line in made] == [*texts[:2], "Tom waits."]


def test_another_languages_words_are_left_alone() -> None:
    assert text("anna  wartet", english=False) == "anna wartet"


def test_mending_twice_changes_nothing_more() -> None:
    once = text("anna  gazes at 3 dogs")
    assert once == "Anna looks at three dogs."
    assert text(once) == once


def test_a_line_gives_way_to_the_next_if_it_can_still_be_said() -> None:
    one, two = Line(0, 5_000, "Anna waits."), Line(4_000, 6_000, "Snow falls.")
    assert [line.end for line in mend(Script((one, two)), HOUSE).lines] == [4_000, 6_000]
    one = Line(0, 5_000, "Anna waits for Tom, who comes late, in the rain, and much too slowly.")
    assert [line.end for line in mend(Script((one, two)), HOUSE).lines] == [5_000, 6_000]


def test_a_line_gives_way_to_speech_and_keeps_the_room_beside_it() -> None:
    line = Line(0, 5_000, "Anna waits.")
    for start in (4_000, 5_100):
        made = mend(Script((line,)), HOUSE, speech=[Span(start, start + 2_000)])
        assert [one.end for one in made.lines] == [start - HOUSE.room]
    made = mend(Script((line,)), HOUSE, speech=[Span(6_000, 7_000)])
    assert made.lines == (line,)


def test_lines_are_put_in_order_and_placeholders_stay() -> None:
    cue = Line(0, 1_000, "[3.2 s · 8 words]  x", placeholder=True)
    made = mend(Script((Line(2_000, 3_000, "Snow."), cue)), HOUSE)
    assert made.lines == (cue, Line(2_000, 3_000, "Snow."))
