"""A revision for people and programs: as text, JSON, or a page with the lines side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from html import escape

from adtool.checking.finding import Finding
from adtool.revision.change import KEPT, Change
from adtool.revision.revision import Revision
from adtool.timeline import Line, clock


def to_text(revision: Revision) -> str:
    """Return a revision as text: a summary, then a paragraph for each change."""
    paragraphs = ["\n".join(_summary(revision))]
    paragraphs += [_paragraph(change) for change in revision.changes if change.kinds != (KEPT,)]
    paragraphs += _listed("Faults newly made:", revision.made)
    paragraphs += _listed("Faults mended:", revision.mended)
    return "\n\n".join(paragraphs) + "\n"


def _summary(revision: Revision) -> Iterator[str]:
    yield f"{revision.draft} and {revision.edited}: {_verdict(revision)}"
    if counts := ", ".join(f"{count} {kind}" for kind, count in revision.counts.items()):
        yield f"Lines: {counts}."
    if revision.words:
        left, words = revision.survived, revision.words
        yield f"Words of the draft that are left: {left} of {words} ({100 * left / words:.0f} %)."
        yield f"Word edits a line: {revision.edits:.1f}."
    for name in revision.names:
        yield f"Name put right at {clock(name.start)}: {name.before} is {name.after}."
    yield f"Faults newly made: {len(revision.made)}; mended: {len(revision.mended)}."


def _verdict(revision: Revision) -> str:
    if revision.is_same:
        return "no difference."
    if revision.is_another:
        return "no line of the draft is in the other: are they of the same film?"
    changed = sum(change.kinds != (KEPT,) for change in revision.changes)
    return f"{changed} of {len(revision.changes)} places differ."


def _paragraph(change: Change) -> str:
    lines = [f"{_times(change.edited or change.draft)}: {', '.join(change.kinds)}."]
    if change.draft and change.edited and _times(change.draft) != _times(change.edited):
        lines.append(f"It was at {_times(change.draft)}.")
    if change.draft:
        lines.append(f"Draft: {change.before}")
    if change.edited and change.before != change.after:
        lines.append(f"Edited: {change.after}")
    return "\n".join(lines)


def _times(lines: Iterable[Line]) -> str:
    return ", ".join(f"{clock(line.start)} to {clock(line.end)}" for line in lines)


def _listed(title: str, findings: Iterable[Finding]) -> list[str]:
    shown = [f"{_where(finding)}{finding.rule}: {finding.what}" for finding in findings]
    return ["\n".join([title, *shown])] if shown else []


def _where(finding: Finding) -> str:
    return f"{clock(finding.start)}, " if finding.number else ""


def to_json(revision: Revision) -> str:
    """Return a revision as JSON: times in seconds, faults with their rules."""
    document = {
        "draft": revision.draft,
        "edited": revision.edited,
        "same": revision.is_same,
        "lines": revision.counts,
        "words": {"draft": revision.words, "survived": revision.survived},
        "word_edits_a_line": round(revision.edits, 3),
        "names": [
            {"start": name.start / 1000, "draft": name.before, "edited": name.after}
            for name in revision.names
        ],
        "changes": [_change(change) for change in revision.changes],
        "faults_made": [_fault(finding) for finding in revision.made],
        "faults_mended": [_fault(finding) for finding in revision.mended],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _change(change: Change) -> dict[str, object]:
    return {
        "kinds": list(change.kinds),
        "draft": [_line(line) for line in change.draft],
        "edited": [_line(line) for line in change.edited],
        "word_edits": change.edits,
    }


def _line(line: Line) -> dict[str, object]:
    named = {"id": line.id} if line.id else {}
    return {**named, "start": line.start / 1000, "end": line.end / 1000, "text": line.text}


def _fault(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "start": finding.start / 1000,
        "text": finding.text,
        "what": finding.what,
    }


_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid GrayText; padding: 0.25rem 0.5rem; }
th, td { text-align: start; vertical-align: top; }
del { text-decoration: line-through 2px; }
ins { text-decoration: underline 2px; font-weight: 600; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""


def to_html(revision: Revision) -> str:
    """Return a revision as one page that needs nothing else, the lines side by side.

    What was taken out or put in is told in words that only screen readers say, and by lines
    through and under it, not by colour (WCAG 2.2, 1.4.1).
    """
    title = escape(f"{revision.draft} and {revision.edited}")
    summary = "".join(f"<li>{escape(line)}</li>" for line in _summary(revision))
    rows = "".join(_cells(change) for change in revision.changes)
    faults = "".join(
        f"<h2>{escape(shown.partition(chr(10))[0])}</h2><ul>"
        + "".join(f"<li>{escape(line)}</li>" for line in shown.splitlines()[1:])
        + "</ul>"
        for shown in [
            *_listed("Faults newly made:", revision.made),
            *_listed("Faults mended:", revision.mended),
        ]
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<ul>{summary}</ul>\n<table>\n"
        "<caption>Every line, in the order of the edited script</caption>\n"
        '<thead><tr><th scope="col">Time</th><th scope="col">What became of it</th>'
        '<th scope="col">Draft</th><th scope="col">Edited</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n{faults}</main>\n</body>\n</html>\n"
    )


def _cells(change: Change) -> str:
    times = escape(_times(change.edited or change.draft))
    before, after = _marked(change)
    kinds = escape(", ".join(change.kinds))
    return (
        f'<tr><th scope="row">{times}</th><td>{kinds}</td><td>{before}</td><td>{after}</td></tr>\n'
    )


def _marked(change: Change) -> tuple[str, str]:
    """Return both texts with what was taken out and what was put in marked."""
    if not (change.draft and change.edited):
        return escape(change.before), escape(change.after)
    before, after = [], []
    for tag, one, two in change.opcodes():
        if one:
            before.append(escape(one) if tag == "equal" else _told("del", "taken out", one))
        if two:
            after.append(escape(two) if tag == "equal" else _told("ins", "put in", two))
    return " ".join(before), " ".join(after)


def _told(element: str, what: str, text: str) -> str:
    said = f'<span class="said">[{what}:</span> '
    return f'<{element}>{said}{escape(text)}<span class="said">]</span></{element}>'


REPORTS: dict[str, Callable[[Revision], str]] = {
    "text": to_text,
    "json": to_json,
    "html": to_html,
}
"""Each form that a revision can have."""
