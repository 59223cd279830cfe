"""The rules upon one script: which findings there are, in which order, with what of their line."""

from __future__ import annotations

import pytest

from adtool.checking import Finding, check, subject_of
from adtool.errors import AdtoolError
from adtool.scripts.reading import Fault, Reading
from adtool.settings import CheckSettings
from adtool.timeline import Line, Script


def test_a_finding_holds_its_line_its_rule_and_their_places() -> None:
    line = Line(1500, 4200, "We see Tom by the old window.")
    (finding,) = check(subject_of(Reading(Script((line,)), places=(7,))))
    assert finding == Finding(
        rule="we-see",
        level="warning",
        what="“We see” speaks of the viewers instead of what there is.",
        advice="Name what happens, without those who watch it.",
        sources=("acb",),
        number=1,
        start=1500,
        end=4200,
        text="We see Tom by the old window.",
        place=7,
    )


def test_a_finding_about_the_file_has_no_line() -> None:
    faults = (Fault(3, "these are no times"),)
    (finding,) = check(subject_of(Reading(Script(()), faults)))
    assert finding == Finding(
        "format", "warning", "These are no times.", sources=("format",), place=3
    )


def test_findings_come_by_the_files_lines_and_then_by_the_scripts() -> None:
    lines = Line(0, 400, "We see."), Line(3000, 3000, ""), Line(5000, 5200, "Cut to black")
    faults = Fault(9, "this is odd"), Fault(4, "this is lost", lost=True)
    found = check(subject_of(Reading(Script(lines), faults)))
    assert [(one.number, one.place, one.rule) for one in found] == [
        (0, 4, "lost-text"),
        (0, 9, "format"),
        (1, 0, "too-fast"),
        (1, 0, "we-see"),
        (2, 0, "empty-line"),
        (2, 0, "no-length"),
        (3, 0, "too-fast"),
        (3, 0, "mid-phrase"),
        (3, 0, "camera-terms"),
    ]


def test_a_script_without_lines_has_no_findings(subject) -> None:
    assert check(subject()) == ()


def test_levels_that_there_are_not_are_refused(subject) -> None:
    with pytest.raises(AdtoolError, match="There is no rule 'wesee'"):
        check(subject(), levels={"wesee": "note"})


def test_settings_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="the rates must rise"):
        CheckSettings(fast_rate=210)
    with pytest.raises(ValueError, match="1 or more"):
        CheckSettings(window=0)
