"""What is said of a cast's portraits, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adtool.cast.character import Cast
from adtool.recognition.cast_check import ERROR, WARNING, Examined, Finding, pairs_of


@dataclass(frozen=True, slots=True)
class CastReport:
    """What the check of a cast found.

    Attributes:
        path: the cast's file.
        cast: the cast.
        seen: its portraits, as the recogniser sees them.
        recogniser: what looked at them; "none" where nothing did.
        threshold: the cosine from which on two look alike; None without a recogniser.
        findings: in order.
        unchecked: what could not be checked, and what would make it possible.
    """

    path: Path
    cast: Cast
    seen: Sequence[Examined]
    recogniser: str
    threshold: float | None
    findings: Sequence[Finding]
    unchecked: Sequence[str]

    @property
    def levels(self) -> dict[str, int]:
        """How many findings each level has, the gravest first."""
        found = [finding.level for finding in self.findings]
        return {level: found.count(level) for level in (ERROR, WARNING)}


def as_text(report: CastReport) -> str:
    """Return a paragraph a finding, and a summary."""
    said = [f"{_said(report, finding)}\n\n" for finding in report.findings]
    counts = [
        f"{count} {level}{'' if count == 1 else 's'}" for level, count in report.levels.items()
    ]
    portraits = len(report.seen)
    said.append(
        f"{report.path}: characters: {len(report.cast.characters)}; portraits: {portraits}; "
        f"{', '.join(counts)}.\n"
    )
    if pairs := pairs_of(report.seen):
        first = pairs[0]
        said.append(
            f"Most alike to {report.recogniser}: {first.one.character} and "
            f"{first.other.character}, {first.similarity:.2f}; from {report.threshold:.2f} on they "
            "would be one person.\n"
        )
    return "".join([*said, *(f"Not checked: {what}\n" for what in report.unchecked)])


def as_json(report: CastReport) -> str:
    """Return everything as JSON; portraits are named from the cast's own folder."""
    folder = report.path.resolve().parent
    document = {
        "cast": str(report.path),
        "recogniser": report.recogniser,
        "threshold": report.threshold,
        "portraits": [
            {
                "character": one.character,
                "path": str(one.path.relative_to(folder)),
                "faces": one.faces,
            }
            for one in report.seen
        ],
        "pairs": [
            {
                "characters": [pair.one.character, pair.other.character],
                "similarity": round(pair.similarity, 4),
            }
            for pair in pairs_of(report.seen)
        ],
        "findings": [
            {
                "level": finding.level,
                "rule": finding.rule,
                "characters": finding.characters,
                "portraits": [str(path.relative_to(folder)) for path in finding.portraits],
                "what": finding.what,
            }
            for finding in report.findings
        ],
        "levels": report.levels,
        "unchecked": list(report.unchecked),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _said(report: CastReport, finding: Finding) -> str:
    what = finding.what.removeprefix(f"{report.path}: ")
    return f"{report.path}: {finding.level}: {what} [{finding.rule}]"
