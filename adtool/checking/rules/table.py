"""The table of rules: what each is called, how much it weighs, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from adtool.checking.finding import LEVELS, Remark
from adtool.checking.rules import file as files
from adtool.checking.rules import house as asked
from adtool.checking.rules import names, repetition, timing
from adtool.checking.rules import style as wording
from adtool.checking.subject import Subject
from adtool.errors import AdtoolError
from adtool.settings import CheckSettings

Check: TypeAlias = Callable[[Subject, CheckSettings], Iterator[Remark]]


SPACES, ENGLISH = "spaces", "English"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        check: finds where it is broken; its docstring says how.
        level: how much that weighs, unless told otherwise: an entry of ``LEVELS``.
        sources: entries of ``SOURCES``.
        needs: what a script must have for it: nothing, "spaces" between its words, or "English".
        asked: the fields of ``CheckSettings`` one of which must be set for it; none: it always is.
    """

    check: Check
    level: str
    sources: tuple[str, ...]
    needs: str = ""
    asked: tuple[str, ...] = ()

    def is_asked(self, settings: CheckSettings) -> bool:
        """Say whether anything is asked for that the rule looks for."""
        return not self.asked or any(getattr(settings, name) for name in self.asked)

    def holds_for(self, subject: Subject) -> bool:
        """Say whether the script is in a language that the rule knows."""
        return {SPACES: subject.spaced, ENGLISH: subject.english}.get(self.needs, True)

    @property
    def what(self) -> str:
        """What breaks the rule, in one sentence."""
        return (self.check.__doc__ or "").strip()


RULES: dict[str, Rule] = {
    "speech-overlap": Rule(timing.speech_overlap, "error", ("netflix-1.1", "dcmp-tips", "acb")),
    "line-overlap": Rule(timing.line_overlap, "error", ("adtool",)),
    "too-fast": Rule(timing.too_fast, "error", ("jankowska-2017", "dcmp-tips"), SPACES),
    "fast": Rule(timing.fast, "warning", ("jankowska-2017", "dcmp-tips"), SPACES),
    "brisk": Rule(timing.brisk, "note", ("jankowska-2017", "dcmp-tips"), SPACES),
    "slow": Rule(timing.slow, "note", ("adtool",), SPACES),
    "little-room": Rule(timing.little_room, "warning", ("netflix-1.1",)),
    "short-pause": Rule(timing.short_pause, "note", ("wcag-f113",)),
    "past-end": Rule(timing.past_end, "error", ("adtool",)),
    "mid-phrase": Rule(wording.mid_phrase, "warning", ("acb",), SPACES),
    "past-tense": Rule(wording.past_tense, "warning", ("dcmp-tips", "itc-3.1", "netflix"), ENGLISH),
    "we-see": Rule(wording.we_see, "warning", ("acb",), ENGLISH),
    "camera-terms": Rule(wording.camera_terms, "warning", ("dcmp", "netflix-5.2"), ENGLISH),
    "emotion-words": Rule(wording.emotion_words, "note", ("acb", "dcmp-tips"), ENGLISH),
    "repeated-line": Rule(repetition.repeated_line, "warning", ("distinctad",)),
    "repeated-wording": Rule(repetition.repeated_wording, "note", ("distinctad",), SPACES),
    "nothing-distinctive": Rule(repetition.nothing_distinctive, "note", ("distinctad",), ENGLISH),
    "unknown-name": Rule(names.unknown_name, "warning", ("netflix", "itc-3.7", "acb"), ENGLISH),
    "unclear-name": Rule(names.unclear_name, "note", ("adtool",), ENGLISH),
    "early-name": Rule(names.early_name, "warning", ("netflix-1.2", "acb")),
    "half-name": Rule(asked.half_name, "warning", ("house",), ENGLISH, ("full_names",)),
    "banned-words": Rule(asked.banned_words, "error", ("house",), asked=("banned",)),
    "long-line": Rule(
        asked.long_line, "warning", ("house",), SPACES, ("longest_words", "longest_characters")
    ),
    "numbers-in-figures": Rule(
        asked.numbers_in_figures, "warning", ("house",), ENGLISH, ("numbers_in_words",)
    ),
    "empty-line": Rule(files.empty_line, "error", ("adtool",)),
    "unwritten": Rule(files.unwritten, "warning", ("adtool",)),
    "no-length": Rule(files.no_length, "error", ("adtool",)),
    "out-of-order": Rule(files.out_of_order, "warning", ("format",)),
    "lost-text": Rule(files.lost_text, "error", ("format",)),
    "format": Rule(files.format_fault, "warning", ("format",)),
}
"""Every rule by name."""


def rule_levels(*changes: Mapping[str, str] | Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the level of every rule: its own, changed by each of ``changes`` in turn.

    Raises:
        AdtoolError: if a change names no rule, or no level.
    """
    levels = {name: rule.level for name, rule in RULES.items()}
    for change in changes:
        for name, level in dict(change).items():
            if name not in RULES:
                raise AdtoolError(f"There is no rule {name!r}; choose from {', '.join(RULES)}.")
            if level not in LEVELS:
                raise AdtoolError(f"A rule cannot be {level!r}; {name} may be {', '.join(LEVELS)}.")
            levels[name] = level
    return levels
