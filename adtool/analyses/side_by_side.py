"""Fig. 5 of the paper: what several models say of consecutive clips of a film."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adtool.english.distinctive import distinctive_words
from adtool.evaluation.metrics.repetition import repetition
from adtool.scripts.text import text_lines

TRUE = "AD"
"""What the true ADs are called among the sources."""


@dataclass(frozen=True, slots=True)
class ShownClip:
    """One of the clips.

    Attributes:
        number: its place in the film, from 1.
        start: when it begins, in ms.
        end: when it ends, in ms.
    """

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceLines:
    """What a source says of the clips.

    Attributes:
        name: what the source is called.
        origin: the file, or the model.
        lines: for each clip its line; "" where there is none.
        own: for each line its distinctive words, in lower case; see ``distinctive_words``.
    """

    name: str
    origin: str
    lines: Sequence[str]
    own: Sequence[frozenset[str]]

    @property
    def spoken(self) -> Sequence[str]:
        """The lines that are there."""
        return [line for line in self.lines if line]

    @property
    def repetition(self) -> float | None:
        """How much of a line stood in the line before it, in percent; None without two lines."""
        return repetition([self.spoken]) if len(self.spoken) > 1 else None

    @property
    def own_a_line(self) -> float | None:
        """The mean number of distinctive words in a line; None without a line."""
        return sum(map(len, self.own)) / len(self.spoken) if self.spoken else None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Consecutive clips of a film, and what each source says of them.

    Attributes:
        film: the film's name.
        clips: the clips.
        sources: what they say, in the order in which they are shown.
    """

    film: str
    clips: Sequence[ShownClip]
    sources: Sequence[SourceLines]

    @property
    def title(self) -> str:
        """What is shown."""
        first, last = self.clips[0].number, self.clips[-1].number
        shown = f"Clip {first}" if first == last else f"Clips {first} to {last}"
        return f"{shown} of {self.film}"


def source_lines(name: str, origin: str, lines: Iterable[str], names: Iterable[str]) -> SourceLines:
    """Find the distinctive words of what a source says of consecutive clips.

    Args:
        name: what the source is called.
        origin: the file, or the model.
        lines: for each clip its line; "" where there is none.
        names: names of the cast, none of whose words is distinctive.
    """
    texts = [plain(line) for line in lines]
    return SourceLines(plain(name), plain(origin), texts, distinctive_words(texts, names))


def plain(text: str) -> str:
    """Return a text on one line, without control characters and halves of characters.

    Neither has a place in HTML or UTF-8, and JSON may hold both.
    """
    return " ".join(text_lines(text)).encode(errors="replace").decode()


def sentences(found: SideBySide) -> Iterator[str]:
    """Say what there is to see, one sentence a line."""
    names = [one.name for one in found.sources]
    several = f"{', '.join(names[:-1])} and {names[-1]} side by side" if names[1:] else names[0]
    yield f"{found.title}: {several}."
    for one in found.sources:
        lines = f"{len(one.spoken)} line{'' if len(one.spoken) == 1 else 's'}"
        yield (
            f"{one.name}: {lines}, {figure(one.own_a_line)} distinctive words a line, "
            f"repetition {figure(one.repetition, ' %')}"
        )


def figure(value: float | None, unit: str = "") -> str:
    """Return a figure for people, or "none"."""
    return "none" if value is None else f"{value:.1f}{unit}"


def numbers(found: SideBySide) -> dict[str, Any]:
    """Return everything as JSON values; times are in seconds."""
    return {
        "analysis": "compare",
        "film": found.film,
        "sources": [
            {
                "name": one.name,
                "origin": one.origin,
                "lines": len(one.spoken),
                "distinctive_words_a_line": one.own_a_line,
                "repetition": one.repetition,
            }
            for one in found.sources
        ],
        "clips": [
            {
                "number": clip.number,
                "start": clip.start / 1000,
                "end": clip.end / 1000,
                "lines": [
                    {"source": one.name, "text": one.lines[i], "distinctive": sorted(one.own[i])}
                    for one in found.sources
                ],
            }
            for i, clip in enumerate(found.clips)
        ],
    }
