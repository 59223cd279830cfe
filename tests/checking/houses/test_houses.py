"""House styles: what differs in each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adtool.checking import HOUSES, RULES, SOURCES, check, house, rule_levels
from adtool.errors import AdtoolError
from adtool.settings import CheckSettings
from adtool.timeline import Line, Span


def test_a_house_changes_only_rules_numbers_and_sources_that_there_are() -> None:
    for name in HOUSES:
        rule_levels(house(name).levels)
        replace(CheckSettings(), **house(name).numbers)
        assert set(house(name).sources) <= set(SOURCES.values())
    with pytest.raises(AdtoolError, match="There is no house style 'bbc'"):
        house("bbc")


def test_a_house_that_is_none_is_told_which_there_are() -> None:
    with pytest.raises(AdtoolError) as caught:
        house("bbc")
    assert str(caught.value) == (
        "There is no house style 'bbc'; choose from adtool, netflix, dcmp, acb, itc, wcag, "
        "or name a TOML file."
    )


def test_our_own_style_changes_nothing() -> None:
    ours = house("adtool")
    assert (dict(ours.levels), dict(ours.numbers), ours.sources) == ({}, {}, ())


def test_every_level_of_a_house_differs_from_the_rules_own() -> None:
    for one in map(house, HOUSES):
        assert one.what.endswith(".")
        for name, level in one.levels.items():
            assert level != RULES[name].level


def test_every_other_house_rests_on_texts_that_can_be_read() -> None:
    assert house("acb").sources == (SOURCES["acb"],)
    for name in set(HOUSES) - {"adtool"}:
        assert all(source.url for source in house(name).sources)
        assert house(name).sources


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("adtool", {"past-tense": "warning", "emotion-words": "note", "speech-overlap": "error"}),
        ("netflix", {"past-tense": "warning", "speech-overlap": "error"}),
        (
            "dcmp",
            {"past-tense": "error", "emotion-words": "warning", "speech-overlap": "warning"},
        ),
        ("acb", {"past-tense": "warning", "emotion-words": "warning", "speech-overlap": "error"}),
        ("itc", {"past-tense": "error", "speech-overlap": "error"}),
        ("wcag", {"speech-overlap": "error"}),
    ],
)
def test_one_line_weighs_differently_in_different_houses(
    subject, name: str, levels: dict[str, str]
) -> None:
    lines = Line(0, 2000, "She opened the door sadly."), Line(9000, 11_000, "A dog barks outside.")
    script = subject(*lines, speech=[Span(10_900, 12_000)])
    found = check(script, levels=house(name).levels)
    assert {one.rule: one.level for one in found} == levels


def test_every_level_that_a_house_asks_for_cites_its_clause() -> None:
    for one in map(house, HOUSES):
        raised = {rule for rule, level in one.levels.items() if level != "off"}
        assert raised <= one.clauses.keys(), one.name
        assert all(clause.strip() for clause in one.clauses.values())
