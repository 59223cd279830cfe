"""Which wording of a clip can be spoken in its time.

The rule: of the wordings that the narrator offers, the likeliest that fits into the clip at the
budgeted rate wins. If none fits, the likeliest that can be shortened at a clause boundary is; if
that does not help either, the clip is left without a line, and the reason is kept. A line never
ends in mid-phrase, never runs over its clip, and never repeats the line before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from adtool.clauses import prefixes
from adtool.settings import FittingSettings
from adtool.timeline import Candidate, Clip, Line, Omission


def count_words(text: str) -> int:
    """Return how many words are spoken: the space-separated pieces with a letter or digit."""
    return sum(any(letter.isalnum() for letter in piece) for piece in text.split())


def speaking_time(text: str, rate: float) -> int:
    """Return how long ``text`` takes to say at ``rate`` words a minute, in ms, rounded up."""
    return math.ceil(count_words(text) * 60_000 / rate)


def fit(
    clips: Sequence[Clip],
    candidates: Sequence[Sequence[Candidate]],
    settings: FittingSettings,
    characters: Sequence[Sequence[str]] = (),
) -> tuple[tuple[Line, ...], tuple[Omission, ...]]:
    """Choose a line for every clip, or say why it gets none.

    Args:
        clips: in order of time.
        candidates: the wordings of each clip, best first.
        settings: the rate, and how much likelihood a fresh wording may cost.
        characters: names known in each clip; empty where nothing is known.

    Returns:
        The lines and the omissions, each in order of time. A line starts with its clip and ends
        when it is spoken.
    """
    lines: list[Line] = []
    omissions: list[Omission] = []
    for index, (clip, offered) in enumerate(zip(clips, candidates, strict=True)):
        before = lines[-1].text if lines else ""
        names = tuple(characters[index]) if characters else ()
        chosen = fit_clip(clip, offered, settings, before=before, characters=names)
        if isinstance(chosen, Line):
            lines.append(chosen)
        else:
            omissions.append(chosen)
    return tuple(lines), tuple(omissions)


def fit_clip(
    clip: Clip,
    candidates: Sequence[Candidate],
    settings: FittingSettings,
    *,
    before: str = "",
    characters: tuple[str, ...] = (),
) -> Line | Omission:
    """Choose a line for one clip, given the line ``before`` it."""
    kept = tuple(candidates)
    wordings = _wordings(kept, clip.duration, settings.rate)
    if not wordings:
        return Omission(clip, _why_none(kept, clip, settings.rate), kept)
    fresh = _freshest(wordings, before, settings.repeat_tolerance)
    if fresh is None:
        return Omission(clip, "It would only repeat the line before.", kept)
    text, shortened = fresh
    end = clip.start + speaking_time(text, settings.rate)
    return Line(clip.start, end, text, clip, kept, characters, shortened)


def _wordings(
    candidates: Sequence[Candidate], duration: int, rate: float
) -> list[tuple[str, bool, float]]:
    """Return what fits, best first: (text, whether it was shortened, score)."""
    whole: list[tuple[str, bool, float]] = []
    short: list[tuple[str, bool, float]] = []
    for candidate in candidates:
        text = " ".join(candidate.text.split())
        longest = _longest(prefixes(text), duration, rate)
        if longest:
            wordings = whole if longest == text else short
            wordings.append((longest, longest != text, candidate.score))
    return whole + short


def _longest(texts: Iterable[str], duration: int, rate: float) -> str:
    """Return the first of ``texts`` that says something within ``duration``, or nothing."""
    return next((text for text in texts if 0 < speaking_time(text, rate) <= duration), "")


def _freshest(
    wordings: Sequence[tuple[str, bool, float]], before: str, tolerance: float
) -> tuple[str, bool] | None:
    """Return the best wording that does not repeat ``before`` and costs little likelihood."""
    best = wordings[0][2]
    for text, shortened, score in wordings:
        if _spoken(text) != _spoken(before) and (
            text == wordings[0][0] or best - score <= tolerance
        ):
            return text, shortened
    return None


def _spoken(text: str) -> list[str]:
    """Return the words as they sound: without case and punctuation."""
    words = ("".join(filter(str.isalnum, word)) for word in text.casefold().split())
    return [word for word in words if word]


def _why_none(candidates: Sequence[Candidate], clip: Clip, rate: float) -> str:
    counts = [count for candidate in candidates if (count := count_words(candidate.text))]
    if not counts:
        return "The model had nothing to say."
    room = int(clip.duration * rate / 60_000)
    if min(counts) <= room:
        return "No wording was a whole phrase."
    return f"The shortest wording has {min(counts)} words, and there is time for {room}."
