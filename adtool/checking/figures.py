"""A script in a few figures, beside those of human audio description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from adtool.checking.finding import Finding
from adtool.checking.rules.repetition import distinctive_of
from adtool.checking.subject import Subject
from adtool.english.reading_time import count_words
from adtool.evaluation.metrics.repetition import repetition
from adtool.settings import CheckSettings


@dataclass(frozen=True, slots=True)
class Figures:
    """A script's figures.

    Attributes:
        lines: how many lines it has.
        words_a_line: their mean number of words.
        words_a_minute: their median rate.
        repetition: percent of a line's words that the line before has, the mean.
        distinctive: a line's distinctive words (w_d of the paper's Eq. 12, in windows), the mean.
        indistinct: percent of the lines that have none.
        unwritten: how many cues wait for a line; they are no lines.
    """

    lines: int
    words_a_line: float
    words_a_minute: float
    repetition: float
    distinctive: float
    indistinct: float
    unwritten: int = 0


HUMAN = Figures(2983, 7.16, 231.4, 12.6, 2.45, 6.7)
"""TV-AD's human audio description, 100 episodes (AutoAD-Zero, 2024), measured with the defaults."""

HUMAN_FINDINGS: dict[str, float] = {
    "too-fast": 76.0,
    "fast": 11.1,
    "brisk": 6.8,
    "slow": 0.3,
    "nothing-distinctive": 6.7,
    "repeated-wording": 0.4,
    "repeated-line": 0.0,
    "emotion-words": 0.4,
    "past-tense": 0.1,
    "mid-phrase": 0.1,
    "we-see": 0.0,
    "camera-terms": 0.0,
}
"""How many findings of each rule those have in 100 lines. Their times are the voice's own, from
first word to last; and nothing is known there of the dialogue, the file or the cast."""


def figures(subject: Subject, settings: CheckSettings) -> Figures:
    """Count a script's words, and how far they differ from line to line."""
    texts = [line.text for line in subject.lines]
    counts = [count_words(text) for text in texts]
    rates = [
        words * 60_000 / line.span.duration
        for words, line in zip(counts, subject.lines, strict=True)
        if words and line.end > line.start
    ]
    own = [len(words) for words in distinctive_of(subject, settings.window)]
    return Figures(
        lines=len(texts),
        words_a_line=_mean(counts),
        words_a_minute=median(rates) if rates else 0.0,
        repetition=repetition([texts]),
        distinctive=_mean(own),
        indistinct=100 * _mean([words == 0 for words in own]),
        unwritten=len(subject.unwritten),
    )


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings each rule has, the most first."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
