"""Writing TTML (.ttml): a W3C DAPT document, an audio-description script before its recording.

DAPT ("Dubbing and Audio description Profiles of TTML2") has one leaf ``div`` for each script event:
a line here is an event with a ``p``; a clip that got no line is an event without, a place for the
describer to fill. Times are ``hh:mm:ss.mmm`` from the start of the movie throughout. A line that
pauses the film carries a ``ttm:desc`` of the type ``x-extended``, which TTML leaves to us.
"""

from __future__ import annotations

import re
from itertools import count
from xml.etree import ElementTree as Tree

from adtool.scripts.text import text_lines
from adtool.scripts.webvtt import timestamp
from adtool.timeline import Line, Omission, Script

PROFILE = "http://www.w3.org/ns/ttml/profile/dapt1.0/content"
EXTENDED = "x-extended"
"""The ``daptm:descType`` of the note that the film pauses for a line."""
OMISSION = "x-omission"
"""The ``daptm:descType`` of the reason why a clip has no line."""
FACTS = {"x-note": "note", "x-draft": "draft"}
"""The facts of a line that are kept, by the ``daptm:descType`` of their descriptions."""
UNNAMED = "event-"
"""How the ``xml:id`` of an event begins whose line has no id of its own; a number follows."""
PICTURE = "visual.nonText"
"""The ``daptm:represents`` of a description of what is to be seen."""

_ROOT = {
    "xmlns": "http://www.w3.org/ns/ttml",
    "xmlns:ttp": "http://www.w3.org/ns/ttml#parameter",
    "xmlns:ttm": "http://www.w3.org/ns/ttml#metadata",
    "xmlns:daptm": "http://www.w3.org/ns/ttml/profile/dapt#metadata",
    "ttp:contentProfiles": PROFILE,
    "daptm:scriptRepresents": f"{PICTURE} visual.text",
    "daptm:scriptType": "preRecording",
    "daptm:langSrc": "zxx",
}
_PAUSE = "The film pauses for this line."
_COLLAPSIBLE = re.compile(r"\t|  ")


def write(script: Script) -> str:
    """Return ``script`` as a DAPT document."""
    root = Tree.Element("tt", {**_ROOT, "xml:lang": script.language or "und"})
    agents = _agents(script)
    _head(root, script, agents)
    body = Tree.SubElement(root, "body", {"daptm:represents": PICTURE})
    events: list[Line | Omission] = [*script.lines, *script.omissions]
    taken = {line.id for line in script.lines}
    free = (name for number in count(1) if (name := f"{UNNAMED}{number}") not in taken)
    for event in sorted(events, key=_start):
        named = event.id if isinstance(event, Line) else ""
        _event(body, named or next(free), event, agents)
    Tree.indent(root)
    text = Tree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _start(event: Line | Omission) -> int:
    return event.start if isinstance(event, Line) else event.clip.start


def _agents(script: Script) -> dict[str, str]:
    """Return the id of each character that lines name."""
    names = dict.fromkeys(name for line in script.lines for name in line.characters)
    taken = {line.id for line in script.lines}
    free = (name for number in count(1) if (name := f"character-{number}") not in taken)
    return {name: next(free) for name in names}


def _head(root: Tree.Element, script: Script, agents: dict[str, str]) -> None:
    if not script.movie and not agents:
        return
    metadata = Tree.SubElement(Tree.SubElement(root, "head"), "metadata")
    if script.movie:
        Tree.SubElement(metadata, "ttm:title").text = _one_line(script.movie)
    for name, identifier in agents.items():
        agent = Tree.SubElement(metadata, "ttm:agent", {"type": "character", "xml:id": identifier})
        Tree.SubElement(agent, "ttm:name", {"type": "alias"}).text = _one_line(name)


def _event(
    body: Tree.Element, identifier: str, event: Line | Omission, agents: dict[str, str]
) -> None:
    span = event.span if isinstance(event, Line) else event.clip
    end = max(span.end, span.start + 1)
    times = {"begin": timestamp(span.start), "end": timestamp(end)}
    div = Tree.SubElement(body, "div", {"xml:id": identifier, **times})
    if isinstance(event, Omission):
        _describe(div, OMISSION, _one_line(event.reason))
        return
    if event.characters:
        div.set("ttm:agent", " ".join(agents[name] for name in event.characters))
    if event.extended:
        _describe(div, EXTENDED, _PAUSE)
    for kind, fact in FACTS.items():
        if text := _one_line(str(event.facts.get(fact, ""))):
            _describe(div, kind, text)
    _paragraph(div, text_lines(event.text))


def _describe(div: Tree.Element, kind: str, text: str) -> None:
    Tree.SubElement(div, "ttm:desc", {"daptm:descType": kind}).text = text


def _paragraph(div: Tree.Element, lines: list[str]) -> None:
    paragraph = Tree.SubElement(div, "p")
    if any(_COLLAPSIBLE.search(line) for line in lines):
        paragraph.set("xml:space", "preserve")
    paragraph.text = "".join(lines[:1])
    for line in lines[1:]:
        Tree.SubElement(paragraph, "br").tail = line


def _one_line(text: str) -> str:
    return " ".join(" ".join(text_lines(text)).split())
