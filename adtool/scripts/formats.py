"""The table of script formats, and the ways through it: read, examine or write a script."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from adtool.documents import LARGEST, another_kind, kind_of, read_bytes
from adtool.errors import AdtoolError, OutputError, ScriptError
from adtool.output import STDOUT, write_bytes
from adtool.scripts import dapt, json, srt, ttml, webvtt
from adtool.scripts.layout import Layout
from adtool.scripts.losses import HOLDINGS, unheld
from adtool.scripts.markers import audacity, audition, edl, otio, protools, reaper
from adtool.scripts.placeholder import is_placeholder
from adtool.scripts.reading import Fault, Reading, refuse_losses
from adtool.scripts.retiming import retime
from adtool.scripts.tables import csv, docx, plain, position, xlsx
from adtool.timeline import Script, clock

MOVED, TIMECODE, FRAMES, KEPT = "moved", "timecode", "frames", "kept"


@dataclass(frozen=True, slots=True)
class ScriptFormat:
    """One format of script files.

    Attributes:
        suffix: the file name's extension, with its dot.
        title: what the format is called in messages and help texts.
        write: turns a script into the file's text, or its bytes; raises ``AdtoolError`` where it
            cannot.
        read: turns the file's content into a script; the path is for the ``ScriptError`` that it
            raises.
        holds: what it has a place for beside text and times: names of ``holdings.HOLDINGS``.
        also: further extensions that files of the format have.
        times: what its times are: ``TIMECODE`` where the layout says how they are written,
            ``FRAMES`` where it must say a frame rate, ``MOVED`` where they are the movie's, later
            by the layout's shift, ``KEPT`` where they are the movie's always.
    """

    suffix: str
    title: str
    write: Callable[[Script, Layout], str | bytes]
    read: Callable[[bytes, Path, Layout], Reading]
    holds: frozenset[str]
    also: tuple[str, ...] = ()
    times: str = MOVED


PLAIN = Layout()
"""Times in milliseconds from the movie's start, and nothing around the lines."""

_MARKED_UP = frozenset(
    {
        "language",
        "movie",
        "pauses of the film",
        "overlaps",
        "lines without text",
        "text that looks like markup",
    }
)
_TABLES = frozenset(
    {
        "ids",
        "characters",
        "notes",
        "pauses of the film",
        "clips without a line",
        "marks of shortened lines",
        "overlaps",
        "lines without text",
        "lines without length",
        "text that looks like markup",
    }
)
_TITLE = {"language", "movie", "duration", "timecode"}
_WHOLE = _TABLES | _TITLE
_EVENTS = _MARKED_UP | {
    "ids",
    "characters",
    "notes",
    "words of the draft",
    "clips without a line",
}
_MARKERS = frozenset(
    {
        "overlaps",
        "lines without text",
        "lines without length",
        "text that looks like markup",
    }
)


def _in_one_way(
    write: Callable[[Script], str], read: Callable[[bytes, Path], Reading]
) -> tuple[Callable[[Script, Layout], str | bytes], Callable[[bytes, Path, Layout], Reading]]:
    """Return the writer and the reader of a format that knows no layouts."""
    return lambda script, _: write(script), lambda content, path, _: read(content, path)


FORMATS: dict[str, ScriptFormat] = {
    "srt": ScriptFormat(".srt", "SubRip", *_in_one_way(srt.write, srt.read), frozenset()),
    "vtt": ScriptFormat(".vtt", "WebVTT", *_in_one_way(webvtt.write, webvtt.read), _MARKED_UP),
    "ttml": ScriptFormat(
        ".ttml",
        "TTML (DAPT)",
        *_in_one_way(dapt.write, ttml.read),
        holds=_EVENTS,
        also=(".xml", ".dfxp", ".dapt", ".itt"),
    ),
    "json": ScriptFormat(
        ".json", "JSON", *_in_one_way(json.write, json.read), frozenset(HOLDINGS), times=KEPT
    ),
    "reaper": ScriptFormat(
        ".reaper.csv", "Reaper's regions", reaper.write, reaper.read, _MARKERS, times=TIMECODE
    ),
    "audition": ScriptFormat(
        ".audition.csv", "Audition's markers", *_in_one_way(audition.write, audition.read), _MARKERS
    ),
    "audacity": ScriptFormat(
        ".labels.txt", "Audacity's labels", *_in_one_way(audacity.write, audacity.read), _MARKERS
    ),
    "protools": ScriptFormat(
        ".protools.txt",
        "Pro Tools' memory locations",
        protools.write,
        protools.read,
        _MARKERS,
        times=TIMECODE,
    ),
    "otio": ScriptFormat(
        ".otio", "OpenTimelineIO", otio.write, otio.read, _MARKERS, times=TIMECODE
    ),
    "edl": ScriptFormat(
        ".edl", "CMX3600", edl.write, edl.read, _MARKERS - {"lines without length"}, times=FRAMES
    ),
    "xlsx": ScriptFormat(".xlsx", "Excel", xlsx.write, xlsx.read, _WHOLE, times=TIMECODE),
    "docx": ScriptFormat(".docx", "Word", docx.write, docx.read, _WHOLE, times=TIMECODE),
    "position": ScriptFormat(
        ".position.csv", "CSV by position", position.write, position.read, _MARKERS, times=TIMECODE
    ),
    "csv": ScriptFormat(".csv", "CSV", csv.write, csv.read, _TABLES, (".tsv",), TIMECODE),
    "txt": ScriptFormat(
        ".txt", "plain text", plain.write, plain.read, _MARKERS | _TITLE, times=TIMECODE
    ),
}


_MARKS = {
    "vtt": r"WEBVTT",
    "ttml": r"<\?xml|<(\w+:)?tt[\s>]",
    "reaper": r"#,Name,Start,End",
    "audition": r"Name\tStart\tDuration",
    "audacity": r"\d+[.,]\d+\t\d+[.,]\d+\t",
    "protools": r"SESSION NAME:",
    "otio": r"\{\s*\"OTIO_SCHEMA\"",
    "edl": r"TITLE:",
    "position": r"Position;Start;End",
    "csv": r"Line,Timecode In,",
    "txt": r"Audio description script\n",
    "json": r"\{",
    "srt": r"\d+\s*\n\s*\d\d?:\d\d:\d\d[,.]|\d\d?:\d\d:\d\d[,.]\d+\s*-->",
}
"""How a file of each format begins."""


_OFFICE = {"a Word document": "docx", "an Excel table": "xlsx"}
"""The formats that are told by what the file is, whatever it is called."""

ANY_TEXT = ("csv", "txt")
"""The formats whose extensions other formats have as well."""


def script_format(name: str) -> ScriptFormat:
    """Return the format called ``name``.

    Raises:
        AdtoolError: if there is none.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise AdtoolError(
            f"There is no script format {name!r}; choose from {', '.join(FORMATS)}."
        ) from None


def format_of(path: str | Path) -> str:
    """Return the name of the format that the extension of ``path`` tells.

    Raises:
        OutputError: if it tells none.
    """
    written = Path(path).name.lower()
    for name, known in FORMATS.items():
        if written.endswith((known.suffix, *known.also)):
            return name
    suffixes = ", ".join(known.suffix for known in FORMATS.values())
    raise OutputError(path, f"the extension names no script format ({suffixes}); say --format")


def format_text(
    script: Script,
    format: str,  # noqa: A002 - the option's own name
    layout: Layout = PLAIN,
) -> str | bytes:
    """Return ``script`` as the text of a file in ``format``, or as its bytes.

    Raises:
        AdtoolError: if the format cannot hold it at all, as SubRip cannot times past 99 hours.
    """
    refuse_without_rate([format], layout)
    known = script_format(format)
    if known.times == MOVED and layout.shift:
        script = retime(script, shift=layout.shift)
    return known.write(script, layout)


def refuse_without_rate(names: Iterable[str], layout: Layout) -> None:
    """Find out whether a layout lacks the frame rate that one of some formats needs.

    Raises:
        AdtoolError: if it does.
    """
    for known in map(script_format, names):
        if known.times == FRAMES and layout.timecode.rate is None:
            raise AdtoolError(
                f"{known.title} counts frames; say how many a second, as in --timecode 25."
            )


def write_script(
    script: Script,
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the option's own name
    layout: Layout = PLAIN,
) -> None:
    """Write ``script`` to ``path`` (``-``: standard output) in one step.

    Args:
        script: what to write.
        path: where to; an existing file is replaced (``output.check_output`` asks first).
        format: an entry of ``FORMATS``; by default the extension tells.
        layout: how it is laid out, in formats that leave the choice.

    Raises:
        OutputError: if the file cannot be written, or its format is not known.
        AdtoolError: if the format cannot hold the script.
    """
    content = format_text(script, format or format_of(path), layout)
    write_bytes(path, content.encode() if isinstance(content, str) else content)


def read_script(
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the option's own name
    *,
    strict: bool = False,
) -> Script:
    """Read a script file that must not lose anything on the way.

    Args:
        path: the file; ``-`` is standard input.
        format: an entry of ``FORMATS``; by default the extension tells, or else the content.
        strict: refuse also what is against the format and can be read all the same.

    Raises:
        ScriptError: if the file cannot be read, or a part of it makes no sense.
    """
    return refuse_losses(Path(path), examine(path, format), strict=strict)


def examine(
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the option's own name
    layout: Layout = PLAIN,
) -> Reading:
    """Read a script file as far as it makes sense, and report its faults with their lines.

    Args:
        path: the file; ``-`` is standard input.
        format: an entry of ``FORMATS``; by default the extension tells, or else the content.
        layout: what its times mean, in formats that leave it open.

    Raises:
        ScriptError: if the file cannot be read, or nothing in it makes sense.
    """
    path = Path(path)
    content = _standard_input(path) if str(path) == STDOUT else read_bytes(path, ScriptError)
    if fault := another_kind(content, ScriptError):
        raise ScriptError(path, fault)
    name = format or _format_within(path, content)
    known = script_format(name)
    reading = known.read(content, path, layout)
    if known.times == MOVED and layout.shift:
        reading = _moved_back(reading, path, layout.shift)
    return _sensible(_marked(reading), path)


def _moved_back(reading: Reading, path: Path, shift: int) -> Reading:
    """Return a reading whose times begin at a start timecode, with the movie's own."""
    early = sum(line.start < shift for line in reading.script.lines)
    if early:
        raise ScriptError(
            path, f"has {early} lines before the start timecode, {clock(shift)}; say another"
        )
    return replace(reading, script=retime(reading.script, shift=-shift))


def _standard_input(path: Path) -> bytes:
    content = sys.stdin.buffer.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ScriptError(path, f"is over {LARGEST >> 20} MB, too large to be what it must be")
    return content


def losses(script: Script, format: str) -> tuple[str, ...]:  # noqa: A002 - the option's own name
    """Name what ``script`` has and a file in ``format`` has no place for."""
    return unheld(script, script_format(format).holds)


def _format_within(path: Path, content: bytes) -> str:
    """Return the format that the extension tells, or else the beginning of the content."""
    if within := _OFFICE.get(kind_of(content)):
        return within
    try:
        told = format_of(path)
    except OutputError:
        told = ""
    if told and told not in ANY_TEXT:
        return told
    if name := _mark_within(content) or told:
        return name
    titles = ", ".join(known.title for known in FORMATS.values())
    raise ScriptError(
        path, f"is no script: neither its extension nor how it begins is that of {titles}"
    )


def format_in(path: Path) -> str:
    """Return the format of a file that is there.

    Raises:
        ScriptError: if it cannot be read, or is of none.
    """
    return _format_within(path, read_bytes(path, ScriptError))


def rewritable(path: Path) -> str:
    """Return the format of a file that can be written anew in its place.

    Raises:
        ScriptError: if it cannot be read, is of no format, or is a document whose layout, comments
            and other columns would be lost.
    """
    name = format_in(path)
    if name in _OFFICE.values():
        fault = "is a document, whose layout and comments would be lost; convert it"
        raise ScriptError(path, f"{fault} (adtool convert -o NEW.json), and take that")
    return name


def _mark_within(content: bytes) -> str:
    """Return the format of which a file begins like one; empty where it begins like none."""
    text = content[:1000].decode("utf-8", errors="replace").replace("\0", "").lstrip("\ufeff�")
    return next((name for name, mark in _MARKS.items() if re.match(mark, text.lstrip())), "")


def _marked(reading: Reading) -> Reading:
    """Mark the lines that are still to be written: their text tells, whatever the format."""
    lines = tuple(
        replace(line, placeholder=is_placeholder(line.text)) for line in reading.script.lines
    )
    return replace(reading, script=replace(reading.script, lines=lines))


def _sensible(reading: Reading, path: Path) -> Reading:
    """Return a reading that has something to offer, with a fault where it has not much."""
    if reading.script.lines:
        return reading
    refuse_losses(path, reading)
    fault = Fault(1, "holds no lines")
    return replace(reading, faults=(fault, *reading.faults))
