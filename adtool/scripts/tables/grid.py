"""A script out of a describer's table: whatever its columns are called, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.ids import is_id
from adtool.scripts.layout import Layout
from adtool.scripts.reading import OUT_OF_ORDER, Fault, Reading, shown
from adtool.scripts.tables import headings
from adtool.scripts.tables.headings import is_heading, roles
from adtool.scripts.tables.row import NO_LINE, NOTE, PAUSES, RATE, SHORTENED, split_names
from adtool.scripts.text import text_lines
from adtool.scripts.typed_time import typed_time, typed_times
from adtool.timeline import Clip, Gap, Line, Omission, Script, Span

TOP = 100
"""Rows above a table in which its head is looked for."""

MOST = 20_000
"""Rows that a script may have; the longest of feature films have some 3,000."""


class Formula(str):
    """A cell that computes something; it is never evaluated."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of cells as a file has them.

    Attributes:
        number: of the row in its file, from 1.
        cells: their texts.
        continues: columns, from 0, whose cell is merged with the one above.
        id: the line's, where it stands in no cell.
    """

    number: int
    cells: Sequence[str]
    continues: frozenset[int] = frozenset()
    id: str = ""


def read_grids(grids: Sequence[Sequence[GridRow]], path: Path, layout: Layout) -> Reading:
    """Return the script in a file's tables: of those that have a script's head, all rows.

    Args:
        grids: the tables.
        path: the file, for errors.
        layout: how its times are written.

    Raises:
        ScriptError: if no table has the columns that a script needs, or one has them twice.
    """
    reader = _Reader(layout)
    found = False
    for grid in grids:
        if len(grid) > MOST:
            raise ScriptError(path, f"holds {len(grid):,} rows; a script has some thousands")
        at = next((at for at, row in enumerate(grid[:TOP]) if is_heading(roles(row.cells))), None)
        if at is None:
            continue
        found = True
        reader.read(_Table(grid[at], _columns(grid[at], path)), grid[at + 1 :])
    if not found:
        raise ScriptError(path, _no_head(grids))
    return reader.reading()


def _columns(head: GridRow, path: Path) -> dict[str, int]:
    columns = roles(head.cells)
    for role in (headings.START, headings.END, headings.TEXT, headings.ID):
        if len(same := columns.get(role, ())) > 1:
            first, second = (head.cells[index] for index in same[:2])
            what = {headings.TEXT: "the text", headings.ID: "ids"}.get(role, f"the {role}")
            raise ScriptError(
                path,
                f"row {head.number}: has two columns for {what}, {first!r} and {second!r}; "
                "rename one",
            )
    return {role: found[0] for role, found in columns.items()}


def _no_head(grids: Sequence[Sequence[GridRow]]) -> str:
    known = [roles(row.cells) for grid in grids for row in grid[:TOP]]
    if not any(any(row.cells) for grid in grids for row in grid):
        return "holds no table" if not grids else "its table is empty"
    if any(headings.TEXT in row for row in known):
        missing = "times: name one 'Timecode In'"
    elif any(headings.START in row or headings.TIMES in row for row in known):
        missing = "the text: name one 'Script'"
    else:
        missing = "times and text: name them 'Timecode In', 'Timecode Out' and 'Script'"
    return f"its table has no column for {missing}"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's head, and its columns by role."""

    head: GridRow
    columns: Mapping[str, int]

    def cell(self, row: GridRow, role: str) -> str:
        index = self.columns.get(role, len(row.cells))
        return row.cells[index] if index < len(row.cells) else ""

    def continues(self, row: GridRow, role: str) -> bool:
        return self.columns.get(role) in row.continues

    def name(self, role: str) -> str:
        return " ".join(self.head.cells[self.columns[role]].split())

    def others(self) -> dict[int, str]:
        """Return the columns that mean nothing to us, by their place."""
        named = enumerate(self.head.cells)
        return {at: name for at, name in named if name.strip() and not headings.role(name)}


@dataclass(slots=True)
class _Reader:
    """Collects the lines of a file's tables."""

    layout: Layout
    lines: list[tuple[int, Line]] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unkept: dict[str, None] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    open: bool = False  # whether the last line's end is a guess
    guessed: bool = False  # whether any is

    def read(self, table: _Table, rows: Sequence[GridRow]) -> None:
        for row in rows:
            if roles(row.cells) == roles(table.head.cells):
                continue  # the head, repeated on another page
            self._note_others(table, row)
            try:
                self._row(table, row)
            except ValueError as error:
                text = table.cell(row, headings.TEXT)
                told = f": {shown(text)}" if text.strip() else ""
                self.faults.append(Fault(row.number, f"{error}{told}", lost=True))

    def _note_others(self, table: _Table, row: GridRow) -> None:
        for at, name in table.others().items():
            if at < len(row.cells) and row.cells[at].strip():
                self.unkept.setdefault(f"column {name.strip()!r}")

    def _row(self, table: _Table, row: GridRow) -> None:
        text = _plain(table, row, headings.TEXT)
        start, end = self._times(table, row)
        if not text:
            self._without_text(table, row, start, end)
            return
        if not start and table.continues(row, headings.START) and self.lines:
            number, last = self.lines[-1]
            self.lines[-1] = (number, replace(last, text=f"{last.text}\n{text}"))
            return
        if not start:
            raise ValueError("the row has text and no time")
        self._add(table, row, text, start, end)

    def _times(self, table: _Table, row: GridRow) -> tuple[str, str]:
        start = _plain(table, row, headings.START)
        end = _plain(table, row, headings.END)
        if headings.START not in table.columns:
            start, second = typed_times(_plain(table, row, headings.TIMES))
            end = end or second
        elif not end:
            start, end = typed_times(start)
        return start, end

    def _without_text(self, table: _Table, row: GridRow, start: str, end: str) -> None:
        """Take a row without text for what it is: a clip without a line, or a line without text."""
        if table.continues(row, headings.TEXT) and self.lines and end:
            number, last = self.lines[-1]
            time = self._time(table, headings.END, end, end=True)
            self.lines[-1] = (number, replace(last, end=max(last.end, time)))
            return
        flags = table.cell(row, headings.FLAGS)
        if not start or not end or table.cell(row, headings.DIALOGUE).strip():
            return
        if flags.startswith(NO_LINE):
            span = self._span(table, start, end)
            clip = Clip(span.start, span.end, Gap(span.start, span.end))
            self.omissions.append(Omission(clip, flags.removeprefix(NO_LINE).strip()))
        elif table.cell(row, headings.LINE).strip():
            self._add(table, row, "", start, end)

    def _add(self, table: _Table, row: GridRow, text: str, start: str, end: str) -> None:
        span = self._span(table, start, end) if end else self._guessed(table, row, start, text)
        flags = table.cell(row, headings.FLAGS)
        note = _plain(table, row, headings.NOTE)
        line = Line(
            span.start,
            span.end,
            text,
            characters=split_names(table.cell(row, headings.CHARACTERS)),
            shortened=SHORTENED in flags,
            extended=PAUSES in flags,
            facts={NOTE: note} if note else {},
            id=self._id(row, table.cell(row, headings.ID).strip() or row.id),
        )
        if self.lines:
            number, last = self.lines[-1]
            if self.open and last.start < line.start < last.end:
                self.lines[-1] = (number, replace(last, end=line.start))
            if line.start < last.start:
                self.faults.append(Fault(row.number, f"the row {OUT_OF_ORDER}"))
        self.lines.append((row.number, line))
        self.open = not end

    def _span(self, table: _Table, start: str, end: str) -> Span:
        first = self._time(table, headings.START, start)
        last = self._time(table, headings.END, end, end=True)
        if last < first:
            raise ValueError(f"ends ({end}) before it starts ({start})")
        return Span(first, last)

    def _guessed(self, table: _Table, row: GridRow, start: str, text: str) -> Span:
        if not self.guessed:
            what = "nothing tells where the line ends; it gets the time that it takes to say"
            self.faults.append(Fault(row.number, f"{what} (as do others like it)"))
        self.guessed = True
        first = self._time(table, headings.START, start)
        return Span(first, first + round(len(text.split()) * 60_000 / RATE))

    def _time(self, table: _Table, role: str, text: str, *, end: bool = False) -> int:
        column = role if role in table.columns else headings.TIMES
        if column not in table.columns:
            column = headings.START
        try:
            return typed_time(text, self.layout.timecode, end=end)
        except ValueError as error:
            raise ValueError(f"{table.name(column)}: {error}") from error

    def _id(self, row: GridRow, name: str) -> str:
        if name and not is_id(name):
            self.faults.append(Fault(row.number, f"{shown(name)} is no id; taken for a new line"))
            return ""
        if name in self.ids:
            what = f"has the id of row {self.ids[name]}, {name!r}; taken for a new line"
            self.faults.append(Fault(row.number, what))
            return ""
        if name:
            self.ids[name] = row.number
        return name

    def reading(self) -> Reading:
        """Return all that was read."""
        lines = sorted(self.lines, key=lambda found: (found[1].start, found[1].end))
        script = Script(tuple(line for _, line in lines), omissions=tuple(self.omissions))
        places = tuple(number for number, _ in lines)
        return Reading(script, tuple(self.faults), places, tuple(self.unkept))


def _plain(table: _Table, row: GridRow, role: str) -> str:
    """Return a cell's text.

    Raises:
        ValueError: if it is a formula.
    """
    cell = table.cell(row, role)
    if isinstance(cell, Formula):
        raise ValueError(
            f"{table.name(role)}: is a formula, which is never evaluated; type its value"
        )
    return "\n".join(text_lines(cell))
