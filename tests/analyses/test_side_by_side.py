"""What sources say of clips, side by side: its figures, its sentences and its numbers."""

import json
from dataclasses import replace

import pytest

from adtool.analyses.side_by_side import (
    ShownClip,
    SideBySide,
    figure,
    numbers,
    sentences,
    source_lines,
)


def side_by_side(*told):
    clips = [ShownClip(5, 1000, 3000), ShownClip(6, 4000, 3_723_500)]
    return SideBySide("Signs", clips, told)


@pytest.fixture
def found():
    return side_by_side(
        source_lines(
            "AD", "the annotations", ["He lifts the phone.", "Ann lifts a pill bottle."], []
        ),
        source_lines("ours", "ours.csv", ["Ann looks up.", "Ann looks down."], ["Ann Lee"]),
    )


def test_the_figures_are_those_of_the_lines_that_are_there(found):
    assert found.sources[0].own == [{"phone"}, {"pill", "bottle"}]
    assert found.sources[1].own == [frozenset(), frozenset()]
    assert list(sentences(found)) == [
        "Clips 5 to 6 of Signs: AD and ours side by side.",
        "AD: 2 lines, 1.5 distinctive words a line, repetition 20.0 %",
        "ours: 2 lines, 0.0 distinctive words a line, repetition 66.7 %",
    ]
    written = json.loads(json.dumps(numbers(found)))
    assert written["clips"][1]["start"] == 4.0
    assert written["clips"][1]["end"] == 3723.5
    assert written["clips"][1]["lines"][0] == {
        "source": "AD",
        "text": "Ann lifts a pill bottle.",
        "distinctive": ["bottle", "pill"],
    }
    assert written["sources"][1]["repetition"] == pytest.approx(100 * 2 / 3)


def test_a_missing_line_counts_as_none_and_not_as_one_without_words():
    one = source_lines("ours", "x", ["", "A dog barks."], [])
    assert (one.own_a_line, one.repetition) == (2.0, None)
    assert source_lines("ours", "x", ["", ""], []).own_a_line is None


def test_one_source_of_one_clip_is_said_in_the_singular():
    found = SideBySide(
        "Signs", [ShownClip(5, 0, 1)], [source_lines("ours", "x", ["A dog barks."], [])]
    )
    assert list(sentences(found)) == [
        "Clip 5 of Signs: ours.",
        "ours: 1 line, 2.0 distinctive words a line, repetition none",
    ]
    silent = SideBySide("Signs", [ShownClip(5, 0, 1)], [source_lines("ours", "x", [""], [])])
    assert list(sentences(silent))[1] == (
        "ours: 0 lines, none distinctive words a line, repetition none"
    )


def test_three_sources_are_listed(found):
    third = replace(found, sources=[*found.sources, found.sources[0]])
    assert next(sentences(third)) == "Clips 5 to 6 of Signs: AD, ours and AD side by side."


def test_a_text_is_put_on_one_line_without_what_html_and_utf_8_cannot_hold():
    told = source_lines("our\ns", "x\ty", ["He \x00\ud800 runs.\r\nShe waits."], [])
    assert (told.name, told.origin) == ("our s", "x\ty")
    assert told.lines == ["He ? runs. She waits."]


@pytest.mark.parametrize(("value", "said"), [(None, "none"), (2.04, "2.0"), (0.0, "0.0")])
def test_a_figure_has_one_decimal_or_is_none(value, said):
    assert figure(value) == said
    assert figure(value, " %") == (said if value is None else f"{said} %")


def test_numbers_hold_every_source_whole(found):
    assert numbers(found)["sources"] == [
        {
            "name": "AD",
            "origin": "the annotations",
            "lines": 2,
            "distinctive_words_a_line": 1.5,
            "repetition": pytest.approx(20),
        },
        {
            "name": "ours",
            "origin": "ours.csv",
            "lines": 2,
            "distinctive_words_a_line": 0.0,
            "repetition": pytest.approx(200 / 3),
        },
    ]
