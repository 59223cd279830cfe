"""What a script comes to, in a few numbers and lines for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from adtool.english.reading_time import count_words
from adtool.timeline import Script


@dataclass(frozen=True, slots=True)
class Summary:
    """A script's numbers.

    Attributes:
        movie: file name of the movie.
        gaps: how many gaps were considered.
        gap_seconds: how long they are together.
        lines: how many lines there are.
        unwritten: how many cues only keep the place of a line; they are no lines.
        shortened: how many lines were cut to make them fit.
        extended: how many lines and cues pause the film.
        words: how many words they have together.
        line_seconds: how long they take together.
        left_out: for each reason, how many clips got no line.
        warnings: what the user was told.
    """

    movie: str
    gaps: int
    gap_seconds: float
    lines: int
    unwritten: int
    shortened: int
    extended: int
    words: int
    line_seconds: float
    left_out: dict[str, int]
    warnings: tuple[str, ...]

    @property
    def words_a_minute(self) -> float:
        """The pace of the lines; 0 without any."""
        return self.words * 60 / self.line_seconds if self.line_seconds else 0.0

    def text(self) -> str:
        """Return the numbers as lines of text, without the warnings."""
        gaps = f"{_count(self.gaps, 'gap')} ({self.gap_seconds:.1f} s)"
        if self.unwritten and not self.lines:
            said = f"{self.movie}: {_count(self.unwritten, 'cue')} to be written in {gaps}"
            said += self._pauses()
        else:
            said = f"{self.movie}: {_count(self.lines, 'line')} in {gaps}; {self._spoken()}"
        reasons = [f"  {_count(n, 'clip')} left out: {why}" for why, n in self.left_out.items()]
        return "\n".join([f"{said}.", *reasons])

    def _spoken(self) -> str:
        said = f"{_count(self.words, 'word')} in {self.line_seconds:.1f} s"
        if self.lines:
            said += f", {self.words_a_minute:.0f} words a minute"
        if self.shortened:
            said += f"; {self.shortened} shortened"
        said += self._pauses()
        if self.unwritten:
            said += f"; {_count(self.unwritten, 'cue')} to be written"
        return said

    def _pauses(self) -> str:
        pause = "pauses" if self.extended == 1 else "pause"
        return f"; {self.extended} {pause} the film" if self.extended else ""

    def as_json(self) -> dict[str, object]:
        """Return the numbers as JSON values."""
        return {
            "movie": self.movie,
            "gaps": self.gaps,
            "gap_seconds": round(self.gap_seconds, 3),
            "lines": self.lines,
            "unwritten": self.unwritten,
            "shortened": self.shortened,
            "extended": self.extended,
            "words": self.words,
            "line_seconds": round(self.line_seconds, 3),
            "words_a_minute": round(self.words_a_minute, 1),
            "left_out": self.left_out,
            "warnings": list(self.warnings),
        }


def summarise(script: Script) -> Summary:
    """Count a script's gaps, lines, words, and clips that were left out."""
    clips = [line.clip for line in script.lines if line.clip]
    clips += [omission.clip for omission in script.omissions]
    gaps = {clip.gap for clip in clips if not clip.pausing}
    lines = [line for line in script.lines if not line.placeholder]
    reasons = Counter(omission.reason for omission in script.omissions)
    warnings = script.metadata.get("warnings")
    return Summary(
        movie=script.movie,
        gaps=len(gaps),
        gap_seconds=sum(gap.duration for gap in gaps) / 1000,
        lines=len(lines),
        unwritten=len(script.lines) - len(lines),
        shortened=sum(line.shortened for line in lines),
        extended=sum(line.extended for line in script.lines),
        words=sum(count_words(line.text) for line in lines),
        line_seconds=sum(line.span.duration for line in lines) / 1000,
        left_out=dict(reasons.most_common()),
        warnings=tuple(map(str, warnings)) if isinstance(warnings, list) else (),
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
