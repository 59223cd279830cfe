"""The rules, one after the other, upon one script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from adtool.checking.finding import Finding, Remark
from adtool.checking.rules.table import RULES, rule_levels
from adtool.checking.subject import Subject
from adtool.settings import CheckSettings


def check(
    subject: Subject,
    settings: CheckSettings | None = None,
    levels: Mapping[str, str] | None = None,
    clauses: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Find what a reviewer would find.

    Args:
        subject: the script, and what is known of its movie.
        settings: the numbers behind the rules; the defaults where None.
        levels: other levels than their own for some rules; "off" leaves a rule out.
        clauses: where a house asks for what some rules look for.

    Returns:
        The findings: those about the file in its order, then line by line.

    Raises:
        AdtoolError: if ``levels`` name a rule or a level that there is not.
    """
    settings = settings or CheckSettings()
    found = [
        replace(_finding(subject, name, level, remark), clause=(clauses or {}).get(name, ""))
        for name, level in rule_levels(levels or {}).items()
        if level != "off" and RULES[name].is_asked(settings)
        if RULES[name].holds_for(subject)
        for remark in RULES[name].check(subject, settings)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.number, finding.place)))


def _finding(subject: Subject, name: str, level: str, remark: Remark) -> Finding:
    common = (name, level, remark.what, remark.advice, RULES[name].sources)
    if remark.index is None:
        return Finding(*common, place=remark.place)
    line = subject.lines[remark.index]
    place = subject.places[remark.index] if subject.places else 0
    return Finding(*common, subject.number(remark.index), line.start, line.end, line.text, place)
