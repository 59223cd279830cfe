"""What became of a line: kept, reworded, moved, split, merged, cut, or new; and word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from adtool.revision.shift import STILL, UNMOVED, Shift
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

_SPACELESS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"[{_SPACELESS}]|[^\s{_SPACELESS}]+")


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that belong together.

    Attributes:
        draft: of the draft, in order of time.
        edited: of the edited script.
        shift: what all times were changed by; who only follows has not been moved.
    """

    draft: tuple[Line, ...]
    edited: tuple[Line, ...]
    shift: Shift = UNMOVED

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
        begins = abs(self.shift.at(self.draft[0].start) - self.edited[0].start)
        ends = abs(self.shift.at(self.draft[-1].end) - self.edited[-1].end)
        found += [MOVED] * (max(begins, ends) > STILL)
        return tuple(found) or (KEPT,)

    def opcodes(self) -> list[tuple[str, str, str]]:
        """Return what became of the texts, piece by piece: difflib's tag, before, and after.

        Joined, all that stood before is ``before`` again, and so is what stands after.
        """
        return list(_opcodes(self.before, self.after))

    @property
    def survived(self) -> int:
        """How many words of the draft stand in the edited lines, in their order."""
        return sum(len(pieces(one)) for tag, one, _ in self.opcodes() if tag == "equal")

    @property
    def edits(self) -> int:
        """How many words were put in, taken out or replaced at least (Levenshtein)."""
        return distance(pieces(self.before), pieces(self.after))


@lru_cache(maxsize=8192)  # the figures and the report of a revision ask for them again
def _opcodes(before: str, after: str) -> tuple[tuple[str, str, str], ...]:
    matcher = SequenceMatcher(None, pieces(before), pieces(after), autojunk=False)
    starts, others = _starts(before), _starts(after)
    return tuple(
        (tag, before[starts[a] : starts[b]], after[others[c] : others[d]])
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def pieces(text: str) -> list[str]:
    """Return what stands between the spaces of a text; of Chinese and Japanese, the signs."""
    return _PIECE.findall(text)


def _starts(text: str) -> list[int]:
    """Return where each piece of a text begins, and where the text ends."""
    return [match.start() for match in _PIECE.finditer(text)] + [len(text)]


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
