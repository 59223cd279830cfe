"""What became of a line: kept, reworded, moved, split, merged, cut, or new; and word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from adtool.timeline import Line

KEPT, REWORDED, MOVED, SPLIT, MERGED, CUT, NEW = (
    "kept",
    "reworded",
    "moved",
    "split",
    "merged",
    "cut",
    "new",
)
KINDS = (KEPT, REWORDED, MOVED, SPLIT, MERGED, CUT, NEW)
"""What can become of a line; it may be moved and reworded."""

STILL = 50
"""Milliseconds by which a line may move without having been moved: a frame, and rounding."""

_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that belong together.

    Attributes:
        draft: of the draft, in order of time.
        edited: of the edited script.
    """

    draft: tuple[Line, ...]
    edited: tuple[Line, ...]

    @property
    def before(self) -> str:
        """What the draft said, on one line."""
        return _text(self.draft)

    @property
    def after(self) -> str:
        """What the edited script says, on one line."""
        return _text(self.edited)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What became of the lines, of ``KINDS``."""
        if not self.edited:
            return (CUT,)
        if not self.draft:
            return (NEW,)
        found = [SPLIT] * (len(self.edited) > 1) + [MERGED] * (len(self.draft) > 1)
        found += [REWORDED] * (self.before != self.after)
        one, two = self.draft[0], self.edited[0]
        ends = abs(self.draft[-1].end - self.edited[-1].end)
        found += [MOVED] * (max(abs(one.start - two.start), ends) > STILL)
        return tuple(found) or (KEPT,)

    def opcodes(self) -> list[tuple[str, str, str]]:
        """Return the texts in pieces, before and after, with what became of each (difflib's)."""
        one, two = pieces(self.before), pieces(self.after)
        matcher = SequenceMatcher(None, one, two, autojunk=False)
        return [
            (tag, " ".join(one[a:b]), " ".join(two[c:d]))
            for tag, a, b, c, d in matcher.get_opcodes()
        ]

    @property
    def survived(self) -> int:
        """How many words of the draft stand in the edited lines, in their order."""
        return sum(len(pieces(one)) for tag, one, _ in self.opcodes() if tag == "equal")

    @property
    def edits(self) -> int:
        """How many words were put in, taken out or replaced at least (Levenshtein)."""
        return distance(pieces(self.before), pieces(self.after))


def pieces(text: str) -> list[str]:
    """Return what stands between the spaces of a text."""
    return _PIECE.findall(text)


def _text(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text.split()) for line in lines)


def distance(one: Sequence[str], two: Sequence[str]) -> int:
    """Return the fewest insertions, deletions and replacements that make one list of another.

    Levenshtein, "Binary codes capable of correcting deletions, insertions and reversals" (1966).
    """
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, right in enumerate(two, 1):
            cost = min(row[j] + 1, row[j - 1] + 1, above + (left != right))
            above, row[j] = row[j], cost
    return row[-1]
