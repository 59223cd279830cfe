"""Rules about the file, and about lines that are none."""

from __future__ import annotations

import pytest

from adtool.checking import check, subject_of
from adtool.scripts.reading import Fault, Reading
from adtool.timeline import Line, Script

GO = Line(20_000, 20_400, "Go.")


def test_faults_of_the_file_keep_their_lines() -> None:
    faults = Fault(3, "these are no times"), Fault(9, "a tag is not closed", lost=True)
    found = check(subject_of(Reading(Script((GO,)), tuple(faults), (7,))))
    about_file = [(f.rule, f.level, f.place) for f in found if not f.number]
    assert about_file == [("format", "warning", 3), ("lost-text", "error", 9)]


def test_what_was_lost_can_be_mended_and_what_could_be_read_is_told() -> None:
    faults = (
        Fault(9, "this cue starts before the one above it"),  # out-of-order tells it of its line
        Fault(12, "éclair", lost=True),
        Fault(3, "these are no times"),
    )
    found = check(subject_of(Reading(Script((GO,)), faults)))
    about_file = [(f.rule, f.what, f.advice, f.place, f.text) for f in found if not f.number]
    assert about_file == [
        ("format", "These are no times.", "", 3, ""),
        ("lost-text", "Éclair.", "It was left out; mend it.", 12, ""),
    ]


def test_a_cue_that_was_lost_is_told_whatever_was_wrong_with_it() -> None:
    lost = Fault(9, "this cue starts before the one above it", lost=True)
    found = check(subject_of(Reading(Script((GO,)), (lost,))))
    assert [f.rule for f in found if not f.number] == ["lost-text"]


def test_lines_out_of_order_are_numbered_by_time(subject) -> None:
    later, earlier = Line(9000, 9900, "Go."), Line(0, 900, "Tom.")
    found = check(subject(later, earlier))
    assert [(f.rule, f.number, f.text) for f in found] == [("out-of-order", 1, "Tom.")]
    sorted_by_the_reader = Reading(Script((earlier, later)), places=(6, 2))
    found = check(subject_of(sorted_by_the_reader))
    assert [(f.rule, f.number, f.place) for f in found] == [("out-of-order", 1, 6)]


def test_every_line_behind_a_later_one_is_told(subject, told) -> None:
    starts = 9000, 2000, 12_000, 9000, 12_000
    lines = [Line(start, start + 400, "Go.") for start in starts]
    what = "It stands in the file behind a line that begins later. Sort the lines."
    assert told("out-of-order", subject(*lines)) == [f"1 warning: {what}", f"3 warning: {what}"]


def test_lines_that_begin_together_are_in_order(subject, told) -> None:
    together = [Line(0, 400, "Go."), Line(0, 300, "Stop."), Line(0, 500, "Wait.")]
    assert told("out-of-order", subject(*together)) == []


@pytest.mark.parametrize(("text", "empty"), [("", True), ("— …", True), ("7", False)])
def test_a_line_has_a_letter_or_a_digit(subject, told, text: str, empty: bool) -> None:
    what = "1 error: It has no words. Fill it in, or take it out."
    assert told("empty-line", subject(Line(0, 500, text))) == [what] * empty


@pytest.mark.parametrize(("end", "found"), [(999, True), (1000, True), (1001, False)])
def test_a_line_ends_after_it_begins(subject, told, end: int, found: bool) -> None:
    lines = subject(Line(0, 500, "Go."), Line(1000, end, "Go."))
    what = "2 error: It ends where it begins. Give it an end."
    assert told("no-length", lines) == [what] * found
