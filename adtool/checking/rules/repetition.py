"""Rules about lines that say what their neighbours say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from adtool.checking.finding import Remark
from adtool.checking.subject import Subject
from adtool.english.distinctive import distinctive_words
from adtool.english.words import words
from adtool.model.windows import windows
from adtool.settings import CheckSettings


def repeated_line(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line says word for word what one of the lines just before it says."""
    spoken = _spoken(subject)
    for index, own in enumerate(spoken):
        for before in range(index - 1, max(-1, index - 1 - settings.neighbours), -1):
            if own and own == spoken[before]:
                yield Remark(
                    index,
                    f"It says the same as line {subject.number(before)}.",
                    "Say what has changed, or leave it out.",
                )
                break


def repeated_wording(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line has a run of words that one of the lines just before it has, too."""
    size = settings.repeated_words
    spoken = _spoken(subject)
    runs = [_runs(own, size) for own in spoken]
    for index, own in enumerate(spoken):
        for before in range(index - 1, max(-1, index - 1 - settings.neighbours), -1):
            if own == spoken[before] or not runs[index].keys() & runs[before].keys():
                continue
            first = next(run for run in runs[index] if run in runs[before])
            yield Remark(
                index,
                f"“{' '.join(first)}” stands in line {subject.number(before)}, too.",
                "Find other words.",
            )
            break


def nothing_distinctive(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line has no word, names and small words aside, that its neighbours do not have."""
    for index, own in enumerate(distinctive_of(subject, settings.window)):
        if not own and subject.lines[index].text.strip():
            yield Remark(
                index,
                "No word of it is its own: its neighbours have all of them.",
                "Name what sets this moment apart.",
            )


def distinctive_of(subject: Subject, window: int) -> list[frozenset[str]]:
    """Return each line's distinctive words: w_d of the paper's Eq. 12 in windows of its N lines."""
    names = subject.cast.names if subject.cast else ()
    return list(_distinctive_of(tuple(line.text for line in subject.lines), names, window))


@lru_cache(maxsize=1)  # a rule and the figures of the report ask for the same
def _distinctive_of(
    texts: tuple[str, ...], names: tuple[str, ...], window: int
) -> tuple[frozenset[str], ...]:
    return tuple(own for part in windows(texts, window) for own in distinctive_words(part, names))


def _spoken(subject: Subject) -> list[tuple[str, ...]]:
    return [tuple(word for word, _, _ in words(line.text)) for line in subject.lines]


def _runs(spoken: tuple[str, ...], size: int) -> dict[tuple[str, ...], None]:
    """Return every run of ``size`` words, in their order."""
    return dict.fromkeys(spoken[i : i + size] for i in range(len(spoken) - size + 1))
