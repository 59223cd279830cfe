"""Each rule upon a script that breaks it, and upon one that nearly does."""

from __future__ import annotations

import pytest

from adtool.cast.character import Cast, Character
from adtool.checking import RULES, Subject, check, rule_levels, subject_of
from adtool.errors import AdtoolError
from adtool.scripts import Fault, Reading
from adtool.settings import CheckSettings
from adtool.timeline import Line, Script, Span

CAST = Cast("", (Character("Anna Berg", introduced_at=10_000), Character("Tom", aliases=("T",))))


def subject(*lines: Line, **known: object) -> Subject:
    return subject_of(Reading(Script(lines)), **known)  # type: ignore[arg-type]


def broken(subject: Subject, **numbers: object) -> list[tuple[str, int]]:
    """Return the rules that are broken, each with the number of the line."""
    settings = CheckSettings(**numbers)  # type: ignore[arg-type]
    return [(finding.rule, finding.number) for finding in check(subject, settings)]


def said(text: str) -> Line:
    """Return a line with all the time that it needs."""
    return Line(20_000, 20_000 + 400 * max(1, len(text.split())), text)


def rules_of(text: str) -> set[str]:
    return {rule for rule, _ in broken(subject(said(text), cast=CAST))} - {"nothing-distinctive"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Anna opened the door.", "past-tense"),
        ("Tom sits down and then he slowly walked away.", "past-tense"),
        ("They were in the kitchen.", "past-tense"),
        ("We see a house by the sea.", "we-see"),
        ("In the distance, a ship can be seen.", "we-see"),
        ("The camera pans over the roofs.", "camera-terms"),
        ("A close-up of his hand.", "camera-terms"),
        ("Cut to the kitchen.", "camera-terms"),
        ("Tom looks angry.", "emotion-words"),
        ("Tom nervously taps the table.", "emotion-words"),
        ("Tom walks to the", "mid-phrase"),
        ("Tom walks to the door", "mid-phrase"),
        ("Tom hugs Karla.", "unknown-name"),
        ("—", "empty-line"),
    ],
)
def test_wording_that_breaks_a_rule(text: str, rule: str) -> None:
    assert rules_of(text) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "Tom, dressed in blue, waves at a tired man.",
        "They need the boat.",
        'A sign reads "We see what you did".',
        "“He walked here” stands on the stone.",
        "Tom lifts the camera.",
        "He zips up the frying pans.",
        "The man whom Tom met waves.",
        "Tom takes the cup he dropped.",
        "On Monday, Mr. Berg visits Anna.",
        "He looks up at Tom...",
    ],
)
def test_wording_that_is_fine(text: str) -> None:
    assert rules_of(text) == set()


def test_wording_is_left_alone_in_other_languages() -> None:
    lines = Line(0, 2000, "We see Anna."), Line(3000, 5000, "We see Anna.")
    found = broken(subject(*lines, language="de"))
    assert found == [("repeated-line", 2)]


def test_speech_is_never_spoken_over_and_has_room_around_it() -> None:
    speech = [Span(0, 1000), Span(5000, 6000), Span(7500, 9000)]
    over = subject(Line(4000, 5200, "Tom sits down."), speech=speech)
    assert ("speech-overlap", 1) in broken(over)
    close = subject(Line(1100, 2600, "Tom sits down."), speech=speech)
    assert broken(close) == [("little-room", 1)]
    between = subject(Line(6250, 7250, "Tom sits."), speech=speech)
    assert broken(between) == [("short-pause", 1)]
    clear = subject(Line(1250, 4750, "Tom sits down in a chair."), speech=speech)
    assert broken(clear) == []


def test_a_line_that_pauses_the_film_may_stand_anywhere() -> None:
    line = Line(4900, 5000, "Tom sits down and reads.", extended=True)
    assert broken(subject(line, speech=[Span(0, 9000)])) == []


def test_the_speech_beside_a_line_is_found_as_a_plain_search_finds_it() -> None:
    speech = [Span(start, start + 300) for start in range(0, 9000, 700)]
    for start in range(0, 9000, 130):
        line = Line(start, start + 350, "Go.")
        over = any(line.span.overlaps(span) for span in speech)
        found = {rule for rule, _ in broken(subject(line, speech=speech), room=0)}
        assert ("speech-overlap" in found) == over


def test_lines_that_overlap_name_each_other() -> None:
    lines = Line(0, 9000, "Tom sits down on the old chair by the old window."), said("He waits.")
    inside = Line(2000, 3000, "He eats."), Line(8000, 9500, "He drinks it.")
    found = [f for f in check(subject(*lines, *inside)) if f.rule == "line-overlap"]
    assert [(finding.number, finding.what[-19:]) for finding in found] == [
        (2, "before line 1 ends."),
        (3, "before line 1 ends."),
    ]


@pytest.mark.parametrize(
    ("rate", "rule"),
    [(159, None), (161, "brisk"), (181, "fast"), (201, "too-fast"), (69, "slow"), (71, None)],
)
def test_each_rate_has_one_name(rate: int, rule: str | None) -> None:
    line = Line(0, round(6 * 60_000 / rate), "Tom sits down on a chair.")
    assert broken(subject(line)) == ([(rule, 1)] if rule else [])


def test_the_advice_says_how_many_words_are_too_many() -> None:
    (finding,) = check(subject(Line(0, 2000, "Tom sits down on the very old chair here.")))
    assert finding.what == "Its 9 words have 2.0 s: 270 words a minute, over 200."
    assert finding.advice == "Take out 3 words, or give it more time."


def test_repeats_are_looked_for_among_the_nearest_lines_only() -> None:
    texts = ["Tom sits on the chair.", "A dog barks.", "Rain falls.", "Tom sits on the bed.", "Go."]
    lines = [Line(3000 * i, 3000 * i + 2000, text) for i, text in enumerate(texts)]
    assert ("repeated-wording", 4) in broken(subject(*lines))
    assert ("repeated-wording", 4) not in broken(subject(*lines), neighbours=2)
    assert ("repeated-wording", 4) not in broken(subject(*lines), repeated_words=5)


def test_a_line_without_a_word_of_its_own_is_told() -> None:
    texts = ["Tom lifts a lamp.", "Tom lifts a cup.", "A cup and a lamp."]
    lines = [Line(3000 * i, 3000 * i + 2000, text) for i, text in enumerate(texts)]
    found = broken(subject(*lines, cast=CAST))
    assert [number for rule, number in found if rule == "nothing-distinctive"] == [1, 2, 3]
    found = broken(subject(*lines, cast=CAST), window=2)
    assert [number for rule, number in found if rule == "nothing-distinctive"] == []


def test_a_name_waits_until_the_film_has_introduced_it() -> None:
    early = Line(9999, 13_000, "Here comes Anna with a bag.")
    later = Line(10_000, 13_000, "Here comes Anna with a bag.")
    assert broken(subject(early, cast=CAST)) == [("early-name", 1)]
    assert broken(subject(later, cast=CAST)) == []
    assert broken(subject(Line(0, 2000, "An annalist writes here."), cast=CAST)) == []


def test_an_unknown_name_is_told_once() -> None:
    lines = Line(0, 2000, "Tom and Karla eat."), Line(3000, 5000, "Then Karla drinks.")
    assert ("unknown-name", 1) in broken(subject(*lines, cast=CAST))
    assert ("unknown-name", 2) not in broken(subject(*lines, cast=CAST))
    assert "unknown-name" not in dict(broken(subject(*lines)))


def test_faults_of_the_file_keep_their_lines() -> None:
    faults = Fault(3, "these are no times"), Fault(9, "a tag is not closed", lost=True)
    found = check(subject_of(Reading(Script((said("Go."),)), tuple(faults), (7,))))
    about_file = [(f.rule, f.level, f.place) for f in found if not f.number]
    assert about_file == [("format", "warning", 3), ("lost-text", "error", 9)]


def test_lines_out_of_order_are_numbered_by_time() -> None:
    later, earlier = Line(9000, 9900, "Go."), Line(0, 900, "Tom.")
    found = check(subject(later, earlier))
    assert [(f.rule, f.number, f.text) for f in found] == [("out-of-order", 1, "Tom.")]
    sorted_by_the_reader = Reading(Script((earlier, later)), places=(6, 2))
    found = check(subject_of(sorted_by_the_reader))
    assert [(f.rule, f.number, f.place) for f in found] == [("out-of-order", 1, 6)]


def test_lines_behind_the_movies_end_and_without_length_are_errors() -> None:
    found = broken(subject(Line(0, 0, "Tom."), Line(4000, 5001, "Go."), duration=5000))
    assert found == [("no-length", 1), ("past-end", 2)]


def test_levels_can_be_changed_and_rules_switched_off() -> None:
    script = subject(said("We see Tom."))
    assert check(script, levels={"we-see": "off"}) == ()
    (finding,) = check(script, levels={"we-see": "error"})
    assert finding.level == "error"
    with pytest.raises(AdtoolError, match="There is no rule 'wesee'"):
        rule_levels({"wesee": "off"})
    with pytest.raises(AdtoolError, match="A rule cannot be 'loud'"):
        rule_levels({"we-see": "loud"})


def test_every_rule_says_what_breaks_it_and_where_it_comes_from() -> None:
    from adtool.checking import LEVELS, SOURCES

    for rule in RULES.values():
        assert rule.what.endswith(".")
        assert rule.level in LEVELS[1:]
        assert rule.sources
        assert set(rule.sources) <= SOURCES.keys()


def test_a_house_changes_only_rules_numbers_and_sources_that_there_are() -> None:
    from dataclasses import replace

    from adtool.checking import HOUSES, SOURCES, house

    for name in HOUSES:
        rule_levels(house(name).levels)
        replace(CheckSettings(), **house(name).numbers)
        assert set(house(name).sources) <= SOURCES.keys()
    with pytest.raises(AdtoolError, match="There is no house style 'bbc'"):
        house("bbc")


def test_settings_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="the rates must rise"):
        CheckSettings(fast_rate=210)
    with pytest.raises(ValueError, match="1 or more"):
        CheckSettings(window=0)
