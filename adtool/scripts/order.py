"""Cues in order, and several files in one.

A cue that stands too late is sorted in. But where files were joined, and the times of a later one
start again, nobody can say when its words are heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from adtool.scripts.heads import MARK
from adtool.scripts.reading import OUT_OF_ORDER, Fault, shown
from adtool.scripts.time_lines import Times

STARTS_AGAIN = "the times start again, as where files were joined; shift the later ones first"
"""What is wrong with a cue of a file that was joined to another."""

_HEADER = re.compile(r"WEBVTT(\s|$)")


class Order:
    """The order of a file's cues: late ones are sorted in, but whole files below files are not."""

    def __init__(self, headers: Sequence[int]) -> None:
        self.headers = list(headers)
        self.latest: int | None = None
        self.last: int | None = None
        self.numbers: set[int] = set()
        self.spans: set[tuple[int, int]] = set()

    def look(self, head: int, times: Times, number: int | None, line: str) -> Iterator[Fault]:
        """Yield the faults of where a cue stands."""
        early = self.latest is not None and times.start < self.latest
        anew = self._is_new_file(head, number)
        span = (times.start, times.end)
        if early and anew and span not in self.spans:
            yield Fault(head + 1, f"{STARTS_AGAIN}: {shown(line)}", lost=True)
        elif early:
            yield Fault(head + 1, f"the cue {OUT_OF_ORDER}")
        if times.start < 0:
            yield Fault(head + 1, f"the cue starts before the movie does: {shown(line)}")
        self.latest = times.start
        self.spans.add(span)

    def _is_new_file(self, head: int, number: int | None) -> bool:
        """Say whether another file begins here: by its header, or by numbers that start again."""
        passed = [header for header in self.headers if header < head]
        del self.headers[: len(passed)]
        again = False
        if number is not None:
            lower = self.last is not None and number < self.last
            repeated = number == self.last and len(self.spans) == 1
            again = number in self.numbers and (lower or repeated)
            self.last = number
            self.numbers.add(number)
        return again or (bool(passed) and bool(self.spans))


def without_headers(lines: Sequence[str], first: int) -> tuple[list[str], list[int]]:
    """Return a file without the headers of files that were joined to it, and where those were.

    A header is WEBVTT and what stands below it, down to a blank line. Without a blank line above it
    could be text as well, and is left.
    """
    kept = list(lines)
    headers = [at for at in range(first, len(lines)) if _HEADER.match(lines[at].lstrip(MARK))]
    for header in headers:
        if header == first or lines[header].startswith(MARK) or not lines[header - 1].strip():
            for at in range(header, len(lines)):
                if not lines[at].strip() or "-->" in lines[at]:
                    break
                kept[at] = ""
    return kept, headers
