"""Findings as a text that reads well aloud, as JSON, and as SARIF for editors."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from adtool.checking.figures import HUMAN, HUMAN_FINDINGS, Figures, counted
from adtool.checking.finding import LEVELS, Finding
from adtool.checking.reports.sarif import sarif
from adtool.checking.sources import SOURCES
from adtool.timeline import clock


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        path: the script's file, as it was named.
        house: the house style.
        findings: in order.
        figures: the script in figures.
        unchecked: what could not be checked, and what would make it possible.
        spaced: whether words can be counted, so that the figures say something.
    """

    path: str
    house: str
    findings: Sequence[Finding]
    figures: Figures
    unchecked: Sequence[str] = ()
    spaced: bool = True

    @property
    def levels(self) -> dict[str, int]:
        """How many findings each level has, the gravest first."""
        found = [finding.level for finding in self.findings]
        return {level: found.count(level) for level in reversed(LEVELS[1:])}


def as_text(report: Report) -> str:
    """Return one paragraph a finding, each a few short lines with nothing that only eyes can see.

    Sources are named at the end, where they are asked for once and not with every finding.
    """
    paragraphs = [_paragraph(report.path, finding) for finding in report.findings]
    return "\n\n".join([*paragraphs, _summary(report), *_used(report)]) + "\n"


def as_json(report: Report) -> str:
    """Return everything as JSON; times are seconds with three decimals."""
    document = {
        "script": report.path,
        "house": report.house,
        "findings": [_finding(finding) for finding in report.findings],
        "levels": report.levels,
        "rules": counted(report.findings),
        "figures": asdict(report.figures) if report.spaced else None,
        "human": {"figures": asdict(HUMAN), "findings_in_100_lines": HUMAN_FINDINGS},
        "unchecked": list(report.unchecked),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_sarif(report: Report) -> str:
    """Return a SARIF 2.1.0 log."""
    return json.dumps(sarif(report.path, report.findings), ensure_ascii=False, indent=1) + "\n"


REPORTS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
}
"""Every form of the report by name."""


def joined(reports: Sequence[Report], form: str) -> str:
    """Return several reports as one document: JSON as a list, SARIF with a run for each."""
    if len(reports) == 1 or form == "text":
        return "\n".join(REPORTS[form](report) for report in reports)
    documents = [json.loads(REPORTS[form](report)) for report in reports]
    whole: object = documents
    if form == "sarif":
        runs = [run for document in documents for run in document["runs"]]
        whole = {**documents[0], "runs": runs}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "what": finding.what,
        "advice": finding.advice,
        "clause": finding.clause,
        "sources": [SOURCES[name].title for name in finding.sources],
        "number": finding.number,
        "start": finding.start / 1000,
        "end": finding.end / 1000,
        "text": finding.text,
        "place": finding.place,
    }


def _paragraph(path: str, finding: Finding) -> str:
    place = f"{path}:{finding.place}" if finding.place else path
    line = f", line {finding.number} at {clock(finding.start)}" if finding.number else ""
    advice = f" {finding.advice}" if finding.advice else ""
    said = f"{place}{line}: {finding.level}: {finding.what}{advice} [{finding.rule}]"
    return f"{said}\n  “{_cut(finding.text)}”" if finding.text.strip() else said


def _cut(text: str, longest: int = 200) -> str:
    text = " ".join(text[: 4 * longest].split())
    return text if len(text) <= longest else f"{text[:longest]}…"


def _summary(report: Report) -> str:
    figures = report.figures
    counts = [
        f"{count} {level}{'' if count == 1 else 's'}" for level, count in report.levels.items()
    ]
    waiting = f", {figures.unwritten} still to be written" if figures.unwritten else ""
    rows = _rows(figures) if report.spaced else []
    said = [
        f"{report.path}: {figures.lines} lines{waiting}; {', '.join(counts)}.",
        "Figures, and those of human audio description (TV-AD, 2,983 lines) for comparison:",
        *(f"  {name}: {_beside(ours, human)}" for name, ours, human in rows),
    ]
    for name, count in counted(report.findings).items():
        if name == "unwritten":
            continue  # it is no fault of lines, and has been told
        human = HUMAN_FINDINGS.get(name)
        share = _beside(100 * count / max(1, figures.lines), human)
        said.append(f"  {name}, in 100 lines: {share}")
    return "\n".join([*said, *(f"Not checked: {reason}" for reason in report.unchecked)])


def _rows(figures: Figures) -> list[tuple[str, float, float]]:
    return [
        ("words a line, mean", figures.words_a_line, HUMAN.words_a_line),
        ("words a minute, median", figures.words_a_minute, HUMAN.words_a_minute),
        ("percent of words from the line before", figures.repetition, HUMAN.repetition),
        ("distinctive words a line", figures.distinctive, HUMAN.distinctive),
        ("percent of lines without any", figures.indistinct, HUMAN.indistinct),
    ]


def _beside(ours: float, human: float | None) -> str:
    return f"{ours:.1f}" if human is None else f"{ours:.1f} (human {human:.1f})"


def _used(report: Report) -> list[str]:
    """Return the sources of the rules that found something, as one paragraph."""
    rules = {finding.rule: finding.sources for finding in report.findings}
    clauses = {finding.rule: finding.clause for finding in report.findings}
    if not rules:
        return []
    said = ["Where these rules come from; guides are advice, and houses differ:"]
    for rule, sources in rules.items():
        told = [f"{report.house}: {clauses[rule]}"] if clauses[rule] else []
        told += [SOURCES[name].title for name in sources]
        said.append(f"  {rule}: {'; '.join(told)}.")
    return ["\n".join(said)]
