"""Quality control of a script: what a reviewer would find in it, rule by rule."""

from __future__ import annotations

from adtool.checking.check import check
from adtool.checking.finding import LEVELS, Finding, Remark
from adtool.checking.houses import HOUSES, House, house
from adtool.checking.rules.table import RULES, Rule, rule_levels
from adtool.checking.sources import SOURCES, Source
from adtool.checking.subject import Subject, subject_of

__all__ = [
    "HOUSES",
    "LEVELS",
    "RULES",
    "SOURCES",
    "Finding",
    "House",
    "Remark",
    "Rule",
    "Source",
    "Subject",
    "check",
    "house",
    "rule_levels",
    "subject_of",
]
