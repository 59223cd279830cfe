"""What is examined: the script, and what is known of its file, its movie and its cast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from adtool.cast.character import Cast
from adtool.checking.language import alphabet_of, guess, has_spaces, is_english
from adtool.scripts.reading import Fault, Reading
from adtool.timeline import Line, Script, Span, merge


@dataclass(frozen=True)
class Subject:
    """A script under examination.

    Attributes:
        script: its lines in the order of time, without those that are still to be written.
        faults: what was wrong with its file.
        places: for each line, the line of the file that it stands on; empty where unknown.
        speech: when somebody speaks in the movie, in order and apart; None where unknown.
        cast: who is in the movie; None where unknown.
        duration: the movie's length in ms; 0 where unknown.
        file_order: the indices of the lines as they stand in the file.
        numbers: for each line its number among all cues, from 1 in the order of time; empty where
            every cue is a line.
        unwritten: the places in the file of the cues that wait for a line; 0 where not known.
        english: whether the rules about English wording hold.
        spaced: whether the script has spaces between words, so that words can be counted.
    """

    script: Script
    faults: Sequence[Fault] = ()
    places: Sequence[int] = ()
    speech: Sequence[Span] | None = None
    cast: Cast | None = None
    duration: int = 0
    file_order: Sequence[int] = ()
    numbers: Sequence[int] = ()
    unwritten: Sequence[int] = ()
    english: bool = field(init=False)
    spaced: bool = field(init=False)

    def __post_init__(self) -> None:
        tag = self.script.language
        alphabet = alphabet_of(line.text for line in self.script.lines)
        object.__setattr__(self, "english", is_english(tag))
        object.__setattr__(self, "spaced", has_spaces(tag) and has_spaces(alphabet))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The script's lines."""
        return self.script.lines

    def number(self, index: int) -> int:
        """Return the number of a line, as people count the cues of a script."""
        return self.numbers[index] if self.numbers else index + 1


def subject_of(
    reading: Reading,
    *,
    language: str = "",
    speech: Sequence[Span] | None = None,
    cast: Cast | None = None,
    duration: int = 0,
) -> Subject:
    """Make a subject of a file that was read; its placeholders are no lines.

    Args:
        reading: the file.
        language: the script's language; empty for what the file says, or its letters where it
            says nothing, or English of text in another alphabet.
        speech: when somebody speaks, in any order; None where unknown.
        cast: who is in the movie.
        duration: the movie's length in ms; 0 for what the file says.
    """
    lines = reading.script.lines
    every = sorted(range(len(lines)), key=lambda index: lines[index].start)
    order = [index for index in every if not lines[index].placeholder]
    numbers = tuple(n for n, index in enumerate(every, 1) if not lines[index].placeholder)
    waiting = [index for index in every if lines[index].placeholder]
    places = tuple(reading.places[index] for index in order) if reading.places else ()
    script = replace(
        reading.script,
        lines=tuple(lines[index] for index in order),
        language=language or _language(reading),
    )
    return Subject(
        script,
        reading.faults,
        places,
        None if speech is None else merge(speech),
        cast,
        duration or reading.script.duration,
        sorted(range(len(order)), key=(places or order).__getitem__),
        numbers,
        tuple(reading.places[index] if reading.places else 0 for index in waiting),
    )


def _language(reading: Reading) -> str:
    """Return a script's language: what its file says, unless it says English of other letters."""
    told = reading.script.language
    if not is_english(told):
        return told
    texts = [line.text for line in reading.script.lines if not line.placeholder]
    found = alphabet_of(texts) if reading.names_language else guess(texts)
    return told if found in ("", "en") else found
