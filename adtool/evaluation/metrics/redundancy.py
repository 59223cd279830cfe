"""How much a film's lines say again: what no line shows by itself, and the paper sets out to mend.

    repeated 2-grams, 4-grams   of a line's n-grams, the share that the line before it had
    nearer to a neighbour       of the lines, the share that has more words in common with the
                                reference of a neighbour than with its own
    self-BLEU-4                 of windows of consecutive lines: each line against the others
                                (Zhu et al., 2018, "Texygen"), with smoothed precisions

All in percent, less is better, and the references' own values stand beside: describers repeat
themselves as well.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import fmean

from adtool.english.tokens import plain_tokens
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.evaluation.metrics.similarity import word_f1
from adtool.settings import EvaluationSettings

NEIGHBOURS = 2
"""Lines before and after a line whose references it may be nearer to."""
WINDOW = 5
"""Lines of a window of self-BLEU."""
ORDER = 4
"""The longest n-grams of BLEU."""

Rows = list[float | None]
Film = Sequence[str]
OF_REFERENCES = "of the references"


def redundancy(pairs: Pairs, settings: EvaluationSettings) -> Measured:
    """Every figure over the lines of each film in order."""
    films = list(pairs.by_movie.values())

    def over(texts: Sequence[str], measure: Callable[[Film, Film], Rows]) -> Rows:
        found: Rows = [None] * len(pairs)
        for rows in films:
            said, wanted = [texts[row] for row in rows], [pairs.references[row] for row in rows]
            for row, value in zip(rows, measure(said, wanted), strict=True):
                found[row] = None if value is None else 100 * value
        return found

    per_row = {name: over(pairs.predictions, measure) for name, measure in FIGURES.items()}
    theirs = {name: over(pairs.references, measure) for name, measure in FIGURES.items()}
    notes = {f"{name} {OF_REFERENCES}": _mean(theirs[name]) for name in FIGURES}
    return Measured(
        "redundancy",
        {name: _mean(rows) for name, rows in per_row.items() if any(v is not None for v in rows)},
        {name: tuple(rows) for name, rows in per_row.items()},
        notes={name: value for name, value in notes.items() if value == value},
    )


def repeated_grams(lines: Film, n: int) -> Rows:
    """Return for each line the share of its n-grams, from 0 to 1, that the line before has.

    None for the first line, and for a line of fewer than n words.
    """
    grams = [_grams(plain_tokens(line), n) for line in lines]
    after = [_shared(line, before) for before, line in pairwise(grams)]
    return [None, *after] if lines else []


def nearer_to_neighbour(lines: Film, references: Film) -> Rows:
    """Return for each line 1 where a neighbour's reference is liker than its own, else 0.

    Likeness is F1 over words. None for a line without a word, or without a neighbour.
    """
    found: Rows = []
    for place, line in enumerate(lines):
        first = max(0, place - NEIGHBOURS)
        near = references[first : place + NEIGHBOURS + 1]
        if len(near) < 2 or not plain_tokens(line):
            found.append(None)
            continue
        likeness = word_f1([line], near)[0].tolist()
        own = likeness.pop(place - first)
        found.append(float(max(likeness) > own))
    return found


def self_bleu(lines: Film) -> Rows:
    """Return for each line its BLEU-4, from 0 to 1, against the lines before it in its window.

    A window is the ``WINDOW`` lines that end with the line; None where no line before it, or the
    line itself, has a word. Precisions of 2-grams and longer are smoothed by adding one (Lin and
    Och, 2004), or else a short line would never score.
    """
    words = [plain_tokens(line) for line in lines]
    found: Rows = []
    for place, line in enumerate(words):
        others = [other for other in words[max(0, place + 1 - WINDOW) : place] if other]
        found.append(_bleu(line, others) if line and others else None)
    return found


def _bleu(line: Sequence[str], others: Sequence[Sequence[str]]) -> float:
    logs = []
    for n in range(1, ORDER + 1):
        said = _grams(line, n)
        most: Counter[tuple[str, ...]] = Counter()
        for other in others:
            most |= _grams(other, n)
        hits, total = (said & most).total(), said.total()
        if n == 1 and not hits:
            return 0.0
        logs.append(math.log((hits + (n > 1)) / (total + (n > 1))))
    closest = min((abs(len(other) - len(line)), len(other)) for other in others)[1]
    brevity = min(0.0, 1 - closest / len(line))
    return math.exp(brevity + fmean(logs))


FIGURES: dict[str, Callable[[Film, Film], Rows]] = {
    "repeated 2-grams": lambda lines, _: repeated_grams(lines, 2),
    "repeated 4-grams": lambda lines, _: repeated_grams(lines, 4),
    "nearer to a neighbour": nearer_to_neighbour,
    "self-BLEU-4": lambda lines, _: self_bleu(lines),
}
"""Every figure by name: from a film's lines and references to the lines' values, 0 to 1."""


def _grams(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


def _shared(line: Counter[tuple[str, ...]], before: Counter[tuple[str, ...]]) -> float | None:
    total = line.total()
    return sum(count for gram, count in line.items() if gram in before) / total if total else None


def _mean(rows: Rows) -> float:
    counted = [row for row in rows if row is not None]
    return fmean(counted) if counted else math.nan
