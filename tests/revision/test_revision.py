"""The whole revision: counts, words, names, faults."""

from __future__ import annotations

from dataclasses import replace

from adtool.cast.character import Character
from adtool.checking.finding import Finding
from adtool.revision.revision import Renamed, revise
from adtool.revision.shift import Shift
from adtool.timeline import Line, Script

DRAFT = Script(
    (
        Line(1_000, 3_000, "Anna enters the dark room."),
        Line(10_000, 12_000, "Snow falls on the street."),
        Line(20_000, 22_000, "A train leaves."),
    )
)
EDITED = Script(
    (
        Line(1_000, 3_000, "Zoe enters the dark room."),
        Line(10_000, 12_000, "Snow falls on the street."),
        Line(30_000, 32_000, "Somebody waits."),
    )
)


def test_changes_words_and_edits_are_counted() -> None:
    revision = revise(DRAFT, EDITED)
    assert revision.counts == {"kept": 1, "reworded": 1, "cut": 1, "new": 1}
    assert (revision.words, revision.survived) == (13, 9)
    assert revision.edits == (1 + 3 + 2) / 3
    assert not revision.is_same
    assert not revision.is_another


def test_a_name_that_was_put_right_is_told() -> None:
    assert revise(DRAFT, EDITED).names == (Renamed(1_000, "Anna", "Zoe"),)
    one = Script((Line(0, 900, "He looks at Dr Grant's hat."),))
    two = Script((Line(0, 900, "He looks at Dr Ellie Sattler's hat."),))
    cast = [Character("Alan Grant"), Character("Ellie Sattler")]
    assert revise(one, two, cast=cast).names == (Renamed(0, "Grant", "Ellie Sattler"),)


def test_a_name_where_there_was_none_is_not_put_right() -> None:
    man, named = (Script((Line(0, 900, f"{who} waits."),)) for who in ("A man", "Anna"))
    assert revise(man, named).names == ()
    assert revise(named, man).names == ()
    assert revise(Script(()), named).names == ()


def test_another_word_is_no_name() -> None:
    edited = Script((Line(10_000, 12_000, "Sleet falls on the street."),))
    assert revise(DRAFT, edited).names == ()


def test_faults_are_told_that_are_new_or_gone() -> None:
    def fault(rule: str, line: Line, number: int = 1) -> Finding:
        return Finding(rule, "error", "What.", "", (), number, line.start, line.end, line.text)

    before = (fault("too-fast", DRAFT.lines[0]), fault("we-see", DRAFT.lines[1]))
    after = (fault("too-fast", EDITED.lines[0]), fault("over-speech", EDITED.lines[1]))
    revision = revise(DRAFT, EDITED, findings=(before, after))
    assert revision.made == after[1:]
    assert revision.mended == before[1:]


def test_a_fault_of_the_file_is_the_same_where_it_says_the_same() -> None:
    first, second = (Finding("order", "note", f"{what}.") for what in ("One", "Two"))
    revision = revise(DRAFT, EDITED, findings=((first,), (first, second)))
    assert (revision.made, revision.mended) == ((second,), ())


def test_a_fault_that_a_line_has_more_often_is_new() -> None:
    line = DRAFT.lines[0]
    fault = Finding("we-see", "error", "What.", "", (), 1, line.start, line.end, line.text)
    assert revise(DRAFT, DRAFT, findings=((fault,), (fault, fault))).made == (fault,)


def test_a_script_at_another_start_is_kept_and_only_the_line_that_was_moved_told() -> None:
    draft = Script(tuple(Line(n * 4_000, n * 4_000 + 2_000, f"Step {n} is.") for n in range(8)))
    hour = [
        replace(line, start=line.start + 36_000_000, end=line.end + 36_000_000)
        for line in draft.lines
    ]
    hour[3] = replace(hour[3], start=hour[3].start + 500, end=hour[3].end + 500)
    revision = revise(draft, Script(tuple(hour)))
    assert revision.counts == {"kept": 7, "moved": 1}
    assert revision.shift == Shift(later=36_000_000)
    assert not revision.is_same


def test_a_file_without_lines_is_named() -> None:
    none = Script(())
    assert revise(DRAFT, none).empty == ("edited",)
    assert revise(none, none).empty == ("draft", "edited")
    assert revise(DRAFT, EDITED).empty == ()


def test_the_same_script_has_no_difference() -> None:
    revision = revise(DRAFT, DRAFT)
    assert revision.is_same
    assert (revision.survived, revision.edits) == (13, 0)


def test_another_films_script_is_known_for_it() -> None:
    other = Script((Line(900_000, 901_000, "Ships sail."),))
    assert revise(DRAFT, other).is_another
    assert not revise(DRAFT, Script(DRAFT.lines[:1])).is_another
    assert not revise(Script(()), Script(())).is_another
