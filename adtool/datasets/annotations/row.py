"""One row of a table: its cells by name, turned into what they must be."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)")
_LONGEST = 1_000_000.0
"""Seconds, over eleven days: no movie is that long."""


class RowError(Exception):
    """A row cannot be used.

    Attributes:
        kind: the kind of fault, an entry of ``adtool.faults.FAULTS``.
        detail: what is wrong.
    """

    def __init__(self, kind: str, detail: str = "") -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row; of several names of a column, the first that is there counts.

    Attributes:
        cells: by the column's name in lower case: text, or what JSON has.
        line: the line of the file that the row begins in.
        doubts: what is wrong with a row that can be used all the same.
    """

    cells: Mapping[str, object]
    line: int
    doubts: list[RowError] = field(default_factory=list, compare=False)

    def has(self, *names: str) -> bool:
        """Say whether there is something in a column."""
        return self.cell(*names) not in (None, "")

    def cell(self, *names: str) -> object:
        """Return a cell as it is, text without the spaces around it; None without the column."""
        value = next((self.cells[name] for name in names if name in self.cells), None)
        return value.strip() if isinstance(value, str) else value

    def text(self, *names: str) -> str:
        """Return a cell on one line, without stray spaces; "" if it is empty or missing."""
        value = self.cell(*names)
        return "" if value is None else " ".join(str(value).split())

    def name(self, *names: str) -> str:
        """Return a movie's name.

        Raises:
            RowError: if it is empty.
        """
        found = self.text(*names)
        if not found:
            raise RowError("no movie")
        return found

    def time(self, *names: str, longest: float = _LONGEST) -> int:
        """Return a time in ms: seconds, or h:mm:ss.mmm.

        Args:
            names: of the column.
            longest: the most seconds that it may be.

        Raises:
            RowError: if it is no such thing, or no finite number.
        """
        value = self.cell(*names)
        try:
            seconds = _seconds(value)
        except (TypeError, ValueError):
            seconds = math.nan
        if not abs(seconds) <= longest:  # catches NaN as well
            raise RowError("no number", f"{names[0]} is {str(value)[:40]!r}")
        return round(seconds * 1000)

    def span(self, start: str, end: str) -> tuple[int, int]:
        """Return the times in two columns, in ms, the first not negative.

        Raises:
            RowError: if one is no number, or the second is not after the first.
        """
        begins, ends = max(0, self.time(start)), self.time(end)
        if ends <= begins:
            raise RowError("no length", f"{start} {begins / 1000:g} s, {end} {ends / 1000:g} s")
        return begins, ends

    def integers(self, name: str) -> tuple[int, ...]:
        """Return a list of whole numbers from 0, written like ``[9, 9, 10]``.

        Raises:
            RowError: if it is none, or empty.
        """
        value = self.cell(name)
        try:
            found = json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, list) or not found or not all(map(_is_number, found)):
            raise RowError("no number", f"{name} is {str(value)[:40]!r}")
        return tuple(found)


def _seconds(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str):
        raise TypeError
    clock = _CLOCK.fullmatch(value)
    if clock is None:
        return float(value)
    hours, minutes, seconds = clock.groups()
    return (int(hours or 0) * 60 + int(minutes)) * 60 + float(seconds.replace(",", "."))


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < 10**9
