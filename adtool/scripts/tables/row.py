"""A script as the rows of a table: its lines, the clips without one, and what is said between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adtool.scripts.layout import Layout
from adtool.scripts.text import text_lines
from adtool.timeline import Line, Omission, Said, Script, Span

PAUSES = "film pauses"
SHORTENED = "shortened"
NO_LINE = "no line: "
NOTE = "note"
"""The fact of a line that a describer's note is kept as."""

RATE = 160.0
"""Words a minute that there is time for, where a script does not say at what rate it was made."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a script's table.

    Attributes:
        span: its time in the movie, in ms.
        number: of a line, from 1; 0 for other rows.
        text: what is spoken, with its line breaks.
        note: a describer's own.
        characters: who is in the clip.
        gap: seconds of the gap that it stands in; None where that is not known.
        flags: what must be known of it.
        dialogue: what is said in the movie, where that is all that the row shows.
        id: the line's.
    """

    span: Span
    number: int = 0
    text: str = ""
    note: str = ""
    characters: tuple[str, ...] = ()
    gap: float | None = None
    flags: tuple[str, ...] = ()
    dialogue: str = ""
    id: str = ""

    @property
    def words(self) -> int:
        """The words of the text, as a spreadsheet counts them: what stands between spaces."""
        return len(self.text.split())


def rows_of(script: Script, layout: Layout) -> Iterator[Row]:
    """Yield the rows of a script, in the order of time."""
    marked: list[Line | Omission | Said] = [*script.lines, *script.omissions, *layout.dialogue]
    number = 0
    for item in sorted(marked, key=lambda one: (_span(one).start, _span(one).end)):
        if isinstance(item, Line):
            number += 1
            yield _of_line(item, number)
        elif isinstance(item, Omission):
            yield Row(item.clip, gap=_gap(item), flags=(f"{NO_LINE}{item.reason}",))
        else:
            yield Row(item, dialogue=one_line(item.text))


def cells(row: Row, layout: Layout) -> dict[str, str]:
    """Return what stands in each column of a row, by the column's role."""
    start, end = layout.timecode.written(row.span)
    return {
        "line": str(row.number or ""),
        "start": start,
        "end": end,
        "text": row.text,
        "note": row.note,
        "characters": joined(row.characters),
        "words": str(row.words) if row.number else "",
        "gap": "" if row.gap is None else f"{row.gap:.1f}",
        "flags": "; ".join(row.flags),
        "dialogue": row.dialogue,
        "id": row.id,
    }


def _span(item: Line | Omission | Said) -> Span:
    if isinstance(item, Said):
        return item
    return item.span if isinstance(item, Line) else item.clip


def _of_line(line: Line, number: int) -> Row:
    flags = [PAUSES] * line.extended + [SHORTENED] * line.shortened
    return Row(
        line.span,
        number,
        "\n".join(text_lines(line.text)),
        "\n".join(text_lines(str(line.facts.get(NOTE, "")))),
        tuple(one_line(name) for name in line.characters),
        _gap(line),
        tuple(flags),
        id=one_line(line.id),
    )


def _gap(item: Line | Omission) -> float | None:
    return item.clip.gap.duration / 1000 if item.clip else None


def rate_of(script: Script) -> float:
    """Return the words a minute that a script was fitted to."""
    rate = setting_of(script, "fitting", "rate")
    return rate if rate and rate < 1000 else RATE


def setting_of(script: Script, *keys: str) -> float | None:
    """Return a number of the settings that a script was made with; None where it is not known."""
    found: object = script.metadata.get("settings")
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return float(found) if isinstance(found, (int, float)) and found >= 0 else None


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters."""
    return " ".join(text_lines(text))


def joined(names: tuple[str, ...]) -> str:
    """Return names as one cell: with semicolons between, as names have commas in them."""
    names = tuple(name.replace(";", ",") for name in names)
    return f"{names[0]};" if len(names) == 1 and "," in names[0] else "; ".join(names)


def split_names(cell: str) -> tuple[str, ...]:
    """Return the names in a cell: between semicolons or line breaks, else between commas."""
    mark = r"[;\n]" if re.search(r"[;\n]", cell) else ","
    return tuple(name.strip() for name in re.split(mark, cell) if name.strip())
