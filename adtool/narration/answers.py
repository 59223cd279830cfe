"""Reading an answer: the wordings that stand in it, where each of them stands, and what to keep.

Models write JSON in fences, with prose around it, with typographic quotes, with a comma too many,
or stop in the middle. So strings are read one by one, as far as they are complete, and a quote
counts as a string's end only where JSON could go on behind it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from adtool.cast.character import Character
from adtool.english.reading_time import count_words
from adtool.english.words import words
from adtool.narration.chat import Answer
from adtool.narration.instructions import short
from adtool.narration.verdicts import Bounds, refuses, strangers, wording_fault
from adtool.timeline import Candidate

RANK_COST = 0.1
"""What a wording's score loses for each better one, where log-probabilities are not known."""

ALIKE = 0.9
"""From which share of common words on, in their order, two wordings say the same."""

_KEY = "candidate"
_CLOSING = {'"': '"', "'": "'", "“": "”", "„": "“”", "«": "»", "‘": "’"}
_OPENS = re.compile(r"[\[{]\s*(?=[\"'“„«‘\[{])")
_GOES_ON = re.compile(r"\s*(?:[\]}]|(?<=\n)\s*[\"“]|[,:]\s*(?:[\"'“„«‘\[{\]}\d]|$)|$)")
_AROUND = re.compile(r"^(?:\(?\d{1,2}[.):]|[-•])\s+|\s*\(\d+ words?\)$")
_ENDINGS = re.compile(r"(?:ing|ed|es|s)$")
_UNTOLD = frozenset("a an the is are now then just".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Piece:
    """A string in an answer.

    Attributes:
        text: what it says, on one line.
        start: where it begins in the answer, behind its quote.
        end: where it ends, before its quote.
    """

    text: str
    start: int
    end: int


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


def pieces_of(text: str) -> list[Piece]:
    """Return the strings of the JSON in a text that are wordings, in order.

    They are those under a key such as "candidates", or all values where there is no such key.
    """
    start = text.rfind("</think>") + 1  # what comes before is no answer
    if text[start:].lstrip()[:1] in _CLOSING and not _OPENS.search(text, start):
        found = list(_strings(text, start))
    else:
        found = [one for opening in _openings(text, start) for one in _strings(text, opening)]
    wanted = [piece for keys, piece in found if any(_KEY in key.lower() for key in keys)]
    return wanted or [piece for _, piece in found]


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


def _openings(text: str, start: int) -> Iterator[int]:
    """Yield where JSON begins, each time after the one before has ended."""
    while opening := _OPENS.search(text, start):
        yield opening.start()
        start = max(_end(text, opening.start()), opening.end())


def _end(text: str, start: int) -> int:
    """Return where the JSON that begins at ``start`` ends, or the text does."""
    depth = 0
    for place, sign, _ in _tokens(text, start):
        depth += (sign in "[{") - (sign in "]}") if sign else 0
        if depth <= 0 and sign:
            return place + 1
    return len(text)


def _strings(text: str, start: int) -> Iterator[tuple[tuple[str, ...], Piece]]:
    """Yield the values of the JSON that begins at ``start``, each below its keys."""
    keys: list[str] = [""]
    for _, sign, piece in _tokens(text, start):
        if piece and _is_key(text, piece.end + 1):
            keys[-1] = piece.text
        elif piece:
            yield tuple(keys), piece
        elif sign in ("[", "{"):
            keys.append("")
        elif sign in ("]", "}"):
            keys.pop()
            if len(keys) <= 1:
                return


def _is_key(text: str, end: int) -> bool:
    return text[end:].lstrip()[:1] == ":"


def _tokens(text: str, place: int) -> Iterator[tuple[int, str, Piece | None]]:
    """Yield brackets, and strings that are complete, with their places."""
    while place < len(text):
        sign = text[place]
        if sign in _CLOSING:
            end = _closing(text, place)
            if end is None:
                return
            yield place, "", Piece(_bare(_decoded(text[place + 1 : end], sign)), place + 1, end)
            place = end
        elif sign in "[]{}":
            yield place, sign, None
        place += 1


def _closing(text: str, start: int) -> int | None:
    """Return where the string that opens at ``start`` closes; None where it never does."""
    closing = _CLOSING[text[start]]
    place = start + 1
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] in closing and _GOES_ON.match(text, place + 1):
            return place
        place += 1
    return None


def _decoded(raw: str, quote: str) -> str:
    """Return what a string means, on one line; what is no JSON is taken as it stands."""
    inner = re.sub(r'(?<!\\)"', r"\"", raw) if quote != '"' or '"' in raw else raw
    try:
        meant = json.loads(f'"{inner}"', strict=False)
    except ValueError:
        meant = raw.replace("\\", "")
    return " ".join(str(meant).split())


def _bare(text: str) -> str:
    """Return a wording without the number, the quotes or the count of words put round it."""
    quoted = len(text) > 1 and text[0] in '“"' and text[-1] in '”"'
    if quoted and not any(sign in text[1:-1] for sign in '“”"'):
        text = text[1:-1]
    return _AROUND.sub("", text).strip()
