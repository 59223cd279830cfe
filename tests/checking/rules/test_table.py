"""The table of rules, and how their levels are changed."""

from __future__ import annotations

import pytest

from adtool.checking import LEVELS, RULES, SOURCES, check, rule_levels
from adtool.errors import AdtoolError
from adtool.timeline import Line


def test_levels_can_be_changed_and_rules_switched_off(subject) -> None:
    script = subject(Line(20_000, 21_200, "We see Tom."))
    assert check(script, levels={"we-see": "off"}) == ()
    (finding,) = check(script, levels={"we-see": "error"})
    assert finding.level == "error"
    with pytest.raises(AdtoolError, match="There is no rule 'wesee'"):
        rule_levels({"wesee": "off"})
    with pytest.raises(AdtoolError, match="A rule cannot be 'loud'"):
        rule_levels({"we-see": "loud"})


def test_every_rule_says_what_breaks_it_and_where_it_comes_from() -> None:
    for rule in RULES.values():
        assert rule.what.endswith(".")
        assert rule.level in LEVELS[1:]
        assert rule.sources
        assert set(rule.sources) <= SOURCES.keys()


def test_every_rule_has_a_level_of_its_own() -> None:
    assert rule_levels() == {
        "speech-overlap": "error",
        "line-overlap": "error",
        "too-fast": "error",
        "fast": "warning",
        "brisk": "note",
        "slow": "note",
        "little-room": "warning",
        "short-pause": "note",
        "past-end": "error",
        "mid-phrase": "warning",
        "past-tense": "warning",
        "we-see": "warning",
        "camera-terms": "warning",
        "emotion-words": "note",
        "repeated-line": "warning",
        "repeated-wording": "note",
        "nothing-distinctive": "note",
        "unknown-name": "warning",
        "unclear-name": "note",
        "early-name": "warning",
        "half-name": "warning",
        "banned-words": "error",
        "long-line": "warning",
        "numbers-in-figures": "warning",
        "empty-line": "error",
        "unwritten": "warning",
        "no-length": "error",
        "out-of-order": "warning",
        "lost-text": "error",
        "format": "warning",
    }


def test_the_last_change_of_a_level_holds() -> None:
    changed = rule_levels({"we-see": "error", "slow": "off"}, [("we-see", "note")], ())
    own = rule_levels()
    assert {name: level for name, level in changed.items() if level != own[name]} == {
        "we-see": "note",
        "slow": "off",
    }
    assert list(changed) == list(RULES)


def test_a_rule_or_a_level_that_is_none_is_told_what_there_is() -> None:
    with pytest.raises(AdtoolError) as caught:
        rule_levels({"wesee": "off"})
    assert str(caught.value) == (f"There is no rule 'wesee'; choose from {', '.join(RULES)}.")
    with pytest.raises(AdtoolError) as caught:
        rule_levels({"we-see": "loud"})
    assert str(caught.value) == (
        "A rule cannot be 'loud'; we-see may be off, note, warning, error."
    )
