"""WebVTT (.vtt), meant for ``<track kind="descriptions">``: the page says the kind, not the file.

Written so that a strict parser accepts it: sorted, named cues, ``&``, ``<`` and ``>`` escaped, and
no header lines; the language and the movie stand in a comment. A line that pauses the film is in
the class ``extended``: players that don't know of it pass over the class, and speak the line.
Clauses: W3C WebVTT, §4 (syntax) and §6 (parsing).
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.cues import Cue, Dialect, scan
from adtool.scripts.reading import Fault, Reading, shown
from adtool.scripts.text import decode, split_lines, text_lines
from adtool.scripts.time_lines import looks_like_times
from adtool.timeline import Line, Script

WEBVTT = Dialect(
    name="WebVTT",
    example="00:01:02.500 --> 00:01:04.000",
    times=re.compile(
        r"\s*(\d\d+:)?\d\d:\d\d\.\d{3}\s+-->\s+(\d\d+:)?\d\d:\d\d\.\d{3}(\s|$)", re.ASCII
    ),
    blocks=True,
    joins=False,
)
_TAG = re.compile(r"</?(?:[A-Za-z][^<>]*)?/?>|<[\d:.]+>")
_STYLE = re.compile(r"<(?:[biu]|c(?!\.extended>)|lang|ruby|rt)[ .>]")
_EXTENDED = re.compile(r"<c(?:\.[^<>. ]+)*\.extended[.>]")
_FACTS = {"language": "language", "lang": "language", "movie": "movie"}
_FACT = re.compile(r"\s*(language|lang|movie)\s*[:=]\s*(\S.*)", re.IGNORECASE)


def write(script: Script) -> str:
    """Return ``script`` as WebVTT text."""
    blocks = ["WEBVTT", "\n".join(["NOTE", *_facts(script)])]
    for number, line in enumerate(sorted(script.lines, key=lambda line: line.start), 1):
        times = f"{timestamp(line.start)} --> {timestamp(max(line.end, line.start + 1))}"
        blocks.append("\n".join([str(number), times, *_payload(line)]))
    return "\n\n".join(blocks) + "\n"


def read(content: bytes, path: Path) -> Reading:
    """Read the content of a WebVTT file.

    Raises:
        ScriptError: if it is no text, or neither holds a cue nor begins like WebVTT.
    """
    text, faults = decode(content, path)
    lines = split_lines(text)
    header = _header(lines)
    faults += _header_faults(header)
    cues: list[Cue] = []
    for found in scan(lines, WEBVTT, first=len(header)):
        faults.append(found) if isinstance(found, Fault) else cues.append(found)
    if not cues and not header:
        raise ScriptError(path, "holds no WebVTT: neither WEBVTT in line 1 nor a line of times")
    faults += [fault for cue in cues if (fault := _unclosed(cue))]
    cues.sort(key=lambda cue: (cue.start, cue.end))
    facts, own = _read_facts(lines, header)
    script = Script(
        tuple(_line(cue) for cue in cues),
        movie=facts.get("movie", ""),
        language=facts.get("language", "en"),
    )
    return Reading(
        script=script,
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
        places=tuple(cue.line for cue in cues),
        unkept=_unkept(lines, cues, own),
        names_language="language" in facts,
    )


def _facts(script: Script) -> list[str]:
    """Return what the first comment says of the script."""
    facts = {"Language": script.language, "Movie": script.movie}
    said = {name: " ".join(text_lines(fact)).replace("-->", "→") for name, fact in facts.items()}
    return [f"{name}: {fact}" for name, fact in said.items() if fact]


def _payload(line: Line) -> list[str]:
    lines = [_escaped(text) for text in text_lines(line.text)]
    if line.extended:
        lines = ["<c.extended>" + "\n".join(lines) + "</c>"]
    return lines


def _escaped(text: str) -> str:
    """Return a line of text as a cue can hold it, and as nobody reads it for times."""
    escaped = html.escape(text, quote=False)
    return f"<c></c>{escaped}" if looks_like_times(escaped) else escaped


def timestamp(milliseconds: int) -> str:
    """Return a time as ``hh:mm:ss.mmm``; past 99 hours there are more digits."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, hours = seconds // 60 % 60, seconds // 3600
    return f"{hours:02}:{minutes:02}:{seconds % 60:02}.{rest:03}"


def _header(lines: Sequence[str]) -> list[str]:
    """Return the lines from WEBVTT to the first blank one or line of times; none without it."""
    if not re.match(r"WEBVTT(\s|$)", lines[0]):
        return []
    end = next((i for i, line in enumerate(lines) if not line.strip() or "-->" in line), len(lines))
    return list(lines[:end])


def _header_faults(header: Sequence[str]) -> list[Fault]:
    if not header:
        return [Fault(1, "the first line is not WEBVTT")]
    return [
        Fault(number, f"a strict parser refuses lines in the header: {shown(line)}")
        for number, line in enumerate(header[1:], 2)
    ]


def _read_facts(lines: Sequence[str], header: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return the language and the movie that header or first comment name; from how many comments.

    The first comment is the block below the header.
    """
    below = len(header) + 1
    comment: list[str] = []
    if list(lines[below : below + 1]) == ["NOTE"]:
        comment = list(takewhile(str.strip, lines[below + 1 :]))
    matches = [match for line in [*header[1:], *comment] if (match := _FACT.fullmatch(line))]
    facts = {_FACTS[match[1].lower()]: match[2].strip() for match in matches}
    return facts, int(any(_FACT.fullmatch(line) for line in comment))


def _line(cue: Cue) -> Line:
    text = "\n".join(cue.text)
    plain = html.unescape(_TAG.sub("", text))
    extended = bool(_EXTENDED.search(text))
    return Line(*cue.span, "\n".join(text_lines(plain)), extended=extended)


def _unclosed(cue: Cue) -> Fault | None:
    """Return the fault of a cue with a ``<`` that begins no tag; it is read as text."""
    left = _TAG.sub("", "\n".join(cue.text))
    if "<" not in left:
        return None
    rest = left[left.index("<") :].split("\n")[0]
    number = next((n for n, line in enumerate(cue.text, cue.line + 1) if rest in line), cue.line)
    return Fault(number, f"a tag is not closed, or < should be &lt;: {shown(rest)}")


def _unkept(lines: Sequence[str], cues: Sequence[Cue], own: int) -> tuple[str, ...]:
    """Name what the file holds and a script does not; ``own`` of its comments are facts."""
    text = [line for cue in cues for line in cue.text]
    present = {
        "comments": sum(bool(re.match(r"NOTE(\s|$)", line)) for line in lines) > own,
        "voices": any("<v" in line for line in text),
        "styles": "STYLE" in lines or any(_STYLE.search(line) for line in text),
        "positions": any(cue.settings for cue in cues),
    }
    return tuple(name for name, there in present.items() if there)
