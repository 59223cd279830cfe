"""Rules about the file, and about lines that are none."""

from __future__ import annotations

import pytest

from adtool.checking import check, subject_of
from adtool.scripts.reading import Fault, Reading
from adtool.timeline import Line, Script, Span

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
    later, earlier = Line(9000, 9900, "Go."), Line(0, 900, "Wait.")
    found = check(subject(later, earlier))
    assert [(f.rule, f.number, f.text) for f in found] == [("out-of-order", 1, "Wait.")]
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


def waiting(start: int, end: int) -> Line:
    return Line(start, end, "[3.2 s · 8 words]\nWe see Anna's close-up.", placeholder=True)


def test_cues_that_wait_for_a_line_are_told_once() -> None:
    lines = (waiting(0, 2000), GO, waiting(30_000, 32_000))
    found = check(subject_of(Reading(Script(lines), places=(2, 6, 10))))
    (one,) = [one for one in found if one.rule == "unwritten"]
    assert (one.level, one.number, one.place) == ("warning", 0, 2)
    assert one.what == "2 cues wait for a line that is still to be written."
    assert one.advice == "Write it in the place of the brackets, or take the cue out."


def test_one_cue_waits() -> None:
    (one,) = check(subject_of(Reading(Script((waiting(0, 2000),)))))
    assert one.what == "1 cue waits for a line that is still to be written."


def test_a_script_that_is_written_waits_for_nothing(broken, subject) -> None:
    assert "unwritten" not in [rule for rule, _ in broken(subject(GO))]


def test_no_other_rule_looks_at_a_placeholder(broken, subject, cast) -> None:
    same = waiting(500, 500)  # too short, over speech, past the end, repeated, and out of order
    lines = (waiting(9000, 9100), waiting(8000, 9500), same, same)
    found = subject(*lines, speech=[Span(0, 10_000)], cast=cast, duration=1000)
    assert broken(found) == [("unwritten", 0)]


def test_lines_beside_placeholders_keep_their_numbers(broken, subject, told) -> None:
    lines = (
        waiting(0, 2000),
        Line(3000, 6000, "Tom lifts a lamp."),
        waiting(6000, 8000),
        Line(9000, 12_000, "Tom lifts a lamp."),
    )
    found = subject(*lines)
    assert told("repeated-line", found) == [
        "4 warning: It says the same as line 2. Say what has changed, or leave it out."
    ]
    late = subject(*lines[:3], Line(5000, 12_000, "Tom leaves the red house."))
    (overlap,) = told("line-overlap", late)
    assert overlap.startswith("3 error: It begins 1.000 s before line 2 ends.")
    alike = subject(*lines[:3], Line(9000, 12_000, "Slowly Tom lifts a lamp."))
    assert told("repeated-wording", alike) == [
        "4 note: “tom lifts a lamp” stands in line 2, too. Find other words."
    ]
