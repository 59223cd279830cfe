"""Reading TTML (.ttml, .xml, .dfxp, …): DAPT scripts, IMSC and older documents alike.

A line of the script is a paragraph, or a part of one that has times of its own. A DAPT event
without a paragraph is a clip without a line. Styles and layout are not read, and nothing that a
document names by its address is fetched. (ttconv reads TTML well, but drops what DAPT adds, and
tells no line numbers.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts.dapt import EXTENDED, FACTS, OMISSION, PICTURE, UNNAMED
from adtool.scripts.dapt_rules import breaches
from adtool.scripts.elements import XML, Element, parse
from adtool.scripts.ids import is_id
from adtool.scripts.reading import Fault, Reading
from adtool.scripts.text import text_lines
from adtool.scripts.ttml_styles import Styles
from adtool.scripts.ttml_times import Clock, Interval
from adtool.timeline import Clip, Gap, Line, Omission, Script

NO_END = "the text has no end; it is read as if it had no length"
"""What is wrong with a text that nothing ends."""

HIDDEN = "the text is never displayed, and left out"
"""What is said of a text that no player shows."""

_CONTAINERS = ("body", "div")
_TEXTS = (*_CONTAINERS, "p", "span", "br")
_NO_TEXT = ("metadata", "set", "desc", "title", "agent", "copyright", "animate", "image", "audio")
_SPACE = re.compile("[\t\r\n]")
_SPACES = re.compile(" +")
_ALWAYS = Interval(Fraction(0), None)


def read(content: bytes, path: Path) -> Reading:
    """Read the content of a TTML file.

    Raises:
        ScriptError: naming the line, if it is no well-formed XML, has a DOCTYPE, is no TTML, or
            counts time in a way that makes no sense.
    """
    if not content.strip():
        raise ScriptError(path, "is empty")
    root = parse(content, path)
    if root.local != "tt":
        raise ScriptError(path, f"line {root.line}: is no TTML: the root element is {root.local!r}")
    try:
        clock = Clock.of(root.attributes)
    except ValueError as error:
        raise ScriptError(path, f"line {root.line}: {error}") from error
    walk = _Walk(clock, _characters(root), Styles.of(root))
    for body in root.children:
        if body.local == "body":
            walk.visit(body, _Context.of(root))
    return _reading(root, walk)


def _reading(root: Element, walk: _Walk) -> Reading:
    language = root.attributes.get(f"{{{XML}}}lang", "").strip()
    titles = [item.text() for item in root.descendants() if item.local == "title"]
    found = sorted(walk.lines, key=lambda item: (item[1].start, item[1].end))
    script = Script(
        lines=tuple(line for _, line in found),
        movie=titles[0] if titles else "",
        language=language or "en",
        omissions=tuple(sorted(walk.omissions, key=lambda omission: omission.clip)),
    )
    return Reading(
        script=script,
        faults=tuple(sorted([*walk.faults, *breaches(root)], key=lambda fault: fault.line)),
        places=tuple(number for number, _ in found),
        unkept=_unkept(root),
        names_language=bool(language),
    )


def _characters(root: Element) -> dict[str, str]:
    """Return the name of each character, by its id."""
    agents = [item for item in root.descendants() if item.local == "agent"]
    return {
        agent.attributes.get(f"{{{XML}}}id", ""): agent.children[0].text()
        for agent in agents
        if agent.attributes.get("type") == "character" and agent.children
    }


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element inherits.

    Attributes:
        interval: when the element around it is active.
        agents: ids of who takes part.
        preserve: whether spaces count.
        extended: whether the film pauses.
        event: the id of the DAPT event; empty where it is only a number.
        facts: what its descriptions say of it, by name.
    """

    interval: Interval = _ALWAYS
    agents: tuple[str, ...] = ()
    preserve: bool = False
    extended: bool = False
    event: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> _Context:
        return cls().within(root, _ALWAYS)

    def within(self, element: Element, interval: Interval) -> _Context:
        agent = _local(element.attributes).get("agent")
        space = element.attributes.get(f"{{{XML}}}space")
        return _Context(
            interval=interval,
            agents=self.agents if agent is None else tuple(agent.split()),
            preserve=self.preserve if space is None else space == "preserve",
            extended=self.extended or EXTENDED in _descriptions(element),
            event=_event_id(element) or self.event,
            facts={**self.facts, **_facts(element)},
        )


@dataclass(slots=True)
class _Walk:
    """A walk through a document that collects what it finds, with line numbers."""

    clock: Clock
    characters: Mapping[str, str]
    styles: Styles
    lines: list[tuple[int, Line]] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def visit(self, element: Element, outer: _Context, after: Fraction | None = None) -> _Context:
        """Read an element and what is in it; return what it passed on."""
        inner = self._enter(element, outer, after)
        if inner is None:
            return outer
        if self._is_hidden(element):
            return inner
        if element.local == "p":
            self._paragraph(element, inner)
            return inner
        if any(isinstance(item, str) and item.strip() for item in element.content):
            self._fault(element, "text stands outside of a paragraph", lost=True)
        self._event(element, inner)
        self._inside(element, inner)
        return inner

    def _inside(self, element: Element, inner: _Context) -> None:
        """Read the elements in a container: side by side in time, or one after the other."""
        sequence = element.attributes.get("timeContainer") == "seq"
        after = inner.interval.begin
        for child in element.children:
            if child.local in (*_CONTAINERS, "p"):
                end = self.visit(child, inner, after).interval.end
                after = end if sequence and end is not None else after
            elif child.local.lower() in _TEXTS and child.text():
                self._fault(child, "text stands outside of a paragraph", lost=True)

    def _enter(self, element: Element, outer: _Context, after: Fraction | None) -> _Context | None:
        begin = outer.interval.begin if after is None else after
        try:
            interval = outer.interval.within(element.attributes, self.clock, begin)
        except ValueError as error:
            self._fault(element, str(error), lost=True)
            return None
        return outer.within(element, interval)

    def _event(self, element: Element, inner: _Context) -> None:
        """Note a DAPT event that has times and no text: a leaf ``div`` with an id."""
        inside = any(child.local in (*_CONTAINERS, "p") for child in element.children)
        reason = _descriptions(element).get(OMISSION)
        if element.local != "div" or inside or inner.interval.end is None:
            return
        if reason is not None or f"{{{XML}}}id" in element.attributes:
            start, end = _milliseconds(inner.interval.begin), _milliseconds(inner.interval.end)
            clip = Clip(start, end, gap=Gap(start, end))
            self.omissions.append(Omission(clip, reason or ""))

    def _paragraph(self, element: Element, inner: _Context) -> None:
        """Note a paragraph: a line for each part of it with times of its own."""
        parts: dict[Interval, list[str]] = {}
        self._inline(element, inner, parts)
        if len(parts) > 1:  # the spaces between the parts are none of them
            parts = {when: text for when, text in parts.items() if "".join(text).strip()}
        for when, text in (parts or {inner.interval: []}).items():
            begin = _milliseconds(when.begin)
            if when.end is None:
                self._fault(element, NO_END)
            names = tuple(self.characters[one] for one in inner.agents if one in self.characters)
            whole = "".join(text)
            line = Line(
                start=begin,
                end=begin if when.end is None else _milliseconds(when.end),
                text="\n".join(text_lines(whole if inner.preserve else _SPACES.sub(" ", whole))),
                characters=names,
                extended=inner.extended,
                facts=dict(inner.facts),
                id="" if inner.event in self.ids else inner.event,
            )
            self.ids.add(inner.event)
            self.lines.append((element.line, line))

    def _inline(self, element: Element, inner: _Context, parts: dict[Interval, list[str]]) -> None:
        sequence = element.attributes.get("timeContainer") == "seq"
        after: Fraction | None = None
        for item in element.content:
            if isinstance(item, str):
                text = item if inner.preserve else _SPACE.sub(" ", item)
                parts.setdefault(inner.interval, []).append(text)
            elif item.local == "br":
                parts.setdefault(inner.interval, []).append("\n")
            elif item.local not in _NO_TEXT and (deeper := self._enter(item, inner, after)):
                after = deeper.interval.end if sequence else None
                if not self.styles.annotates(item) and not self._is_hidden(item):
                    self._inline(item, replace(deeper, agents=inner.agents), parts)

    def _is_hidden(self, element: Element) -> bool:
        """Say whether an element is never displayed, and note the text that it hides."""
        hidden = self.styles.hides(element)
        if hidden and element.text():
            self._fault(element, HIDDEN)
        return hidden

    def _fault(self, element: Element, what: str, *, lost: bool = False) -> None:
        self.faults.append(Fault(element.line, f"<{element.local}>: {what}", lost))


def _event_id(element: Element) -> str:
    """Return the id of a DAPT event, if it can be a line's and is not only a number."""
    name = element.attributes.get(f"{{{XML}}}id", "") if element.local == "div" else ""
    return name if is_id(name) and not re.fullmatch(rf"{UNNAMED}\d+", name) else ""


def _facts(element: Element) -> dict[str, str]:
    said = _descriptions(element)
    return {fact: " ".join(said[kind].split()) for kind, fact in FACTS.items() if kind in said}


def _descriptions(element: Element) -> dict[str, str]:
    """Return the ``ttm:desc`` directly in an element, by type."""
    return {
        _local(child.attributes).get("descType", ""): child.text()
        for child in element.children
        if child.local == "desc"
    }


def _local(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}


def _milliseconds(seconds: Fraction) -> int:
    return int(seconds * 1000 + Fraction(1, 2))


def _unkept(root: Element) -> tuple[str, ...]:
    """Name what the document holds and a script does not."""
    elements = list(root.descendants())
    names = {element.local for element in elements}
    attributes = {name for element in [root, *elements] for name in element.attributes}
    local = {name.rpartition("}")[2] for name in attributes}
    notes = {note for element in elements for note in _descriptions(element)}
    represented = {_local(e.attributes).get("represents", PICTURE) for e in [root, *elements]}
    present = {
        "styles": any("#styling}" in name or "#style}" in name for name in attributes),
        "positions": "layout" in names or "region" in local,
        "notes": not notes <= {EXTENDED, OMISSION, *FACTS},
        "actors": "actor" in names,
        "recorded audio": "audio" in names,
        "audio mixing": bool({"gain", "pan", "speak"} & local),
        "what lines represent": represented != {PICTURE},
    }
    return tuple(name for name, there in present.items() if there)
