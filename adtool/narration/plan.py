"""What describing a movie would come to, before anything is described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adtool.timeline import Clip, Gap, Span, clock


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``describe`` would do.

    Attributes:
        movie: file name of the movie.
        duration: its length in ms.
        part: the part that would be described; None for all of it.
        gaps: the gaps in it.
        clips: what they are cut into; each gets a line, a cue, or a reason why there is none.
        model: the narrator.
        because: why it was chosen, as a sentence; empty where it was named.
        seconds_a_clip: how long it takes for each clip, timed on drawn ones; 0 where that is next
            to nothing.
        memory: bytes that its model takes here; 0 where it has none.
        warnings: what the user was told.
    """

    movie: str
    duration: int
    part: Span | None
    gaps: tuple[Gap, ...]
    clips: tuple[Clip, ...]
    model: str
    because: str
    seconds_a_clip: float
    memory: int
    warnings: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """How long the narrator takes for all clips, about."""
        return self.seconds_a_clip * len(self.clips)

    def text(self) -> str:
        """Return the plan as lines of text, without the warnings."""
        return "\n".join(self._lines())

    def as_json(self) -> dict[str, object]:
        """Return the plan as JSON values; times are in seconds."""
        return {
            "movie": self.movie,
            "duration": self.duration / 1000,
            "part": self.part and [self.part.start / 1000, self.part.end / 1000],
            "gaps": len(self.gaps),
            "gap_seconds": round(self._gap_seconds, 3),
            "clips": len(self.clips),
            "model": self.model,
            "because": self.because,
            "seconds_a_clip": round(self.seconds_a_clip, 3),
            "seconds": round(self.seconds, 1),
            "memory": self.memory,
            "warnings": list(self.warnings),
        }

    @property
    def _gap_seconds(self) -> float:
        return sum(gap.duration for gap in self.gaps) / 1000

    def _lines(self) -> Iterator[str]:
        yield f"{self.movie}: {clock(self.duration, decimals=0)} long."
        if self.part is not None:
            begin, end = (clock(time, decimals=0) for time in (self.part.start, self.part.end))
            yield f"  Part: {begin} to {end}."
        yield (
            f"  Gaps: {len(self.gaps)}, {self._gap_seconds:.1f} s together; clips: "
            f"{len(self.clips)}."
        )
        yield f"  Narrator: {self.model}{f', {self.because}' if self.because else '.'}"
        if self.seconds_a_clip:
            yield (
                f"  Time for its words: about {_time(self.seconds)} "
                f"({self.seconds_a_clip:.2f} s a clip)."
            )
        if self.memory:
            yield f"  Memory for its model: {self.memory / 1e9:.1f} GB."


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
