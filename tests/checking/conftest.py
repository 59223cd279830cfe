"""Scripts to examine, and what is found in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adtool.cast.character import Cast, Character
from adtool.checking import Subject, check, subject_of
from adtool.scripts.reading import Reading
from adtool.settings import CheckSettings
from adtool.timeline import Line, Script

Broken = list[tuple[str, int]]


@pytest.fixture
def cast() -> Cast:
    return Cast(
        "", (Character("Anna Berg", introduced_at=10_000), Character("Tom", aliases=("T",)))
    )


@pytest.fixture
def subject() -> Callable[..., Subject]:
    """Make a subject of lines, and of what else is known."""

    def make(*lines: Line, **known: object) -> Subject:
        return subject_of(Reading(Script(lines)), **known)  # type: ignore[arg-type]

    return make


@pytest.fixture
def broken() -> Callable[..., Broken]:
    """Return the rules that a subject breaks, each with the number of the line."""

    def find(subject: Subject, **numbers: object) -> Broken:
        settings = CheckSettings(**numbers)  # type: ignore[arg-type]
        return [(finding.rule, finding.number) for finding in check(subject, settings)]

    return find


@pytest.fixture
def told() -> Callable[..., list[str]]:
    """Return what one rule says of a subject, as "NUMBER LEVEL: WHAT ADVICE"."""

    def find(rule: str, subject: Subject, **numbers: object) -> list[str]:
        settings = CheckSettings(**numbers)  # type: ignore[arg-type]
        return [
            f"{one.number} {one.level}: {one.what} {one.advice}".rstrip()
            for one in check(subject, settings)
            if one.rule == rule
        ]

    return find
