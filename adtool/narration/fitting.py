"""Which wordings of a clip can be spoken, given the lines before it.

A line begins with its clip, where what it describes begins, or a pause after the line before. It
never runs over its clip, never ends in mid-phrase, never names anybody before the film does, and
never has somebody do something to themself as if to another (``adtool.english.roles``). A wording
that does not fit may be cut at a clause boundary, or pause the film where that is wanted, as all do
of a clip in dialogue without a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adtool.cast.character import Character
from adtool.english.clauses import prefixes
from adtool.english.forms import known_words
from adtool.english.known import as_known
from adtool.english.names import doubtful, named
from adtool.english.pronouns import by_pronoun, with_pronoun
from adtool.english.reading_time import count_words, reading_time
from adtool.english.roles import acts_on_themself
from adtool.english.sentences import capitalised
from adtool.english.words import words
from adtool.narration.clip import ClipNarration
from adtool.settings import FittingSettings
from adtool.timeline import Line

NO_FRAMES = "None of its frames could be read."
ABSURD = "In every wording that fits, somebody does something to themself as if to another."


@dataclass(frozen=True)
class EarlierLines:
    """What the script says up to a clip.

    Attributes:
        lines: the texts of the lines that are remembered, the last one last.
        end: when the last one ends, in ms.
        named: names of the characters that have been named.
    """

    lines: tuple[str, ...] = ()
    end: int = 0
    named: frozenset[str] = frozenset()

    @property
    def before(self) -> str:
        """The text of the line before; empty where there is none."""
        return self.lines[-1] if self.lines else ""


NOTHING_SAID = EarlierLines()


@dataclass(frozen=True, slots=True)
class Option:
    """A wording that can be spoken.

    Attributes:
        text: what would be said.
        start: when it would begin, in ms.
        end: when it would end.
        place: its place among the clip's candidates.
        shortened: whether it was cut to fit.
        extended: whether the film pauses for it.
        repeats: whether it only says again what the line before says.
    """

    text: str
    start: int
    end: int
    place: int
    shortened: bool = False
    extended: bool = False
    repeats: bool = False

    def line(self, narration: ClipNarration) -> Line:
        """Return the line that it becomes."""
        return narration.line(
            self.start, self.end, self.text, shortened=self.shortened, extended=self.extended
        )


class Fitting:
    """Finds what can be spoken, and remembers what it found out of a text.

    Args:
        settings: the rate, pauses, and what is wanted.
        cast: who may be named, and from when on.
    """

    def __init__(self, settings: FittingSettings, cast: Sequence[Character] = ()) -> None:
        self.settings, self.cast = settings, tuple(cast)
        self._names = known_words(cast)
        self._mentioned: dict[str, tuple[Character, ...]] = {}
        self._possible: dict[str, tuple[Character, ...]] = {}
        self._styled: dict[tuple[str, frozenset[str]], str] = {}
        self._times: dict[str, int] = {}
        self._prefixes: dict[str, tuple[str, ...]] = {}
        self._absurd: dict[str, bool] = {}
        self._spoken: dict[tuple[str, str], str] = {}
        self._sounds: dict[str, tuple[str, ...]] = {}
        self._by_pronoun: dict[str, str] = {}
        self._pronouns = any(one.pronoun for one in cast)

    def fitted(
        self, narration: ClipNarration, earlier: EarlierLines = NOTHING_SAID
    ) -> list[Option]:
        """Return the wordings of a clip that can be spoken, in the order of its candidates.

        Those that were cut come last. Where none fits, and it is wanted, they are lines for which
        the film pauses.
        """
        if not narration.readable:
            return []
        offered, start = self._offered(narration, earlier), self._start(narration, earlier)
        room = narration.clip.end - start
        in_gap = not narration.clip.pausing
        found = list(self._options(offered, start, room, earlier)) if in_gap else []
        if not found and self.settings.extended:
            found = list(self._extended(offered, start, narration.clip.end, earlier))
        return found

    def why_none(self, narration: ClipNarration, earlier: EarlierLines = NOTHING_SAID) -> str:
        """Say why a clip gets no line: a plain sentence for the describer."""
        if not narration.readable:
            return NO_FRAMES
        if any(option.repeats for option in self.fitted(narration, earlier)):
            return "It would only repeat the line before."
        texts = [text for _, text in self._offered(narration, earlier) if count_words(text)]
        if not texts:
            if any(count_words(one.text) for one in narration.candidates):
                return "It would name somebody before the film does."
            return narration.reason or "The model had nothing to say."
        room = narration.clip.end - self._start(narration, earlier)
        if narration.clip.pausing:
            room = max(map(self._time, texts))
        whole = [text for text in texts for text in self._wholes(text)]
        if any(self._time(text) <= room and self._is_absurd(text) for text in whole):
            return ABSURD
        shortest = min(map(self._time, texts))
        if shortest <= room:
            return "No wording was a whole phrase."
        return (
            f"The shortest wording takes {shortest / 1000:.1f} s, and there are "
            f"{room / 1000:.1f} s."
        )

    def after(self, earlier: EarlierLines, option: Option, memory: int) -> EarlierLines:
        """Return what the script says after an option is spoken, ``memory`` lines of it."""
        lines = (*earlier.lines, option.text)[-max(1, memory) :]
        met = {one.name for one in self._who(option.text)}
        return EarlierLines(lines, option.end, earlier.named | met)

    def _start(self, narration: ClipNarration, earlier: EarlierLines) -> int:
        clip = narration.clip
        if clip.pausing:
            return clip.start
        soonest = earlier.end + self.settings.pause if earlier.before else clip.start
        return max(clip.start, min(clip.end, soonest))

    def _offered(self, narration: ClipNarration, earlier: EarlierLines) -> list[tuple[int, str]]:
        """Return the wordings that name nobody too early, as they would be said."""
        time = narration.clip.start
        return [
            (place, self._style(candidate.text, earlier.named))
            for place, candidate in enumerate(narration.candidates)
            if all(who.introduced_at <= time for who in self._may_name(candidate.text))
        ]

    def _options(
        self, offered: Sequence[tuple[int, str]], start: int, room: int, earlier: EarlierLines
    ) -> Iterator[Option]:
        """Yield what fits into ``room``, whole before shortened."""
        short: list[Option] = []
        for place, text in offered:
            fits = (one for one in self._wholes(text) if self._time(one) <= room)
            longest = next((one for one in fits if not self._is_absurd(one)), "")
            if longest:
                said = self._say(longest, earlier.before)
                end, again = start + self._time(said), self._repeats(longest, earlier.before)
                option = Option(said, start, end, place, longest != text, repeats=again)
                if option.shortened:
                    short.append(option)
                else:
                    yield option
        yield from short

    def _extended(
        self, offered: Sequence[tuple[int, str]], start: int, end: int, earlier: EarlierLines
    ) -> Iterator[Option]:
        """Yield whole wordings for which the film pauses."""
        for place, text in offered:
            if text in self._wholes(text) and not self._is_absurd(text):
                said = self._say(text, earlier.before)
                again = self._repeats(text, earlier.before)
                spoken = min(end, start + self._time(said))
                yield Option(said, start, spoken, place, extended=True, repeats=again)

    def _wholes(self, text: str) -> tuple[str, ...]:
        """Return a wording's beginnings that are whole phrases and say something, longest first."""
        if text not in self._prefixes:
            self._prefixes[text] = tuple(filter(count_words, prefixes(text)))
        return self._prefixes[text]

    def _is_absurd(self, text: str) -> bool:
        if text not in self._absurd:
            self._absurd[text] = acts_on_themself(text, self.cast)
        return self._absurd[text]

    def _time(self, text: str) -> int:
        if text not in self._times:
            self._times[text] = reading_time(
                text, self.settings.rate, names=self._names, name_cost=self.settings.name_cost
            )
        return self._times[text]

    def _who(self, text: str) -> tuple[Character, ...]:
        """Return whom a text names for certain."""
        if text not in self._mentioned:
            found = (one.character for one in named(text, self.cast) if one.character)
            self._mentioned[text] = tuple(dict.fromkeys(found))
        return self._mentioned[text]

    def _may_name(self, text: str) -> tuple[Character, ...]:
        """Return whom a text names, or may: by a name that two share, or that is a word too."""
        if text not in self._possible:
            found = (*named(text, self.cast), *doubtful(text, self.cast))
            self._possible[text] = tuple(dict.fromkeys(who for one in found for who in one.meant))
        return self._possible[text]

    def _style(self, text: str, known: frozenset[str]) -> str:
        """Return a wording with single spaces, a capital, and everybody called as is usual."""
        text = " ".join(text.split())
        key = text, known & {one.name for one in self._who(text)}
        if key not in self._styled:
            styled = as_known(text, self.cast, known)
            self._styled[key] = capitalised(styled)
        return self._styled[key]

    def _say(self, text: str, before: str) -> str:
        """Return a line with a pronoun, where that is wanted; it is never longer than the name."""
        if not self.settings.pronouns:
            return text
        key = text, before
        if key not in self._spoken:
            self._spoken[key] = with_pronoun(text, before, self.cast)
        return self._spoken[key]

    def _repeats(self, text: str, before: str) -> bool:
        """Say whether a text, by name or by pronoun, sounds as the line before."""
        if text not in self._by_pronoun:
            self._by_pronoun[text] = by_pronoun(text, self.cast) if self._pronouns else text
        last = self._sound(before)
        return last in (self._sound(text), self._sound(self._by_pronoun[text]))

    def _sound(self, text: str) -> tuple[str, ...]:
        if text not in self._sounds:
            self._sounds[text] = sound(text)
        return self._sounds[text]


def sound(text: str) -> tuple[str, ...]:
    """Return the words of a text as they sound: without case and punctuation."""
    return tuple(word.casefold() for word, _, _ in words(text))
