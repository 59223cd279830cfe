"""Who listens to the work's progress without a terminal: nobody, a part's counter, a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from adtool.progress import SILENT, Joined, Notebook, NotesOnly, Stage


class Listener:
    """Keeps stages, what they counted, and notes."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, float | None]] = []
        self.counted: list[float] = []
        self.notes: list[str] = []

    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
        self.stages.append((name, total))
        yield self

    def advance(self, amount: float = 1) -> None:
        self.counted.append(amount)

    def note(self, message: str) -> None:
        self.notes.append(message)


def test_silence_shows_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with SILENT.stage("Working", 3) as stage:
        stage.advance()
        stage.advance(2)
        SILENT.note("Done.")
    assert capfd.readouterr() == ("", "")


def test_a_part_counts_on_the_stage_of_the_whole_and_opens_none() -> None:
    listener = Listener()
    part = Joined(listener, listener, 5)
    with part.stage("Inner", 99) as inner:
        inner.advance()
        inner.advance(2)
    assert listener.stages == []
    assert listener.counted == [1, 2]


def test_a_part_never_counts_more_than_its_share() -> None:
    listener = Listener()
    part = Joined(listener, listener, 2.5)
    for amount in (2, 2, 2):
        part.advance(amount)
    assert listener.counted == [2, 0.5, 0]
    part.finish()
    assert sum(listener.counted) == 2.5


def test_what_a_part_did_not_count_is_counted_when_it_is_finished() -> None:
    listener = Listener()
    part = Joined(listener, listener, 4)
    part.advance()
    part.finish()
    part.finish()
    assert listener.counted == [1, 3, 0]


def test_a_part_passes_notes_on() -> None:
    listener = Listener()
    Joined(listener, listener, 1).note("The clip at 8.0 s cannot be read.")
    assert listener.notes == ["The clip at 8.0 s cannot be read."]


def test_a_notebook_keeps_notes_and_passes_stages_on() -> None:
    listener = Listener()
    notebook = Notebook(listener)
    with notebook.stage("Working", 2) as stage:
        stage.advance(2)
    notebook.note("One.")
    notebook.note("Two.")
    assert (listener.stages, listener.counted) == ([("Working", 2)], [2])
    assert notebook.notes == ["One.", "Two."]
    assert listener.notes == []


def test_where_only_notes_are_passed_on_no_stage_is() -> None:
    listener = Listener()
    notes = NotesOnly(listener)
    with notes.stage("Working", 2) as stage:
        stage.advance(2)
    notes.note("One.")
    assert (listener.stages, listener.notes) == ([], ["One."])
