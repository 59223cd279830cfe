"""What a listener notices beside what is said: repeats, monotony, length, and lines too long."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from adtool.english.reading_time import count_words, speaking_time
from adtool.english.tokens import plain_tokens
from adtool.evaluation.metrics import repetition as lines
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.settings import EvaluationSettings

REFERENCES = "of the references"
"""The note that says what the describers' own lines would score."""


def repetition(pairs: Pairs, settings: EvaluationSettings) -> Measured:
    """What share of a line's words the line before it in its movie had, in percent."""
    rows = _repeated(pairs, pairs.predictions)
    describers = _mean(_repeated(pairs, pairs.references))
    return Measured(
        "repetition",
        {"repetition": _mean(rows)},
        {"repetition": rows},
        notes={f"repetition {REFERENCES}": describers},
    )


def distinct(pairs: Pairs, settings: EvaluationSettings) -> Measured:
    """distinct-1 and distinct-2 (Li et al., 2016) of all lines together, in percent."""
    figures = {f"distinct-{n}": lines.distinct(pairs.predictions, n) for n in (1, 2)}
    describers = {f"distinct-{n} {REFERENCES}": lines.distinct(pairs.references, n) for n in (1, 2)}
    return Measured("distinct", figures, pooled=frozenset(figures), notes=describers)


def words(pairs: Pairs, settings: EvaluationSettings) -> Measured:
    """Words a line, punctuation left out; an empty line has none. Not in percent."""
    rows = tuple(float(len(plain_tokens(line))) for line in pairs.predictions)
    return Measured(
        "words",
        {"words a line": _mean(rows)},
        {"words a line": rows},
        notes={
            f"words a line {REFERENCES}": lines.words_a_line(pairs.references),
            "lines without a word": rows.count(0.0),
        },
    )


def fit(pairs: Pairs, settings: EvaluationSettings) -> Measured:
    """The share of lines that can be spoken in their clip's time, in percent.

    Lines without a word do not count, nor clips whose end is not known. There is no figure where
    no line counts.
    """
    rows = _fitting(pairs, pairs.predictions, settings.rate)
    notes: dict[str, str | int | float] = {
        "words a minute": settings.rate,
        f"lines that fit {REFERENCES}": _mean(_fitting(pairs, pairs.references, settings.rate)),
        "lines without a word or a clip's length": rows.count(None),
    }
    counted = any(row is not None for row in rows)
    figures = {"lines that fit": _mean(rows)} if counted else {}
    return Measured("fit", figures, dict.fromkeys(figures, rows), notes=notes)


def _repeated(pairs: Pairs, texts: Sequence[str]) -> tuple[float | None, ...]:
    found: dict[int, float | None] = {}
    for rows in pairs.by_movie.values():
        found.update(zip(rows, lines.repeated([texts[row] for row in rows]), strict=True))
    return tuple(None if (share := found[row]) is None else 100 * share for row in sorted(found))


def _fitting(pairs: Pairs, texts: Sequence[str], rate: float) -> tuple[float | None, ...]:
    clips = zip(texts, pairs.starts, pairs.ends, strict=True)
    return tuple(_fits(text, end - start, rate) for text, start, end in clips)


def _fits(text: str, duration: int, rate: float) -> float | None:
    if duration <= 0 or not count_words(text):
        return None
    return 100.0 * (speaking_time(text, rate) <= duration)


def _mean(rows: Sequence[float | None]) -> float:
    counted = [row for row in rows if row is not None]
    return fmean(counted) if counted else 0.0
