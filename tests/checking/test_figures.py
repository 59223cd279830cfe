"""A script in figures, against counts made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adtool.checking import Finding
from adtool.checking.figures import HUMAN, HUMAN_FINDINGS, Figures, counted, figures
from adtool.checking.rules.table import RULES
from adtool.settings import CheckSettings
from adtool.timeline import Line


def test_the_figures_are_those_that_one_counts_by_hand(subject, cast) -> None:
    lines = (
        Line(0, 1000, "Tom lifts a lamp."),  # 4 words, 240 a minute
        Line(2000, 5000, "Tom lifts a cup."),  # 4 words, 80 a minute, 3 of them from before
        Line(6000, 8000, "A cup, a lamp."),  # 4 words, 120 a minute, 3 of them from before
        Line(9000, 9500, "Red light everywhere now, slowly and quietly."),  # 7 words, 840 a minute
    )
    found = figures(subject(*lines, cast=cast), CheckSettings())
    assert found.lines == 4
    assert found.words_a_line == (4 + 4 + 4 + 7) / 4
    assert found.words_a_minute == (120 + 240) / 2  # the median
    assert found.repetition == pytest.approx(100 * (3 / 4 + 3 / 4 + 0) / 3)
    assert found.distinctive == 5 / 4  # red, light, everywhere, slowly, quietly
    assert found.indistinct == 75


def test_windows_decide_what_is_distinctive(subject, cast) -> None:
    lines = [
        Line(3000 * i, 3000 * i + 2000, text)
        for i, text in enumerate(("Tom lifts a lamp.", "Tom lifts a cup.", "A cup and a lamp."))
    ]
    found = figures(subject(*lines, cast=cast), CheckSettings(window=2))
    assert found.distinctive == pytest.approx((1 + 1 + 2) / 3)
    assert found.indistinct == 0


def test_lines_without_words_or_length_have_no_rate(subject) -> None:
    lines = Line(0, 1000, "—"), Line(2000, 2000, "Go."), Line(3000, 4000, "Stop there.")
    found = figures(subject(*lines), CheckSettings())
    assert found.words_a_minute == 120
    assert found.words_a_line == 1
    alone = figures(subject(Line(2000, 2000, "Go.")), CheckSettings())
    assert alone.words_a_minute == 0


def test_a_millisecond_is_a_length(subject) -> None:
    assert figures(subject(Line(5, 6, "Go.")), CheckSettings()).words_a_minute == 60_000


def test_a_script_without_lines_has_figures_of_zero(subject) -> None:
    assert figures(subject(), CheckSettings()) == Figures(0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_findings_are_counted_by_rule_the_most_first() -> None:
    rules = "slow", "we-see", "fast", "we-see", "fast", "we-see", "brisk"
    found = counted([Finding(rule, "note", "It is.") for rule in rules])
    assert list(found.items()) == [("we-see", 3), ("fast", 2), ("slow", 1), ("brisk", 1)]
    assert counted([]) == {}


def test_human_findings_are_of_rules_that_there_are() -> None:
    assert Figures(2983, 7.16, 231.4, 12.6, 2.45, 6.7) == HUMAN
    assert HUMAN_FINDINGS.keys() <= RULES.keys()
    assert {rule: share for rule, share in HUMAN_FINDINGS.items() if share} == {
        "too-fast": 76.0,
        "fast": 11.1,
        "brisk": 6.8,
        "slow": 0.3,
        "nothing-distinctive": 6.7,
        "repeated-wording": 0.4,
        "emotion-words": 0.4,
        "past-tense": 0.1,
        "mid-phrase": 0.1,
    }


def test_cues_that_wait_for_a_line_count_for_themselves(subject) -> None:
    line = Line(2000, 3000, "Tom lifts a lamp.")
    waiting = Line(0, 2000, "[2.0 s · 5 words]", placeholder=True)
    both = figures(subject(waiting, line), CheckSettings())
    assert both == replace(figures(subject(line), CheckSettings()), unwritten=1)
    assert figures(subject(waiting), CheckSettings()) == Figures(0, 0, 0, 0, 0, 0, 1)
