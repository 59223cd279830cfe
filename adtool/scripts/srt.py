"""SubRip (.srt), as players expect it.

Cues are numbered from 1, sorted and never overlap, times have a comma before the milliseconds,
and a cue is one line of text, so that it cannot hold the blank line that would end it early.
"""

from __future__ import annotations

import codecs
from itertools import groupby
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.reading import Reading
from adtool.timeline import Line, Script

# Players read {\an8} and the like as commands, and "-->" as a time.
_HARMLESS = {ord("{"): "(", ord("}"): ")", ord("\\"): "/"}


def write(script: Script) -> str:
    """Return ``script`` as SubRip text; a script without lines is the empty text."""
    from pysubs2 import SSAEvent, SSAFile

    subtitles = SSAFile()
    subtitles.events = [
        SSAEvent(start=line.start, end=line.end, text=line.text) for line in _cues(script)
    ]
    return subtitles.to_string("srt", keep_ssa_tags=True)


def unheld(script: Script) -> tuple[str, ...]:
    """Name what ``script`` has and SubRip has no place for."""
    return ("candidates",) if any(line.candidates for line in script.lines) else ()


def read(content: bytes, path: Path) -> Reading:
    """Read the content of a SubRip file; text is stripped of tags and put on one line.

    Raises:
        ScriptError: if the file cannot be read, or holds text but no cue.
    """
    from pysubs2 import SSAFile

    text = _decode(content)
    events = SSAFile.from_string(text, format_="srt").events
    if text.strip() and not events:
        raise ScriptError(path, "holds no subtitles: no line of times (00:00:01,000 --> …)")
    lines = []
    for number, event in enumerate(events, 1):
        if event.end < event.start:
            raise ScriptError(path, f"cue {number} ends before it starts")
        if wording := " ".join(event.plaintext.split()):
            lines.append(Line(event.start, event.end, wording))
    return Reading(Script(tuple(sorted(lines, key=lambda line: (line.start, line.end)))))


def _cues(script: Script) -> list[Line]:
    """Return what can stand in the file: one cue a start time, cut where the next one starts."""
    lines = [
        Line(line.start, line.end, wording)
        for line in sorted(script.lines, key=lambda line: line.start)
        if (wording := _one_line(line.text))
    ]
    cues: list[Line] = []
    for start, together in groupby(lines, key=lambda line: line.start):
        group = list(together)
        if cues and cues[-1].end > start:
            cues[-1] = Line(cues[-1].start, start, cues[-1].text)
        end = max(line.end for line in group)
        cues.append(Line(start, end, " ".join(line.text for line in group)))
    return cues


def _one_line(text: str) -> str:
    return " ".join(text.translate(_HARMLESS).replace("-->", "→").split())


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What is not UTF-8 is nearly always an old file from Windows.
        return content.decode("cp1252", errors="replace")
