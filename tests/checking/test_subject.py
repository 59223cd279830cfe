"""What is examined: lines in the order of time, and what is known beside them."""

from __future__ import annotations

import pytest

from adtool.checking import Subject, subject_of
from adtool.scripts.reading import Fault, Reading
from adtool.timeline import Line, Script, Span

LATER, EARLIER, MIDDLE = Line(9000, 9900, "C."), Line(0, 900, "A."), Line(4000, 4900, "B.")


def test_lines_come_in_the_order_of_time_with_their_places() -> None:
    found = subject_of(Reading(Script((LATER, EARLIER, MIDDLE)), places=(1, 5, 9)))
    assert [line.text for line in found.lines] == ["A.", "B.", "C."]
    assert found.places == (5, 9, 1)
    assert found.file_order == [2, 0, 1]


def test_without_places_the_reading_has_the_order_of_the_file() -> None:
    found = subject_of(Reading(Script((LATER, EARLIER, MIDDLE))))
    assert found.places == ()
    assert found.file_order == [2, 0, 1]


def test_lines_that_begin_together_stay_in_the_files_order() -> None:
    twins = Line(0, 500, "First."), Line(0, 400, "Second.")
    assert subject_of(Reading(Script(twins))).lines == twins


def test_speech_is_sorted_and_joined_and_none_is_unknown() -> None:
    reading = Reading(Script((EARLIER,)))
    assert subject_of(reading).speech is None
    assert subject_of(reading, speech=[]).speech == ()
    spans = [Span(5000, 6000), Span(0, 1000), Span(900, 2000)]
    assert subject_of(reading, speech=spans).speech == (Span(0, 2000), Span(5000, 6000))


def test_what_is_named_comes_before_what_the_file_says() -> None:
    fault = Fault(3, "these are no times")
    reading = Reading(Script((EARLIER,), "a.mp4", 5000, "de"), (fault,))
    own = subject_of(reading)
    assert (own.duration, own.script.language, own.faults) == (5000, "de", (fault,))
    named = subject_of(reading, language="fr", duration=7000)
    assert (named.duration, named.script.language) == (7000, "fr")


@pytest.mark.parametrize(
    ("language", "english"),
    [("", True), ("en", True), ("en-GB", True), ("EN-us", True), ("eng", True), ("de", False),
     ("enm", False), ("x-en", False)],
)  # fmt: skip
def test_english_is_told_by_the_first_part_of_the_tag(language: str, english: bool) -> None:
    assert subject_of(Reading(Script((), language=language))).english == english


def test_of_a_script_alone_nothing_else_is_known() -> None:
    alone = Subject(Script((EARLIER,)))
    assert (alone.lines, alone.places, alone.file_order) == ((EARLIER,), (), ())
    assert (alone.speech, alone.cast, alone.duration, alone.faults) == (None, None, 0, ())


def test_placeholders_are_no_lines_and_leave_the_numbers_as_they_are() -> None:
    waiting = Line(2000, 3000, "[1.0 s · 2 words]", placeholder=True)
    found = subject_of(Reading(Script((LATER, waiting, EARLIER, MIDDLE)), places=(1, 5, 9, 13)))
    assert [line.text for line in found.lines] == ["A.", "B.", "C."]
    assert found.places == (9, 13, 1)
    assert found.file_order == [2, 0, 1]
    assert [found.number(index) for index in range(3)] == [1, 3, 4]
    assert found.unwritten == (5,)


def test_placeholders_without_places_are_counted() -> None:
    waiting = Line(2000, 3000, "[1.0 s · 2 words]", placeholder=True)
    found = subject_of(Reading(Script((waiting, waiting))))
    assert (found.lines, found.unwritten) == ((), (0, 0))


def test_a_subject_made_by_hand_counts_from_one() -> None:
    assert Subject(Script((EARLIER, MIDDLE))).number(1) == 2
