"""Rules about the file, and about lines that are none."""

from __future__ import annotations

from collections.abc import Iterator

from adtool.checking.finding import Remark
from adtool.checking.subject import Subject
from adtool.english.reading_time import count_words
from adtool.scripts.reading import OUT_OF_ORDER
from adtool.settings import CheckSettings


def lost_text(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A part of the file makes no sense, and was left out."""
    for fault in subject.faults:
        if fault.lost:
            yield Remark(None, _sentence(fault.what), "It was left out; mend it.", fault.line)


def format_fault(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """The file is against its format in a way that could be read all the same."""
    for fault in subject.faults:
        if not fault.lost and not fault.what.endswith(OUT_OF_ORDER):
            yield Remark(None, _sentence(fault.what), place=fault.line)


def out_of_order(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line stands in the file behind one that begins later."""
    latest = 0
    for index in subject.file_order:
        start = subject.lines[index].start
        if start < latest:
            yield Remark(
                index, "It stands in the file behind a line that begins later.", "Sort the lines."
            )
        latest = max(latest, start)


def empty_line(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line has no words."""
    for index, line in enumerate(subject.lines):
        if not count_words(line.text):
            yield Remark(index, "It has no words.", "Fill it in, or take it out.")


def no_length(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line ends where it begins, so that no player shows or speaks it."""
    for index, line in enumerate(subject.lines):
        if line.end <= line.start:
            yield Remark(index, "It ends where it begins.", "Give it an end.")


def unwritten(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A cue only keeps the place of a line; other rules pass over it."""
    if waiting := len(subject.unwritten):
        cues = "1 cue waits" if waiting == 1 else f"{waiting} cues wait"
        yield Remark(
            None,
            f"{cues} for a line that is still to be written.",
            "Write it in the place of the brackets, or take the cue out.",
            subject.unwritten[0],
        )


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."
