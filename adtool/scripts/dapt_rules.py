"""What a document that calls itself DAPT does against DAPT (W3C Editor's Draft, 2025-12).

The rules that a schema cannot tell, with the line of each breach. They matter to whoever takes over
a script; reading it suffers from none of them. Documents of other profiles are held to none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from adtool.scripts.dapt import PROFILE
from adtool.scripts.elements import XML, Element
from adtool.scripts.reading import Fault

_TT = "http://www.w3.org/ns/ttml"
_PARAMETER = f"{{{_TT}#parameter}}"
_METADATA = f"{{{_TT}/profile/dapt#metadata}}"
_AUDIO = f"{{{_TT}#audio}}"
_ID = f"{{{XML}}}id"
_SCRIPT_TYPES = ("originalTranscript", "translatedTranscript", "preRecording", "asRecorded")
_DESCRIPTIONS = ("pronunciationNote", "scene", "plotSignificance")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)


def breaches(root: Element) -> Iterator[Fault]:
    """Yield a fault for each rule of DAPT that a document breaks; none if it is no DAPT."""
    profiles = root.attributes.get(f"{_PARAMETER}contentProfiles", "")
    if "/dapt" not in profiles and not any(name.startswith(_METADATA) for name in root.attributes):
        return
    elements = [root, *root.descendants()]
    yield from _of_root(root, profiles.split())
    yield from _of_ids(elements)
    yield from _of_times(root, elements)
    yield from _of_representation(root)
    yield from _of_values(elements)
    yield from _of_vocabulary(root)


def _of_root(root: Element, profiles: list[str]) -> Iterator[Fault]:
    given = root.attributes
    if PROFILE not in profiles:
        yield _fault(root, f"ttp:contentProfiles does not name {PROFILE}")
    if f"{_PARAMETER}profile" in given:
        yield _fault(root, "ttp:profile is forbidden")
    if not given.get(f"{{{XML}}}lang", "").strip():
        yield _fault(root, "xml:lang is missing")
    if not given.get(f"{_METADATA}scriptRepresents", "").strip():
        yield _fault(root, "daptm:scriptRepresents is missing")
    if given.get(f"{_METADATA}scriptType") not in _SCRIPT_TYPES:
        yield _fault(root, f"daptm:scriptType is none of {', '.join(_SCRIPT_TYPES)}")
    if given.get(f"{_PARAMETER}timeBase", "media") != "media":
        yield _fault(root, "ttp:timeBase must be media")


def _of_ids(elements: list[Element]) -> Iterator[Fault]:
    counts = Counter(item.attributes[_ID] for item in elements if _ID in item.attributes)
    for element in elements:
        name = element.attributes.get(_ID)
        if name is not None and counts[name] > 1:
            yield _fault(element, f"the xml:id {name!r} occurs {counts[name]} times")


def _of_times(root: Element, elements: list[Element]) -> Iterator[Fault]:
    first = ""
    for element in elements:
        if element.attributes.get("timeContainer", "par") != "par":
            yield _fault(element, "timeContainer must be par")
        for name in ("begin", "end", "dur"):
            time = element.attributes.get(name, "").strip()
            if time.count(":") > 2:
                yield _fault(element, f"clock times have no frames: {time!r}")
            metric = "" if ":" in time else time[-1:]
            rate = {"f": "frameRate", "t": "tickRate"}.get(metric, "")
            if rate and f"{_PARAMETER}{rate}" not in root.attributes:
                yield _fault(element, f"{time!r} needs a ttp:{rate}")
            syntax = ("clock times" if ":" in time else "offsets") if time else first
            if first and syntax != first:
                yield _fault(element, f"{time!r} stands among {first}: one syntax throughout")
            first = first or syntax


def _of_representation(element: Element, inherited: str = "", whole: str = "") -> Iterator[Fault]:
    """Yield the faults of script events whose content the script does not say to represent."""
    whole = whole or element.attributes.get(f"{_METADATA}scriptRepresents", "")
    own = element.attributes.get(f"{_METADATA}represents", inherited)
    inside = [child for child in element.children if child.local in ("body", "div")]
    if element.local == "div" and _ID in element.attributes and not inside:
        named = any(own == one or own.startswith(f"{one}.") for one in whole.split())
        if not named:
            yield _fault(element, f"represents {own!r}, and the script {whole!r}")
    for child in inside:
        yield from _of_representation(child, own, whole)


def _of_values(elements: list[Element]) -> Iterator[Fault]:
    for element in elements:
        kind = element.attributes.get(f"{_METADATA}descType", "x-")
        if kind not in _DESCRIPTIONS and not kind.startswith("x-"):
            yield _fault(element, f"daptm:descType {kind!r} is not registered and no x-…")
        for name in ("gain", "pan"):
            for value in element.attributes.get(f"{_AUDIO}{name}", "0").split(";"):
                if not _NUMBER.fullmatch(value.strip()) or abs(float(value)) > 1:
                    yield _fault(element, f"tta:{name} is not from -1 to 1: {value.strip()!r}")


def _of_vocabulary(element: Element) -> Iterator[Fault]:
    for child in element.children:
        if child.name.startswith((f"{{{_TT}}}", f"{{{_TT}#")):
            if child.local != "metadata":
                yield from _of_vocabulary(child)
        else:
            yield _fault(child, "foreign vocabulary stands in metadata only")


def _fault(element: Element, what: str) -> Fault:
    return Fault(element.line, f"<{element.local}>: {what}")
