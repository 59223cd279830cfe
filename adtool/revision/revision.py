"""The whole revision: every change, how much of the draft is left, and what it did to faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from adtool.cast.character import Character
from adtool.checking.finding import Finding
from adtool.english.names import named_words
from adtool.revision.alignment import align
from adtool.revision.change import KEPT, KINDS, Change, pieces
from adtool.revision.shift import UNMOVED, Shift, shift_between
from adtool.timeline import Line, Script

ANOTHER = 0.05
"""The share of words below which two scripts are hardly of one film; those of two share 0.03."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name that was put right.

    Attributes:
        start: when the edited line begins, in ms.
        before: whom the draft named.
        after: whom the edited line names.
    """

    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What a describer changed.

    Attributes:
        draft: the draft's file name, for people.
        edited: the edited script's.
        changes: lines that belong together, in order of time.
        names: the names that were put right.
        made: faults that the draft did not have.
        mended: faults that only the draft had.
        languages: the tags of the draft's language and the other's.
        shift: what all times were changed by.
        unchecked: what could not be checked, and what would make it possible.
    """

    draft: str
    edited: str
    changes: tuple[Change, ...]
    names: tuple[Renamed, ...] = ()
    made: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    languages: tuple[str, str] = ("en", "en")
    shift: Shift = UNMOVED
    unchecked: tuple[str, ...] = ()

    @property
    def empty(self) -> tuple[str, ...]:
        """Which of the two files hold no line."""
        sides = (self.draft, "draft"), (self.edited, "edited")
        return tuple(
            name for name, side in sides if not any(getattr(one, side) for one in self.changes)
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many changes are of each kind; one may be of two."""
        found = Counter(kind for change in self.changes for kind in change.kinds)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @property
    def words(self) -> int:
        """How many words the draft had."""
        return sum(len(pieces(change.before)) for change in self.changes)

    @property
    def survived(self) -> int:
        """How many of them are left, in their lines."""
        return sum(change.survived for change in self.changes)

    @property
    def edits(self) -> float:
        """Words put in, taken out or replaced, a line of the edited script."""
        lines = sum(len(change.edited) for change in self.changes)
        return sum(change.edits for change in self.changes) / max(1, lines)

    @property
    def is_another(self) -> bool:
        """Whether hardly a word of the draft is in its place: it may be of another film."""
        other = sum(len(pieces(change.after)) for change in self.changes)
        return self.survived < ANOTHER * min(self.words, other)

    @property
    def is_same(self) -> bool:
        """Whether nothing was changed."""
        unmoved = self.shift == UNMOVED
        return unmoved and all(change.kinds == (KEPT,) for change in self.changes)


def revise(
    draft: Script,
    edited: Script,
    *,
    names: tuple[str, str] = ("draft", "edited"),
    cast: Sequence[Character] = (),
    findings: tuple[Sequence[Finding], Sequence[Finding]] = ((), ()),
    unchecked: tuple[str, ...] = (),
) -> Revision:
    """Compare a draft with what a describer made of it.

    Args:
        draft: the draft.
        edited: what she made of it.
        names: what the two are called, for people.
        cast: who is in the movie.
        findings: the faults of both.
        unchecked: what could not be checked.
    """
    one, two = (sorted(script.lines, key=_when) for script in (draft, edited))
    shift = shift_between(one, two)
    due = [replace(line, start=shift.at(line.start), end=shift.at(line.end)) for line in one]
    changes = tuple(
        Change(tuple(one[at] for at in pair.draft), tuple(two[at] for at in pair.edited), shift)
        for pair in align(due, two)
    )
    made, mended = _faults(changes, *findings)
    renamed = tuple(name for change in changes for name in _renamed(change, cast))
    languages = draft.language, edited.language
    return Revision(*names, changes, renamed, made, mended, languages, shift, unchecked)


def _when(line: Line) -> tuple[int, int]:
    return line.start, line.end


def _renamed(change: Change, cast: Sequence[Character]) -> list[Renamed]:
    """Return the names that stand where other names stood."""
    if not (change.draft and change.edited) or change.before == change.after:
        return []
    before, after = (_names(text, cast) for text in (change.before, change.after))
    found = []
    for tag, old, new in change.opcodes():
        gone = [name for name in _in(old, before) if name not in _in(new, after)]
        come = [name for name in _in(new, after) if name not in _in(old, before)]
        if tag == "replace" and gone and come:
            found.append(Renamed(change.edited[0].start, " ".join(gone), " ".join(come)))
    return found


def _names(text: str, cast: Sequence[Character]) -> set[str]:
    return {word for word, _, _ in named_words(text, cast)}


def _in(text: str, names: set[str]) -> list[str]:
    """Return the words of a text that are names, as they stand there."""
    bare = [piece.strip(".,;:!?\"'“”‘’()…") for piece in pieces(text)]
    shown = [piece.removesuffix("'s").removesuffix("’s") for piece in bare]
    return [piece for piece in shown if piece.lower() in names]


def _faults(
    changes: Sequence[Change], before: Sequence[Finding], after: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the faults that only the edited script has, and those that only the draft had."""
    group = {}
    for number, change in enumerate(changes):
        group.update({("draft", *_place(line)): number for line in change.draft})
        group.update({("edited", *_place(line)): number for line in change.edited})

    def key(side: str, finding: Finding) -> tuple[str, object]:
        if not finding.number:
            return finding.rule, finding.what
        at = group.get((side, finding.start, finding.end, finding.text))
        return finding.rule, at

    old = [key("draft", finding) for finding in before]
    new = [key("edited", finding) for finding in after]
    return tuple(_beyond(after, new, old)), tuple(_beyond(before, old, new))


def _beyond(
    findings: Iterable[Finding],
    keys: Iterable[tuple[str, object]],
    others: Iterable[tuple[str, object]],
) -> Iterator[Finding]:
    """Yield the findings that the other script does not have, or not so often."""
    left = Counter(others)
    for finding, key in zip(findings, keys, strict=True):
        if left[key]:
            left[key] -= 1
        else:
            yield finding


def _place(line: Line) -> tuple[int, int, str]:
    return line.start, line.end, line.text
