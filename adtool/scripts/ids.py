"""Ids of lines: what a line is called in every file that keeps it, whoever moves or rewords it.

An id is an XML name of ASCII letters, digits, full stops, hyphens and underscores (``xml:id`` needs
a name, DAPT 5.2), short enough for a bookmark of Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from adtool.timeline import Line

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,31}", re.ASCII)


def is_id(text: str) -> bool:
    """Say whether a text can be the id of a line."""
    return bool(_ID.fullmatch(text))


def with_ids(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines of a new script, each with an id by its place, from ``ad-0001`` on."""
    return tuple(replace(line, id=f"ad-{number:04}") for number, line in enumerate(lines, 1))
