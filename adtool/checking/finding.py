"""What a rule says of a line, and what becomes of it: a finding with a level and a place."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("off", "note", "warning", "error")
"""How much a finding weighs, from nothing upwards; SARIF's own words, but for "off"."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What one rule has to say.

    Attributes:
        index: which of the script's lines it is about, from 0; None where it is about the file.
        what: the fault, as a full sentence.
        advice: what to do about it, as a full sentence; empty where ``what`` says it.
        place: the line of the file, from 1, where no line of the script tells it; 0 otherwise.
    """

    index: int | None
    what: str
    advice: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with its level, its rule and its place.

    Attributes:
        rule: an entry of ``rules.RULES``.
        level: an entry of ``LEVELS``, never "off".
        what: the fault, as a full sentence.
        advice: what to do about it; may be empty.
        sources: entries of ``sources.SOURCES`` that the rule rests on.
        number: which line of the script, from 1 in the order of time; 0: of the file as a whole.
        start: when that line begins, in ms; 0 without a line.
        end: when it ends, in ms.
        text: what it says.
        place: the line of the file, from 1; 0 where the format does not tell.
        clause: where the house's own guide asks for it; may be empty.
    """

    rule: str
    level: str
    what: str
    advice: str = ""
    sources: tuple[str, ...] = ()
    number: int = 0
    start: int = 0
    end: int = 0
    text: str = ""
    place: int = 0
    clause: str = ""
