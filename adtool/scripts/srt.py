"""SubRip (.srt), as players expect it.

Cues are numbered from 1, sorted and never overlap, times have a comma before the milliseconds,
and no blank line stands inside a cue, where it would end it early.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from adtool.errors import AdtoolError, ScriptError
from adtool.scripts.cues import Cue, Dialect, is_broken_cue, scan
from adtool.scripts.reading import Fault, Reading
from adtool.scripts.text import decode, split_lines, text_lines
from adtool.scripts.time_lines import looks_like_times
from adtool.timeline import Line, Script

LATEST = 100 * 3_600_000
"""SubRip's hours have two digits: every time in ms lies before this."""

SUBRIP = Dialect(
    name="SubRip",
    example="00:01:02,500 --> 00:01:04,000",
    times=re.compile(r"(\d\d:\d\d:\d\d,\d\d\d) --> (\d\d:\d\d:\d\d,\d\d\d)(\s|$)", re.ASCII),
    blocks=False,
    joins=True,
)
_TAG = re.compile(r"</?(?:[bisuv]|c|em|font|br|ruby|rt|span|strong)(?:[ .][^<>]*)?/?>", re.I)
_COMMAND = re.compile(r"\{\\[^{}]*\}|\{/?[biusBIUS]\}")
# Players read {\an8} and the like as commands; <b> as a tag, which has no escape.
_HARMLESS = {ord("{"): "(", ord("}"): ")", ord("\\"): "/"}
_STAMP = re.compile(r"\d:\d+:\d+[.,]\d", re.ASCII)  # two in a line make it times for pysubs2
_TAG_BEGINS = re.compile(r"<(?=\S)")
_TAG_ENDS = re.compile("‹([^‹<>]*)>")


def write(script: Script) -> str:
    """Return ``script`` as SubRip text; a script without lines is the empty text.

    Raises:
        AdtoolError: if a line ends after 99 hours.
    """
    from pysubs2 import SSAEvent, SSAFile

    cues = _cues(script)
    if cues and cues[-1].end >= LATEST:
        raise AdtoolError("SubRip has no times of 100 hours and more; choose another format.")
    subtitles = SSAFile()
    subtitles.events = [
        SSAEvent(start=cue.start, end=cue.end, text=cue.text.replace("\n", r"\N")) for cue in cues
    ]
    return subtitles.to_string("srt", keep_ssa_tags=True)


def read(content: bytes, path: Path) -> Reading:
    """Read the content of a SubRip file; tags are taken out of the text.

    Raises:
        ScriptError: if it is no text, or holds text but no cue.
    """
    text, faults = decode(content, path)
    cues: list[Cue] = []
    for found in scan(split_lines(text), SUBRIP):
        faults.append(found) if isinstance(found, Fault) else cues.append(found)
    if text.strip() and not cues and not any(is_broken_cue(fault) for fault in faults):
        raise ScriptError(path, "holds no subtitles: no line of times (00:00:01,000 --> …)")
    cues.sort(key=lambda cue: (cue.start, cue.end))
    lines = tuple(Line(*cue.span, _plain(cue.text)) for cue in cues)
    return Reading(Script(lines), tuple(faults), tuple(cue.line for cue in cues), _unkept(cues))


def _plain(lines: tuple[str, ...]) -> str:
    return "\n".join(text_lines(_COMMAND.sub("", _TAG.sub("", "\n".join(lines)))))


def _unkept(cues: list[Cue]) -> tuple[str, ...]:
    styled = any(_TAG.search(line) or _COMMAND.search(line) for cue in cues for line in cue.text)
    placed = any(cue.settings for cue in cues)
    return ("styles",) * styled + ("positions",) * placed


def _cues(script: Script) -> list[Line]:
    """Return what can stand in the file: one cue a start time, cut where the next one starts."""
    lines = [
        Line(line.start, max(line.end, line.start + 1), wording)
        for line in sorted(script.lines, key=lambda line: line.start)
        if (wording := writable(line.text))
    ]
    cues: list[Line] = []
    for start, together in groupby(lines, key=lambda line: line.start):
        group = list(together)
        if cues and cues[-1].end > start:
            cues[-1] = Line(cues[-1].start, start, cues[-1].text)
        end = max(line.end for line in group)
        cues.append(Line(start, end, "\n".join(line.text for line in group)))
    return cues


def writable(text: str) -> str:
    """Return ``text`` with a harmless sign for each that SubRip takes for something else."""
    tame = text.translate(_HARMLESS)
    last = tame.rfind(">") + 1
    tame = _TAG_ENDS.sub(r"‹\1›", _TAG_BEGINS.sub("‹", tame[:last])) + tame[last:]
    return "\n".join(_no_times(line) for line in text_lines(tame))


def _no_times(line: str) -> str:
    if len(_STAMP.findall(line)) > 1:
        line = line.replace(":", ".")
    if looks_like_times(line):
        line = line.replace("-->", "→")
    return f"… {line}" if looks_like_times(line) else line
