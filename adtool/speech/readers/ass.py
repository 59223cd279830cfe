"""Advanced SubStation Alpha (.ass) and its ancestor (.ssa).

Every ``Dialogue`` line is a cue; comments and drawings are not. pysubs2 knows the format well, but
drops a line that it cannot read without a word, and tells no line numbers: its times lead here, as
they do in SubRip.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.order import STARTS_AGAIN
from adtool.scripts.reading import shown
from adtool.scripts.text import decode, split_lines
from adtool.speech.readers.film import Cues, Film, Found, cues_of

_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_KEY = re.compile(r"\s*(\w+)\s*:\s?(.*)", re.DOTALL)
_TIME = re.compile(r"\s*(?:(\d{1,5}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?\s*")
_LIKE_TIMES = re.compile(r".*\d:\d\d:\d\d[.:,]\d+\s*,\s*\d+:\d\d:\d\d.*", re.DOTALL)
_OVERRIDE = re.compile(r"(\{[^{}]*\})")
_DRAWING = re.compile(r"\\p(\d+)")
_SECTION = re.compile(r"\s*\[[^\]]*[a-z][^\]]*\]\s*")  # in capitals: letters of a font
_OTHERS = ("comment", "picture", "sound", "movie", "command", "format")
_WINDOWS = {
    "128": "cp932",
    "129": "cp949",
    "134": "gb18030",
    "136": "big5",
    "161": "cp1253",
    "162": "cp1254",
    "177": "cp1255",
    "178": "cp1256",
    "186": "cp1257",
    "204": "cp1251",
    "238": "cp1250",
}
"""The character sets that a style's last field, Encoding, names, where it is not 0, 1 or 2."""


def read(content: bytes, path: Path, film: Film) -> Cues:
    """Read the content of an ASS or SSA file.

    Raises:
        ScriptError: naming the line, if a cue's times make no sense; if it is no text, or no cue
            is in it.
    """
    found = _found(split_lines(_text(content, path)), path)
    layers = {(one.start, one.end, one.text): one for one in found}  # the same in two: said once
    return cues_of(path, layers.values())


def plain(text: str) -> str:
    """Return an event's words: without overrides and drawings, its line breaks broken."""
    words: list[str] = []
    drawing = False
    for place, piece in enumerate(_OVERRIDE.split(text)):
        if place % 2:
            drawing = ([drawing] + [level != "0" for level in _DRAWING.findall(piece)])[-1]
        elif not drawing:
            words.append(piece)
    return "".join(words).replace(r"\N", "\n").replace(r"\n", "\n").replace(r"\h", " ")


def _found(lines: Sequence[str], path: Path) -> Iterator[Found]:
    columns = _columns(_FIELDS)
    events = True
    latest: tuple[int, int, int] | None = None
    own: list[str] = []
    passed = joined = 0
    for number, line in enumerate(lines, 1):
        key, value = _key(line)
        if _SECTION.fullmatch(line):
            events = line.strip().lower() == "[events]"
            joined = passed if events else joined
        elif key == "format" and events and "text" in value.lower():
            columns = _columns(value)
        elif key == "dialogue":
            if latest:
                yield Found(*latest, plain("\n".join(own)))
            start, end, text = _event(path, number, value, columns)
            if start < joined:
                raise ScriptError(path, f"line {number}: {STARTS_AGAIN}: {shown(value)}")
            passed = max(passed, start)
            latest, own = (number, start, end), [text]
        elif key in _OTHERS or not events or not line.strip() or line.startswith((";", "!:")):
            continue
        elif _LIKE_TIMES.fullmatch(line):
            raise ScriptError(path, f"line {number}: this is no Dialogue line: {shown(line)}")
        else:
            own.append(line)  # of an event that was broken in two
    if latest:
        yield Found(*latest, plain("\n".join(own)))


def _key(line: str) -> tuple[str, str]:
    match = _KEY.fullmatch(line)
    return (match[1].lower(), match[2]) if match else ("", "")


def _columns(fields: str) -> dict[str, int]:
    return {name.strip().lower(): place for place, name in enumerate(fields.split(","))}


def _event(path: Path, number: int, value: str, columns: dict[str, int]) -> tuple[int, int, str]:
    parts = value.split(",", len(columns) - 1)
    places = [columns.get(name, len(parts)) for name in ("start", "end", "text")]
    if max(places[:2]) < len(parts):
        start, end = (_milliseconds(parts[place]) for place in places[:2])
        if start is not None and end is not None:
            if places[2] >= len(parts):
                raise ScriptError(path, f"line {number}: the text is missing: {shown(value)}")
            return start, end, parts[places[2]]
    raise ScriptError(path, f"line {number}: these are no times: {shown(value)}")


def _milliseconds(time: str) -> int | None:
    match = _TIME.fullmatch(time)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    if minutes > 59 or seconds > 59:
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((match[4] or "0").ljust(3, "0"))


def _text(content: bytes, path: Path) -> str:
    """Return the text of a file in whatever character set its styles or its letters tell."""
    text, faults = decode(content, path)
    if not faults or "UTF-16" in faults[0].what:
        return text
    for encoding in (*_told(split_lines(text)), "cp932"):
        try:
            read_so = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp932" or re.search("[\u3041-\u30fe]", read_so):  # Japanese has kana
            return read_so
    return text


def _told(lines: Sequence[str]) -> list[str]:
    """Return the encodings that the styles name, the commonest first."""
    styles = (line for line in lines if line.strip().lower().startswith("style:"))
    named = Counter(style.rsplit(",", 1)[-1].strip() for style in styles)
    return [_WINDOWS[number] for number, _ in named.most_common() if number in _WINDOWS]
