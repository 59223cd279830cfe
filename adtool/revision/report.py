"""The forms that a revision can have: text, JSON, or a page with the lines side by side."""

from __future__ import annotations

import json
from collections.abc import Callable

from adtool.checking.finding import Finding
from adtool.revision.change import Change
from adtool.revision.page import to_html
from adtool.revision.revision import Revision
from adtool.revision.text import to_text
from adtool.timeline import Line


def to_json(revision: Revision) -> str:
    """Return a revision as JSON: times in seconds, faults with their rules."""
    document = {
        "draft": revision.draft,
        "edited": revision.edited,
        "same": revision.is_same,
        "same_film": not revision.is_another,
        "languages": list(revision.languages),
        "times": {"factor": float(revision.shift.factor), "later": revision.shift.later / 1000},
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
        "unchecked": list(revision.unchecked),
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


REPORTS: dict[str, Callable[[Revision], str]] = {
    "text": to_text,
    "json": to_json,
    "html": to_html,
}
"""Each form that a revision can have."""
