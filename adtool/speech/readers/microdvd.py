"""MicroDVD (.sub): times in frames, ``{25}{50}Text|of two lines``.

How many frames a second has, the first line may tell (``{1}{1}23.976``); else they are the film's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.order import STARTS_AGAIN
from adtool.scripts.reading import shown
from adtool.scripts.text import decode, split_lines
from adtool.speech.readers.film import Cues, Film, Found, cues_of

_CUE = re.compile(r"\s*\{\s*(\d{1,9})\s*\}\s*\{\s*(\d{0,9})\s*\}(.*)")
_NUMBER = r"\s*[\[({]\s*[\w.,:-]*\d[\w.,:-]*\s*[\])}]\s*"
_LIKE_CUE = re.compile(rf"{_NUMBER}[\[({{]|\s*\{{\s*\w+\s*\}}{_NUMBER}|\s*\{{\s*\d")
_STYLE = re.compile(r"\s*\{\s*DEFAULT\s*\}.*", re.IGNORECASE)
_RATE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*(?:fps)?\s*", re.IGNORECASE)
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"
_BURIED = re.compile(r"\}\s*\{|\{\s*\d|\d\s*\}")
_MARK = re.compile(r"\{[A-Za-z]:[^{}]*\}|\{\\[^{}]*\}")
_NTSC = tuple(Fraction(count * 1000, 1001) for count in (24, 30, 48, 60))


def read(content: bytes, path: Path, film: Film) -> Cues:
    """Read the content of a MicroDVD file.

    Raises:
        ScriptError: naming the line, if a cue's frames make no sense; if nothing tells the frame
            rate, it is no text, or no cue is in it.
    """
    text, _ = decode(content, path)
    lines = [line.strip(_UNSEEN) for line in split_lines(text)]
    told = _told(lines)
    rate = told or film.frame_rate
    if not rate:
        raise ScriptError(
            path,
            "counts frames, and nothing tells how many a second has; begin it with a line such as "
            "{1}{1}25",
        )
    cues = cues_of(path, _found(lines, path, rate))
    if not told:
        named = film.path.name if film.path else "the film"
        film.note(f"{path.name} counts frames; a second has {float(rate):.6g}, as in {named}.")
    return cues


def _found(lines: list[str], path: Path, rate: Fraction) -> Iterator[Found]:
    latest: tuple[int, int, int | None] | None = None
    own: list[str] = []
    passed = joined = 0
    for number, line in enumerate(lines, 1):
        match = _CUE.fullmatch(line)
        if _STYLE.fullmatch(line) or not line.strip():
            continue
        if _BURIED.search(_MARK.sub("", match[3] if match else line)):
            raise ScriptError(path, f"line {number}: this is no cue: {shown(line)}")
        if match and not _tells_rate(match):
            if latest:
                yield Found(*latest, "\n".join(own))
            end = _time(match[2], rate) if match[2] else None
            latest, own = (number, _time(match[1], rate), end), [_plain(match[3])]
            if int(match[1]) < joined:
                raise ScriptError(path, f"line {number}: {STARTS_AGAIN}: {shown(line)}")
            passed = max(passed, int(match[1]))
        elif match:
            joined = passed
        elif latest is None or _LIKE_CUE.match(line):
            raise ScriptError(path, f"line {number}: this is no cue: {shown(line)}")
        else:
            own.append(_plain(line))  # of a text that was broken in two
    if latest:
        yield Found(*latest, "\n".join(own))


def _time(frames: str, rate: Fraction) -> int:
    return round(int(frames) / rate * 1000)


def _plain(text: str) -> str:
    lines = (line.removeprefix("/") for line in _MARK.sub("", text).split("|"))
    return "\n".join(lines)  # a slash makes a line italic


def _tells_rate(match: re.Match[str]) -> bool:
    """Say whether a cue is the header: a rate in the first frame, which nobody could read."""
    return int(match[1]) <= 1 and int(match[2] or 2) <= 1 and bool(_RATE.fullmatch(match[3]))


def _told(lines: list[str]) -> Fraction | None:
    first = next((match for line in lines if (match := _CUE.fullmatch(line))), None)
    if first is None or not _tells_rate(first):
        return None
    rate = Fraction(first[3].lower().replace("fps", "").strip().replace(",", "."))
    exact = min(_NTSC, key=lambda known: abs(known - rate))
    rate = exact if abs(exact - rate) < Fraction(1, 100) else rate
    return rate if rate >= 1 else None
