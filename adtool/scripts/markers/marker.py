"""What the marker files of all sound editors share: a name of one line, a time, an order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from adtool.scripts.reading import OUT_OF_ORDER, Fault, Reading, shown
from adtool.scripts.text import text_lines
from adtool.timeline import Line, Script, Span

_BREAK = " ↵ "
_TAB = "⇥"
_SIGNS = re.compile(r"(\\*)([⇥↵\t])")
_WRITTEN = re.compile(r"(\\*)(⇥)|(\\+)(↵)| ↵ ")


def in_order(script: Script) -> list[Line]:
    """Return a script's lines as they begin."""
    return sorted(script.lines, key=lambda line: line.start)


def title_of(script: Script) -> str:
    """Return what a timeline of a script is called: its movie, where that is known."""
    return one_line(script.movie) or "Audio description"


def one_line(text: str) -> str:
    """Return a text as a marker's name, with signs for line breaks and tabs, which end a name.

    A backslash goes before such a sign that is the text's own, and before each one before a sign.
    """
    return _BREAK.join(_SIGNS.sub(_named, line) for line in text_lines(text))


def marker_text(name: str) -> str:
    """Return the text that ``one_line`` has made a name of."""
    return "\n".join(text_lines(_WRITTEN.sub(_meant, name)))


def _named(found: re.Match[str]) -> str:
    slashes, sign = found.groups()
    return 2 * slashes + (_TAB if sign == "\t" else f"\\{sign}")


def _meant(found: re.Match[str]) -> str:
    if found[0] == _BREAK:
        return "\n"
    slashes, sign = found[1] or found[3] or "", found[2] or found[4]
    half, own = divmod(len(slashes), 2)
    if own:
        return half * "\\" + sign
    return half * "\\" + "\t" if sign == _TAB else found[0]


def read_markers(
    rows: Iterable[tuple[int, list[str]]],
    read: Callable[[list[str]], tuple[int, int, str]],
    faults: list[Fault],
) -> Reading:
    """Return the markers of a file as a script; a row that makes no sense is left out.

    Args:
        rows: the fields of each marker, with the number of its line in the file, from 1.
        read: makes of them its start and end in ms and its name, or raises a ``ValueError``.
        faults: what was found in the file before.
    """
    faults = list(faults)
    lines: list[tuple[int, Line]] = []
    for number, fields in rows:
        try:
            start, end, name = read(fields)
            span = Span(start, end)
        except ValueError as error:
            faults.append(Fault(number, f"{error}: {shown(' '.join(fields))}", lost=True))
            continue
        if lines and start < lines[-1][1].start:
            faults.append(Fault(number, f"the marker {OUT_OF_ORDER}"))
        lines.append((number, Line(span.start, span.end, marker_text(name))))
    lines.sort(key=lambda found: (found[1].start, found[1].end))
    script = Script(tuple(line for _, line in lines))
    return Reading(script, tuple(faults), tuple(number for number, _ in lines))
