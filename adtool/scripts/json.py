"""ad.json: everything that is known of each line, so that nothing is lost between steps.

Times are seconds with three decimals, as in gaps.json; reading gives back the same milliseconds.
The other formats are views of this one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from adtool.documents import Value, parse_json
from adtool.errors import ScriptError
from adtool.scripts.ids import is_id
from adtool.scripts.reading import OUT_OF_ORDER, Fault, Reading
from adtool.timeline import Candidate, Clip, Correction, Gap, Line, Omission, Script, Span

FORMAT = "adtool-script"
VERSION = 1

LATER = ("extended", "presence", "corrections", "placeholder", "facts", "id")
"""What lines of earlier versions do not have."""

_MARK = re.compile(r'"(?:[^"\\]|\\.)*"(?=\s*(:?))|[][{}\n]')
_TOP = ("format", "version", "movie", "duration", "language", "lines", "omissions", "metadata")


def write(script: Script) -> str:
    """Return ``script`` as JSON text.

    Raises:
        ValueError: if a score or a metadata value is no JSON value (NaN, for one).
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "movie": script.movie,
        "duration": script.duration / 1000,
        "language": script.language,
        "lines": [_line(line) for line in script.lines],
        "omissions": [_omission(omission) for omission in script.omissions],
        "metadata": dict(script.metadata),
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def read(content: bytes, path: Path) -> Reading:
    """Read the content of an ad.json; ``path`` names it in errors.

    Raises:
        ScriptError: if it is no JSON, is of a later version, or holds anything unexpected.
    """
    document = parse_json(content, path, ScriptError)
    _check_version(document)
    fields = document.fields(_TOP)
    metadata = fields["metadata"]
    metadata.members()
    _refuse_twice(fields["lines"])
    script = Script(
        lines=tuple(_read_line(item) for item in fields["lines"].items()),
        movie=fields["movie"].string(),
        duration=_milliseconds(fields["duration"]),
        language=fields["language"].string(),
        omissions=tuple(_read_omission(item) for item in fields["omissions"].items()),
        metadata=metadata.data,  # type: ignore[arg-type]  # members() has made sure
    )
    places = _places(content.decode("utf-8-sig"))
    early = [
        Fault(place, f"the line {OUT_OF_ORDER}")
        for place, (above, line) in zip(places[1:], pairwise(script.lines), strict=True)
        if line.start < above.start
    ]
    return Reading(script, tuple(early), places, names_language=True)


def _places(text: str) -> tuple[int, ...]:
    """Return the line of the file on which each member of "lines" begins, in valid JSON."""
    places: list[int] = []
    depth, within, number = 0, False, 1
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "\n":
            number += 1
        elif mark in "[{":
            if within and depth == 2:
                places.append(number)
            depth += 1
        elif mark in "]}":
            depth -= 1
        elif depth == 1 and match[1]:  # a key of the document
            within = json.loads(mark) == "lines"
    return tuple(places)


def _line(line: Line) -> dict[str, object]:
    return {
        "start": line.start / 1000,
        "end": line.end / 1000,
        "text": line.text,
        "shortened": line.shortened,
        "extended": line.extended,
        "characters": list(line.characters),
        "presence": list(line.presence),
        "clip": line.clip and _span(line.clip),
        "gap": line.clip and _span(line.clip.gap),
        "candidates": _candidates(line.candidates),
        "corrections": _corrections(line.corrections),
        "placeholder": line.placeholder,
        "facts": dict(line.facts),
        "id": line.id,
    }


def _omission(omission: Omission) -> dict[str, object]:
    return {
        "clip": _span(omission.clip),
        "gap": _span(omission.clip.gap),
        "reason": omission.reason,
        "candidates": _candidates(omission.candidates),
        "corrections": _corrections(omission.corrections),
        "facts": dict(omission.facts),
    }


def _span(span: Span) -> list[float]:
    return [span.start / 1000, span.end / 1000]


def _candidates(candidates: tuple[Candidate, ...]) -> list[dict[str, object]]:
    return [{"text": candidate.text, "score": candidate.score} for candidate in candidates]


def _corrections(corrections: tuple[Correction, ...]) -> list[dict[str, object]]:
    return [
        {"original": one.original, "text": one.text, "reasons": list(one.reasons)}
        for one in corrections
    ]


def _check_version(document: Value) -> None:
    fields = document.members()
    if "format" not in fields or fields["format"].data != FORMAT:
        raise document.fault(f'is no AD script: "format" is not "{FORMAT}"')
    version = fields["version"].data if "version" in fields else None
    if version != VERSION:
        raise document.fault(
            f"is of format version {version}; this adtool reads version {VERSION}: update adtool"
        )


def _read_line(value: Value) -> Line:
    keys = ("start", "end", "text", "shortened", "characters", "clip", "gap", "candidates")
    fields = value.fields(keys, optional=LATER)
    start, end = _milliseconds(fields["start"]), _milliseconds(fields["end"])
    if end < start:
        raise value.fault("ends before it starts")
    return Line(
        start=start,
        end=end,
        text=fields["text"].string(),
        clip=None if fields["clip"].data is None else _read_clip(fields["clip"], fields["gap"]),
        candidates=_read_candidates(fields["candidates"]),
        characters=fields["characters"].strings(),
        shortened=fields["shortened"].truth(),
        extended="extended" in fields and fields["extended"].truth(),
        presence=_read_presence(fields["presence"]) if "presence" in fields else (),
        corrections=_read_corrections(fields),
        placeholder="placeholder" in fields and fields["placeholder"].truth(),
        facts=_read_facts(fields),
        id=_read_id(fields["id"]) if "id" in fields else "",
    )


def _read_id(value: Value) -> str:
    name = value.string()
    if name and not is_id(name):
        raise value.fault("expected an id: letters, digits, '.', '_', '-', and at most 32 of them")
    return name


def _refuse_twice(lines: Value) -> None:
    """Raise a fault for the first line that has another's id."""
    found: set[object] = set()
    for item in lines.items():
        name = item.members().get("id")
        if name is not None and name.data:
            if name.data in found:
                raise name.fault("is the id of a line above as well")
            found.add(name.data)


def _read_facts(fields: Mapping[str, Value]) -> Mapping[str, object]:
    if "facts" not in fields:
        return {}
    return {name: value.data for name, value in fields["facts"].members().items()}


def _read_presence(value: Value) -> tuple[float, ...]:
    return tuple(item.number() for item in value.items("shares"))


def _read_omission(value: Value) -> Omission:
    fields = value.fields(
        ("clip", "gap", "reason", "candidates"), optional=("corrections", "facts")
    )
    return Omission(
        clip=_read_clip(fields["clip"], fields["gap"]),
        reason=fields["reason"].string(),
        candidates=_read_candidates(fields["candidates"]),
        corrections=_read_corrections(fields),
        facts=_read_facts(fields),
    )


def _read_clip(clip: Value, gap: Value) -> Clip:
    whole = _read_span(gap)
    part = _read_span(clip)
    return Clip(part.start, part.end, gap=Gap(whole.start, whole.end))


def _read_span(value: Value) -> Span:
    times = [_milliseconds(item) for item in value.items("two times")]
    if len(times) != 2 or times[1] < times[0]:
        raise value.fault("expected a start and an end in seconds")
    return Span(times[0], times[1])


def _read_candidates(value: Value) -> tuple[Candidate, ...]:
    fields = [item.fields(("text", "score")) for item in value.items()]
    return tuple(Candidate(field["text"].string(), field["score"].number()) for field in fields)


def _read_corrections(fields: Mapping[str, Value]) -> tuple[Correction, ...]:
    """Read what scripts of earlier versions do not have."""
    if "corrections" not in fields:
        return ()
    items = [item.fields(("original", "text", "reasons")) for item in fields["corrections"].items()]
    return tuple(
        Correction(item["original"].string(), item["text"].string(), item["reasons"].strings())
        for item in items
    )


def _milliseconds(value: Value) -> int:
    seconds = value.number()
    if seconds < 0:
        raise value.fault("is a time before the movie's start")
    return round(seconds * 1000)
