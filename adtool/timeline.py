"""The values that flow through adtool: spans, gaps, clips, lines and the script.

Everything here is frozen, and every time is an integer number of milliseconds from the start of
the movie. Formats that write seconds or timestamps convert at the rim, never in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open stretch of the movie, ``[start, end)``, in milliseconds.

    Raises:
        ValueError: if ``start`` is negative or ``end`` lies before ``start``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise ValueError(f"not a span: {self.start} ms to {self.end} ms")

    @property
    def duration(self) -> int:
        """The length in milliseconds."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one millisecond."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, order=True, slots=True)
class Gap(Span):
    """A stretch without speech, margins already taken off, in which a line may stand."""


@dataclass(frozen=True, order=True, slots=True)
class Clip(Span):
    """One of the consecutive pieces that a gap is cut into; each gets one line.

    Attributes:
        gap: the gap that the clip lies in; an empty one at its start where dialogue leaves none.
    """

    gap: Gap

    @property
    def pausing(self) -> bool:
        """Whether the film must pause for its line: there is speech in it, and no gap."""
        return self.gap.end < self.end

    def frame_times(self, count: int) -> tuple[int, ...]:
        """Return ``count`` uniform times in ms: ``linspace(start, end, count, endpoint=False)``.

        This is how AutoAD-II and the paper (§4.1, "8 frames are uniformly sampled") choose frames.
        """
        return tuple(self.start + self.duration * i // count for i in range(count))


@dataclass(frozen=True, order=True, slots=True)
class Said(Span):
    """A stretch of dialogue, and its words.

    Attributes:
        text: what is said, on one line.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A wording that the narrator offers for a clip.

    Attributes:
        text: the sentence.
        score: mean log-probability of its tokens; nearer to 0 is likelier.
    """

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed in a wording before it was fitted.

    Attributes:
        original: what the model offered.
        text: what became of it; the same where only its score was changed, empty where it was
            dropped.
        reasons: plain sentences for the describer.
    """

    original: str
    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of narration.

    Attributes:
        start: when it begins, in ms.
        end: when it ends, in ms.
        text: what is said.
        clip: the clip that it describes, or None where a script file does not say.
        candidates: every wording that could be chosen, best first.
        characters: names of the cast known to be in the clip, most present first.
        presence: the share of the clip's frames in which each of them was recognised; empty where
            nobody looked.
        shortened: whether fitting cut the wording to make it fit.
        extended: whether the film pauses for the line, because no gap is long enough (WCAG 2.2,
            1.2.7 "Extended Audio Description"); ``end`` is then where the film goes on, or when
            the line would end if it ran along.
        corrections: what was changed in the wordings that the model offered for the clip.
        placeholder: whether the text only keeps the place of a line that is still to be written.
        facts: what else is known of the clip: JSON-ready values by name.
        id: what the line is called in files that keep it, whoever moves or rewords it; empty where
            nothing has named it yet. It is unique in its script.
    """

    start: int
    end: int
    text: str
    clip: Clip | None = None
    candidates: tuple[Candidate, ...] = ()
    characters: tuple[str, ...] = ()
    shortened: bool = False
    extended: bool = False
    presence: tuple[float, ...] = ()
    corrections: tuple[Correction, ...] = ()
    placeholder: bool = False
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)
    id: str = ""

    @property
    def span(self) -> Span:
        """The line's time on screen."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Omission:
    """A clip that got no line, and why.

    Attributes:
        clip: the clip.
        reason: one plain sentence for the describer.
        candidates: the wordings that were refused, best first.
        corrections: what was changed in the wordings that the model offered.
        facts: what else is known of the clip: JSON-ready values by name.
    """

    clip: Clip
    reason: str
    candidates: tuple[Candidate, ...] = ()
    corrections: tuple[Correction, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Script:
    """An audio-description script, sorted by start.

    Attributes:
        lines: the narration.
        movie: file name of the movie, without folders; empty where unknown.
        duration: the movie's length in ms; 0 where unknown.
        language: BCP 47 tag of the narration.
        omissions: clips without a line.
        metadata: how the script was made (model, settings, warnings): JSON-ready values.
    """

    lines: tuple[Line, ...]
    movie: str = ""
    duration: int = 0
    language: str = "en"
    omissions: tuple[Omission, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)


def merge(spans: Iterable[Span], *, within: int = 0) -> tuple[Span, ...]:
    """Sort spans and join those that overlap, touch, or lie at most ``within`` ms apart."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if merged and span.start <= merged[-1].end + within:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(Span(span.start, span.end))
    return tuple(merged)


def clock(time: int, *, decimals: int = 3) -> str:
    """Return a time as people read it: ``1:02:03.450``.

    Args:
        time: in milliseconds, not negative.
        decimals: of the seconds, 0 to 3; the time is rounded to them.
    """
    unit = 10 ** (3 - decimals)
    minutes, milliseconds = divmod(round(time / unit) * unit, 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds, rest = divmod(milliseconds, 1000)
    fraction = f".{rest // unit:0{decimals}}" if decimals else ""
    return f"{hours}:{minutes:02}:{seconds:02}{fraction}"
