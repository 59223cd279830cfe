"""Where cues begin: at their times, also where nobody can read them.

A line of times that can be nothing else begins a cue wherever it stands. One that could be text
begins one where a cue may begin: below a blank line, or below a cue's number. Where a number goes
on from the last cue's, and the next cue's does not, times must stand below it, whatever does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adtool.scripts.time_lines import Times, looks_like_times, may_be_times, read_times

MARK = "\ufeff"
"""The mark at the beginning of a file; where files were joined, it stands in the middle."""

NO_TIMES = "these are no times"
BLOCKS = ("NOTE", "STYLE", "REGION")


def find_heads(lines: Sequence[str], first: int, *, blocks: bool) -> dict[int, Times | str]:
    """Return where cues begin: for each index the times, or the clause for what is wrong there.

    Args:
        lines: the whole file.
        first: how many lines at the top are header.
        blocks: whether there are NOTE, STYLE and REGION blocks, and cues may have any name.
    """
    return dict(_Search(lines, first, blocks=blocks).heads())


def number_above(lines: Sequence[str], index: int) -> int | None:
    """Return the number that stands right above a line, if one does."""
    return number_in(lines[index - 1]) if index else None


def number_in(line: str) -> int | None:
    """Return the number that a line is, if it is one."""
    line = line.strip().removeprefix(MARK)
    return int(line) if line.isdecimal() and len(line) < 9 else None


class _Search:
    """One search through the lines of a file."""

    def __init__(self, lines: Sequence[str], first: int, *, blocks: bool) -> None:
        self.lines, self.first, self.blocks = lines, first, blocks
        self.sure = [at for at in range(first, len(lines)) if looks_like_times(lines[at])]
        self.number: int | None = None
        self.found: set[int] = set()

    def heads(self) -> Iterator[tuple[int, Times | str]]:
        left = iter([*self.sure, len(self.lines)])
        following = next(left)
        for at in range(self.first, len(self.lines)):
            if at == following:
                following = next(left)
            elif not self._begins(at, following):
                continue
            self.found.add(at)
            self.number = number_above(self.lines, at)
            yield at, self._read(at)

    def _read(self, at: int) -> Times | str:
        line = self.lines[at]
        return "the cue has no times" if not line.strip() else read_times(line) or NO_TIMES

    def _begins(self, at: int, following: int) -> bool:
        """Say whether a cue begins at a line that is not surely one of times."""
        line = self.lines[at]
        if self._is_missing(at, following):
            return True
        return bool(line.strip()) and self._is_place(at) and may_be_times(line)

    def _is_place(self, at: int) -> bool:
        """Say whether a cue may begin here: at a paragraph's top, or below a name there."""
        if self._is_top(at):
            return not self._is_block(at)
        if at - 1 in self.found or not self._is_top(at - 1) or self._is_block(at - 1):
            return False
        return self.blocks or number_in(self.lines[at - 1]) is not None

    def _is_missing(self, at: int, following: int) -> bool:
        """Say whether times are missing here: below the number that the next cue should have."""
        number = number_above(self.lines, at) if at > self.first else None
        if number is None or at - 1 in self.found:
            return False
        later = number_above(self.lines, following) if following < len(self.lines) else None
        expected = (not self.found) if self.number is None else number == self.number + 1
        if not expected or later == number:
            return False
        if not self._is_top(at - 1):
            gap = later == number + 1 and at - 2 not in self.found and at + 1 != following
            line = self.lines[at]
            return bool(line.strip()) and (gap or may_be_times(line))
        return self._has_text(at, following)

    def _has_text(self, at: int, following: int) -> bool:
        """Say whether text stands below a number, and not just the next cue."""
        below = [line for line in self.lines[at:following] if line.strip()]
        named = following < len(self.lines) and number_above(self.lines, following) is not None
        return len(below) > named

    def _is_top(self, at: int) -> bool:
        return at == self.first or not self.lines[at - 1].strip()

    def _is_block(self, at: int) -> bool:
        return self.blocks and is_block(self.lines[at])


def is_block(line: str) -> bool:
    """Say whether a line begins a block of WebVTT's that is no cue."""
    word, _, _ = line.replace("\t", " ").partition(" ")
    return word in BLOCKS
