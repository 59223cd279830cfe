"""Reading an answer: the wordings that stand in it, what is wrong with them, and what to keep."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from adtool.cast.character import Character
from adtool.chat.chat import Answer
from adtool.english.reading_time import count_words
from adtool.english.words import words
from adtool.narration.instructions import short
from adtool.narration.loose_json import Piece, pieces_of
from adtool.narration.verdicts import Bounds, refuses, strangers, wording_fault
from adtool.timeline import Candidate

RANK_COST = 0.1
"""What a wording's score loses for each better one, where log-probabilities are not known."""

ALIKE = 0.9
"""From which share of common words on, in their order, two wordings say the same."""

_ENDINGS = re.compile(r"(?:ing|ed|es|s)$")
_UNTOLD = frozenset("a an the is are now then just".split())  # noqa: SIM905


@dataclass(frozen=True)
class Reading:
    """What an answer comes to.

    Attributes:
        candidates: the wordings that may be used, best first.
        faults: what was wrong with the others, or with the whole answer, as clauses.
        scores: what the scores are: "log-probability", or "rank".
    """

    candidates: tuple[Candidate, ...] = ()
    faults: tuple[str, ...] = ()
    scores: str = "rank"


def read_answer(answer: Answer, bounds: Bounds) -> Reading:
    """Read the wordings of an answer, and keep those that can be used.

    Args:
        answer: a model's answer.
        bounds: what its wordings are held to.
    """
    text = answer.text
    if answer.fault:
        return Reading(faults=(answer.fault.rstrip("."),))
    if not text.strip():
        return Reading(faults=("it said nothing",))
    pieces = pieces_of(text)
    if not pieces:
        return Reading(
            faults=("it refused to answer" if refuses(text) else "it wrote no wordings as JSON",)
        )
    bounds = _with_strangers(bounds, pieces)
    scores, kind = _scores(answer, pieces)
    kept: list[Candidate] = []
    faults: list[str] = []
    for piece, score in zip(pieces, scores, strict=True):
        if fault := wording_fault(piece.text, bounds):
            faults.append(fault)
        else:
            kept.append(Candidate(_finished(piece.text), score))
    return Reading(merged(kept, short(bounds.budget)), tuple(dict.fromkeys(faults)), kind)


def _with_strangers(bounds: Bounds, pieces: Sequence[Piece]) -> Bounds:
    """Remember who is named in the midst of a wording: another may begin with the name."""
    found = {name for piece in pieces for name in strangers(piece.text, bounds)}
    return replace(bounds, others=(*bounds.others, *map(Character, sorted(found))))


def merged(candidates: Sequence[Candidate], short_words: int) -> tuple[Candidate, ...]:
    """Return wordings without those that say the same as a better one, best first.

    Where all that have ``short_words`` or fewer would go, the best of them stays.
    """
    ranked = sorted(candidates, key=lambda one: -one.score)
    kept: list[Candidate] = []
    for one in ranked:
        if not any(alike(one.text, other.text) for other in kept):
            kept.append(one)
    brief = [one for one in ranked if count_words(one.text) <= short_words]
    if brief and not any(one in brief for one in kept):
        kept.append(brief[0])
    return tuple(sorted(kept, key=lambda one: -one.score))


def alike(one: str, other: str) -> bool:
    """Say whether two wordings say the same, whatever the forms of their words."""
    return SequenceMatcher(None, _stems(one), _stems(other), autojunk=False).ratio() >= ALIKE


def _stems(text: str) -> list[str]:
    return [_stem(word) for word, _, _ in words(text) if word not in _UNTOLD]


def _stem(word: str) -> str:
    """Return a word without its ending: "smiles", "smiling" and "smile" become one."""
    stem = _ENDINGS.sub("", word)
    if len(stem) < 3:
        return word
    if stem[-1] == stem[-2] and stem[-1] not in "aeiouls":
        stem = stem[:-1]  # running, run
    return re.sub("i$", "y", stem.removesuffix("e"))


def _scores(answer: Answer, pieces: Sequence[Piece]) -> tuple[list[float], str]:
    """Return a score for each piece: all of one kind, since different ones cannot be compared."""
    known = [answer.score(piece.start, piece.end) for piece in pieces]
    finite = [score for score in known if score is not None and math.isfinite(score)]
    if len(finite) == len(pieces):
        return finite, "log-probability"
    return [-RANK_COST * rank for rank in range(len(pieces))], "rank"


def _finished(text: str) -> str:
    """Return a wording with a full stop, where it has none."""
    return f"{text}." if text[-1].isalnum() else text
