"""What was known of a line when it was drafted, found again by its id in the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from adtool.timeline import Line, Script

DRAFT = "draft"
"""The fact of an edited line that keeps what the draft said."""


def recalled(script: Script, draft: Script) -> tuple[Script, int]:
    """Return an edited script with what its draft knew, and how many of its lines were known.

    A line that has the id of one of the draft gets its clip, candidates, corrections, facts, and
    who is in it; what the edited file says itself comes first. Where the words differ, those of
    the draft are kept as the fact ``draft``. Clips without a line and metadata come from the draft
    where the file has none.
    """
    known = {line.id: line for line in draft.lines if line.id}
    lines = tuple(_recalled(line, known) for line in script.lines)
    found = sum(line.id in known for line in script.lines)
    return replace(
        script,
        lines=lines,
        movie=script.movie or draft.movie,
        duration=script.duration or draft.duration,
        omissions=script.omissions or draft.omissions,
        metadata={**draft.metadata, **script.metadata},
    ), found


def _recalled(line: Line, known: Mapping[str, Line]) -> Line:
    before = known.get(line.id)
    if before is None:
        return line
    words = {} if before.text == line.text else {DRAFT: before.text}
    return replace(
        line,
        clip=line.clip or before.clip,
        candidates=line.candidates or before.candidates,
        characters=line.characters or before.characters,
        presence=line.presence or (before.presence if not line.characters else ()),
        corrections=line.corrections or before.corrections,
        facts={**before.facts, **words, **line.facts},
    )
