"""Which wording of a clip can be spoken in its time.

The rule: of the wordings that the narrator offers, the likeliest that fits into the clip wins,
where a wording loses likelihood for what earlier lines have said already (as AutoAD's decoding
does it inside a line). If none fits, the likeliest that can be shortened at a clause boundary is
taken; if that does not help either, the clip is left without a line, or gets one that pauses the
film, and the reason is kept. A line begins with its clip, where what it describes begins, or a
pause after the line before. It never ends in mid-phrase, never runs over its clip, never repeats
the line before it, and never names anybody before the film does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from adtool.cast.character import Character
from adtool.english.clauses import prefixes
from adtool.english.forms import as_known, known_words, mention
from adtool.english.pronouns import by_pronoun, with_pronoun
from adtool.english.reading_time import count_words, reading_time
from adtool.english.words import words
from adtool.narration.clip import ClipNarration
from adtool.settings import FittingSettings
from adtool.timeline import Candidate, Line, Omission

NO_FRAMES = "None of its frames could be read."

Grams = frozenset[tuple[str, ...]]


@dataclass
class EarlierLines:
    """What the script says up to a clip.

    Attributes:
        cast: who may be named.
        before: the text of the line before.
        end: when that line ends, in ms.
        grams: the n-grams of the lines that are remembered, the last one last.
        named: names of the characters that have been named.
    """

    cast: Sequence[Character] = ()
    before: str = ""
    end: int = 0
    grams: deque[Grams] = field(default_factory=deque)
    named: set[str] = field(default_factory=set)

    def add(self, line: Line, settings: FittingSettings) -> None:
        """Take note of a line."""
        self.before, self.end = line.text, line.end
        self.grams.append(_grams(line.text, settings.repetition_ngram))
        while len(self.grams) > settings.repetition_lines:
            self.grams.popleft()
        self.named.update(one.name for one in self.cast if mention(one).search(line.text))

    def repeated(self, text: str, size: int) -> float:
        """Return the share of a text's n-grams that stand in the lines remembered."""
        own = _grams(text, size)
        return sum(any(gram in said for said in self.grams) for gram in own) / max(1, len(own))


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text that fits, its score after all penalties, and whether it was shortened."""

    text: str
    score: float
    shortened: bool


def fit(
    narrations: Sequence[ClipNarration],
    settings: FittingSettings,
    cast: Sequence[Character] = (),
) -> tuple[tuple[Line, ...], tuple[Omission, ...]]:
    """Choose a line for every clip, or say why it gets none.

    Args:
        narrations: the clips in order of time, with their candidates, best first.
        settings: the rate, and what repetition costs.
        cast: who may be named, and from when on.

    Returns:
        The lines and the omissions, each in order of time. A line starts with its clip, or a
        pause after the line before, and ends when it is spoken.
    """
    earlier = EarlierLines(cast)
    lines: list[Line] = []
    omissions: list[Omission] = []
    for narration in narrations:
        fitted = fit_clip(narration, settings, earlier)
        if isinstance(fitted, Line):
            lines.append(fitted)
            earlier.add(fitted, settings)
        else:
            omissions.append(fitted)
    return tuple(lines), tuple(omissions)


def fit_clip(
    narration: ClipNarration, settings: FittingSettings, earlier: EarlierLines | None = None
) -> Line | Omission:
    """Choose a line for one clip, given the ``earlier`` ones."""
    clip, earlier = narration.clip, earlier or EarlierLines()
    if not narration.readable:
        return narration.omission(NO_FRAMES)
    soonest = earlier.end + settings.pause if earlier.before else clip.start
    start = max(clip.start, min(clip.end, soonest))
    offered = [
        Candidate(_styled(candidate.text, earlier), _score(candidate, settings, earlier))
        for candidate in narration.candidates
        if not _too_early(candidate.text, clip.start, earlier)
    ]
    offered.sort(key=lambda candidate: -candidate.score)
    wordings = list(_wordings(offered, clip.end - start, settings, earlier))
    if not wordings and settings.extended:
        wordings = list(_wordings(offered, None, settings, earlier))
        chosen = _freshest(wordings, earlier, settings)
        if chosen:
            text = _with_pronoun(chosen.text, settings, earlier)
            return narration.line(start, clip.end, text, extended=True)
    if not wordings:
        room = clip.end - start
        return narration.omission(_why_none(narration, offered, room, settings, earlier))
    chosen = _freshest(wordings, earlier, settings)
    if chosen is None:
        return narration.omission("It would only repeat the line before.")
    text = _with_pronoun(chosen.text, settings, earlier)
    end = start + _time(text, settings, earlier)
    return narration.line(start, end, text, shortened=chosen.shortened)


def _styled(text: str, earlier: EarlierLines) -> str:
    """Return a wording with single spaces, a capital, and everybody called as is usual."""
    text = " ".join(text.split())
    for character in earlier.cast:
        text = as_known(text, character, known=character.name in earlier.named)
    return text[:1].upper() + text[1:]


def _with_pronoun(text: str, settings: FittingSettings, earlier: EarlierLines) -> str:
    """Return a line with a pronoun, where that is wanted; it is never longer than the name."""
    return with_pronoun(text, earlier.before, earlier.cast) if settings.pronouns else text


def _score(candidate: Candidate, settings: FittingSettings, earlier: EarlierLines) -> float:
    share = earlier.repeated(candidate.text, settings.repetition_ngram)
    return candidate.score - settings.repetition_weight * share


def _too_early(text: str, time: int, earlier: EarlierLines) -> bool:
    """Say whether a wording names somebody whom the film has not introduced by then."""
    return any(one.introduced_at > time and mention(one).search(text) for one in earlier.cast)


def _wordings(
    offered: Sequence[Candidate], room: int | None, settings: FittingSettings, earlier: EarlierLines
) -> Iterator[_Wording]:
    """Yield what fits into ``room`` (None: any time), whole before shortened, best first."""
    short: list[_Wording] = []
    for candidate in offered:
        longest = _longest(prefixes(candidate.text), room, settings, earlier)
        if longest and longest == candidate.text:
            yield _Wording(longest, candidate.score, shortened=False)
        elif longest and room is not None:
            short.append(_Wording(longest, candidate.score, shortened=True))
    yield from short


def _longest(
    texts: Iterable[str], room: int | None, settings: FittingSettings, earlier: EarlierLines
) -> str:
    """Return the first of ``texts`` that says something within ``room``, or nothing."""
    for text in texts:
        if count_words(text) and (room is None or _time(text, settings, earlier) <= room):
            return text
    return ""


def _time(text: str, settings: FittingSettings, earlier: EarlierLines) -> int:
    names = known_words(earlier.cast)
    return reading_time(text, settings.rate, names=names, name_cost=settings.name_cost)


def _freshest(
    wordings: Sequence[_Wording], earlier: EarlierLines, settings: FittingSettings
) -> _Wording | None:
    """Return the best wording that does not repeat the line before and costs little likelihood."""
    before = _spoken(earlier.before)
    for wording in wordings:
        own = wording.text, by_pronoun(wording.text, earlier.cast)
        near = wordings[0].score - wording.score <= settings.repeat_tolerance
        if before not in map(_spoken, own) and (wording is wordings[0] or near):
            return wording
    return None


def _grams(text: str, size: int) -> Grams:
    spoken = _spoken(text)
    return frozenset(tuple(spoken[i : i + size]) for i in range(len(spoken) - size + 1))


def _spoken(text: str) -> list[str]:
    """Return the words as they sound: without case and punctuation."""
    return [word.casefold() for word, _, _ in words(text)]


def _why_none(
    narration: ClipNarration,
    offered: Sequence[Candidate],
    room: int,
    settings: FittingSettings,
    earlier: EarlierLines,
) -> str:
    times = [_time(one.text, settings, earlier) for one in offered if count_words(one.text)]
    if any(count_words(one.text) for one in narration.candidates) and not times:
        return "It would name somebody before the film does."
    if not times:
        return "The model had nothing to say."
    if min(times) <= room:
        return "No wording was a whole phrase."
    return (
        f"The shortest wording takes {min(times) / 1000:.1f} s, and there are {room / 1000:.1f} s."
    )
