"""Which of the wordings that can be spoken are, over the whole film.

Beam search over the lines c of the clips t, for the largest

    Σ  s(c) + λ log L(t|c) - shortened(c) - ρ · repeats(c) + ν · new(c)

where s is a wording's own score (who was not recognised has cost it already:
``corrections``), L how surely a listener guesses the clip from the line (the rational speech act:
Frank and Goodman 2012; for captions Cohn-Gordon et al. 2018), repeats the share of its n-grams that
the last lines have said, and new the share of its content words that none of them has: the w_d of
the paper's Eq. 12, against what was said. A clip is left out only where no wording of it can be
spoken; then it costs more than its best wording would. The line before is never repeated, however
dear that is.

With one beam and λ = ν = 0 it is a greedy choice, clip by clip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from adtool.cast.character import Character
from adtool.english.distinctive import telling_words
from adtool.english.forms import known_words
from adtool.english.words import words
from adtool.narration.clip import ClipNarration
from adtool.narration.fitting import NOTHING_SAID, EarlierLines, Fitting, Option, sound
from adtool.settings import ChoiceSettings, FittingSettings
from adtool.timeline import Line, Omission

Grams = frozenset[tuple[str, ...]]


class Listener(Protocol):
    """Guesses which clip a wording is of."""

    def guesses(self, narrations: Sequence[ClipNarration]) -> Sequence[Sequence[float]]:
        """Return for each clip log L(t|c) of each of its candidates."""


@dataclass(frozen=True, slots=True)
class _Path:
    """A beginning of the script.

    Attributes:
        value: the sum over its clips.
        earlier: what it says.
        option: what it says of its last clip; None where that is left out.
        before: the path up to that clip; None at the film's beginning.
    """

    value: float
    earlier: EarlierLines
    option: Option | None = None
    before: _Path | None = None


def choose(
    narrations: Sequence[ClipNarration],
    fitting: FittingSettings,
    choice: ChoiceSettings,
    cast: Sequence[Character] = (),
    listener: Listener | None = None,
) -> tuple[tuple[Line, ...], tuple[Omission, ...]]:
    """Choose a line for every clip, or say why it gets none.

    Args:
        narrations: the clips in order of time, with their candidates, best first.
        fitting: how lines are fitted.
        choice: how they are chosen.
        cast: who may be named, and from when on.
        listener: who guesses which clip a wording is of; by default nobody does.

    Returns:
        The lines and the omissions, each in order of time. A line starts with its clip, or a
        pause after the line before, and ends when it is spoken.
    """
    values = Values(choice, cast)
    fit = Fitting(fitting, cast)
    beam = [_Path(0.0, NOTHING_SAID)]
    for narration, likely in zip(
        narrations, _likelihoods(narrations, choice, listener), strict=True
    ):
        left_out = max(likely, default=0.0) - choice.omission_weight
        grown = [
            step for path in beam for step in _steps(path, narration, likely, left_out, fit, values)
        ]
        beam = _best(grown, fit, choice)
    return _script(beam[0], narrations, fit)


def _likelihoods(
    narrations: Sequence[ClipNarration], choice: ChoiceSettings, listener: Listener | None
) -> list[list[float]]:
    """Return s + λ log L of each clip's candidates."""
    own = [[candidate.score for candidate in one.candidates] for one in narrations]
    if listener is None or not choice.listening:
        return own
    return [
        [score + choice.listening * guess for score, guess in zip(scores, guesses, strict=True)]
        for scores, guesses in zip(own, listener.guesses(narrations), strict=True)
    ]


class Values:
    """What wordings are worth beside their likelihood; remembers what it found out of a text.

    Args:
        settings: the weights.
        cast: whose names say nothing new.
    """

    def __init__(self, settings: ChoiceSettings, cast: Sequence[Character] = ()) -> None:
        self.settings = settings
        self._names = known_words(cast)
        self._grams: dict[str, Grams] = {}
        self._words: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._said: tuple[tuple[str, ...], Grams, frozenset[str]] = (), frozenset(), frozenset()

    def of(self, text: str, lines: Sequence[str]) -> float:
        """Return what a wording gains and loses by what the lines before have said."""
        settings, value = self.settings, 0.0
        if settings.repetition_weight:
            value -= settings.repetition_weight * self.repeated(text, lines)
        if settings.newness_weight:
            value += settings.newness_weight * self.new(text, lines)
        return value

    def repeated(self, text: str, lines: Sequence[str]) -> float:
        """Return the share of a text's n-grams that stand in lines."""
        own = self._grams_of(text)
        return len(own & self._said_in(lines)[1]) / max(1, len(own))

    def new(self, text: str, lines: Sequence[str]) -> float:
        """Return the share of a text's content words, names aside, that stand in no line."""
        telling = self._words_of(text)[1]
        return len(telling - self._said_in(lines)[2]) / max(1, len(telling))

    def _said_in(self, lines: Sequence[str]) -> tuple[tuple[str, ...], Grams, frozenset[str]]:
        """Return the n-grams and the words of some lines; those asked for last are remembered."""
        said = tuple(lines[-self.settings.repetition_lines :] if self._remembers else ())
        if self._said[0] != said:
            grams = frozenset().union(*map(self._grams_of, said))
            spoken = frozenset[str]().union(*(self._words_of(line)[0] for line in said))
            self._said = said, grams, spoken
        return self._said

    @property
    def _remembers(self) -> bool:
        return self.settings.repetition_lines > 0

    def _grams_of(self, text: str) -> Grams:
        if text not in self._grams:
            spoken, size = sound(text), self.settings.repetition_ngram
            self._grams[text] = frozenset(
                spoken[i : i + size] for i in range(len(spoken) - size + 1)
            )
        return self._grams[text]

    def _words_of(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        if text not in self._words:
            every = frozenset(word for word, _, _ in words(text))
            self._words[text] = every, telling_words(text, self._names)
        return self._words[text]


def _steps(
    path: _Path,
    narration: ClipNarration,
    likely: Sequence[float],
    left_out: float,
    fit: Fitting,
    values: Values,
) -> Iterator[_Path]:
    """Yield a path with one clip more: one for each wording that may follow, or without any."""
    rated = [
        (option, likely[option.place] + values.of(narration.candidates[option.place].text, lines))
        for lines in [path.earlier.lines]
        for option in fit.fitted(narration, path.earlier)
    ]
    settings = values.settings
    fresh = list(_fresh(rated, settings.repeat_tolerance))
    for option, value in fresh:
        loss = settings.shortening_weight if option.shortened else 0.0
        yield _Path(path.value + value - loss, path.earlier, option, path)
    if not fresh:
        yield _Path(path.value + left_out, path.earlier, None, path)


def _fresh(
    rated: Sequence[tuple[Option, float]], tolerance: float
) -> Iterator[tuple[Option, float]]:
    """Yield what does not repeat the line before.

    Where the best does, whole wordings before shortened ones, the others may lose so much.
    """
    if not rated:
        return
    best, most = max(rated, key=lambda one: (not one[0].shortened, one[1]))
    for option, value in rated:
        if not option.repeats and (not best.repeats or most - value <= tolerance):
            yield option, value


def _best(grown: list[_Path], fit: Fitting, choice: ChoiceSettings) -> list[_Path]:
    """Keep the best paths; of those after which all that can follow is the same, the best one."""
    grown.sort(key=lambda path: -path.value)  # ties stay in the order of beams and candidates
    kept: dict[EarlierLines, _Path] = {}
    for path in grown:
        earlier = path.earlier
        if path.option is not None:
            earlier = fit.after(earlier, path.option, choice.repetition_lines)
        if earlier not in kept:
            kept[earlier] = _Path(path.value, earlier, path.option, path.before)
            if len(kept) == choice.beams:
                break
    return list(kept.values())


def _script(
    path: _Path, narrations: Sequence[ClipNarration], fit: Fitting
) -> tuple[tuple[Line, ...], tuple[Omission, ...]]:
    """Follow a path back to the film's beginning."""
    lines: list[Line] = []
    omissions: list[Omission] = []
    for narration in reversed(narrations):
        assert path.before is not None
        if path.option is not None:
            lines.append(path.option.line(narration))
        else:
            omissions.append(narration.omission(fit.why_none(narration, path.earlier)))
        path = path.before
    return tuple(reversed(lines)), tuple(reversed(omissions))
