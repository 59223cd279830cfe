"""The dialogue's own subtitles or captions, taken as the truth about when somebody speaks.

One lenient reader serves SubRip and WebVTT, because only the times matter here: every line of times
begins a cue, its text goes on to the next blank line or line of times, and all else (headers, NOTE,
STYLE, REGION, numbers, cue settings, missing blank lines) is passed over.

Captions also name sounds. A cue is dialogue if words are left when tags and whatever stands in
brackets or parentheses are taken away: ``[music]``, ``(door slams)``, ``ANNA: (sighs)`` and a
bare ``♪`` are sounds, ``♪ Happy birthday ♪`` and ``(whispers) Come here`` are heard words. In
doubt it is speech: to talk over it would be worse than to lose a gap.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from pathlib import Path

from adtool.documents import read_bytes
from adtool.errors import ScriptError
from adtool.timeline import Span, merge

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?!\d)")
_LIKE_TIMES = re.compile(r"\d.*-->.*\d|\d.*-->\s*$|^\s*-->.*\d")
_NO_WORDS = re.compile(r"<[^>]*>|\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】")
_LABEL_ALONE = re.compile(r"\W*[\w .'’-]+:\W*")


def read_dialogue(path: Path) -> tuple[Span, ...]:
    """Return when dialogue is heard, according to a .srt or .vtt file.

    Bytes that are not UTF-8 are tolerated; UTF-16 is recognised by its mark.

    Returns:
        The dialogue in order, cues that touch or overlap joined. Empty for a WebVTT file without
        a cue, or one whose cues are sounds only: nobody speaks.

    Raises:
        ScriptError: if the file cannot be read, a line of times in it makes no sense, or it holds
            no cue and is no WebVTT file either.
    """
    text = _decode(read_bytes(path, ScriptError))
    cues = list(_cues(path, text.splitlines()))
    if not cues and not text.startswith("WEBVTT"):
        if not text.strip():
            raise ScriptError(path, "is empty")
        raise ScriptError(
            path,
            f"holds no subtitles: none of its {len(text.splitlines())} lines has times such as "
            "00:01:02,500 --> 00:01:04,000 (SubRip and WebVTT can be read)",
        )
    return merge(cue.span for cue in cues if is_dialogue(cue.text))


def is_dialogue(text: str) -> bool:
    """Say whether a cue's text holds words that are heard, and not only names of sounds."""
    left = _NO_WORDS.sub(" ", text)
    return any(letter.isalnum() for letter in left) and not _LABEL_ALONE.fullmatch(left)


@dataclass(frozen=True, slots=True)
class _Cue:
    span: Span
    text: str


def _cues(path: Path, lines: list[str]) -> Iterator[_Cue]:
    """Yield every cue of the file."""
    span: Span | None = None
    below: list[str] = []
    for number, line in enumerate(lines, 1):
        if (times := _times(path, number, line)) is None:
            below.append(line)
            continue
        if span is not None:
            yield _Cue(span, _text(below))
        span, below = times, []
    if span is not None:
        yield _Cue(span, _text(below))


def _text(below: list[str]) -> str:
    """Return a cue's text: the first paragraph of the lines down to the next cue's times.

    The last of these lines is often the next cue's number. The first is blank in files that put a
    blank line below the times, and in cues without text.
    """
    if len(below) > 1 and below[-1].strip().isdecimal():
        below = below[:-1]
    paragraph = dropwhile(lambda line: not line.strip(), below)
    return "\n".join(takewhile(lambda line: line.strip(), paragraph))


def _times(path: Path, number: int, line: str) -> Span | None:
    """Return the times in a line; None where it is no line of times."""
    if "-->" not in line:
        return None
    match = _TIMES.match(line)
    if match is None:
        if _LIKE_TIMES.search(line):
            raise ScriptError(path, f"line {number}: these are no times: {line.strip()[:60]!r}")
        return None
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    if end < start:
        raise ScriptError(path, f"line {number}: the cue ends before it starts")
    return Span(start, end)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "").ljust(3, "0"))


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8-sig", errors="replace")
