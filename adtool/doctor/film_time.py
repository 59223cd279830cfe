"""Where the time of a film would go on this machine, and what would shorten it.

A minute from the film's middle is described with everything that ``describe`` does, and nothing is
kept: once to load everything, once to see what the stages take then, which is taken for every other
minute. Then the same minute is described in each way that may be quicker, so that what is advised
was measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from adtool.errors import MediaError
from adtool.media import MediaInfo, probe
from adtool.narration.loader import NarratorLoader
from adtool.pipeline import describe
from adtool.progress import NotesOnly, Progress, Stage
from adtool.settings import Settings
from adtool.timeline import Span, clock

SAMPLE = 60_000
"""Length of what is described, in ms."""

WORTH = 0.05
"""The share of a film's time from which on it is advised to save it."""

SPEECH = "Finding speech"
"""The stage that is not needed where the dialogue's times are known."""

LOADING = "Loading"
"""How stages begin that are done once for a film, however long it is."""


def _faster_detector(settings: Settings) -> Settings | None:
    if settings.speech.detector == "silero":
        return None
    return replace(settings, speech=replace(settings.speech, detector="silero"))


def _one_beam(settings: Settings) -> Settings | None:
    if settings.model.beams == 1:
        return None
    return replace(settings, model=replace(settings.model, beams=1))


FASTER: dict[str, Callable[[Settings], Settings | None]] = {
    "--speech silero, a lighter detector that errs more": _faster_detector,
    "--beams 1, which offers a single wording a clip": _one_beam,
}
"""What may be quicker, and the settings of it; None where they are so already."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that shortens a film's time.

    Attributes:
        what: an option, and what it means.
        saves: seconds of the whole film's.
    """

    what: str
    saves: float


@dataclass(frozen=True, slots=True)
class FilmTime:
    """Where a film's time would go.

    Attributes:
        movie: its file's name.
        duration: its length in ms.
        sample: what was described of it.
        once: seconds for what is done once, loading above all.
        stages: seconds of each stage, of the whole film.
        advice: what would shorten that, the most first.
    """

    movie: str
    duration: int
    sample: Span
    once: float
    stages: Mapping[str, float]
    advice: tuple[Advice, ...] = ()

    @property
    def seconds(self) -> float:
        """Of everything."""
        return self.once + sum(self.stages.values())

    def lines(self) -> list[str]:
        """Say it, a line each: the whole, the stages, the advice."""
        whole = f"{self.movie}, {clock(self.duration, decimals=0)}: about {_amount(self.seconds)}."
        start, end = (clock(time, decimals=0) for time in (self.sample.start, self.sample.end))
        ranked = sorted(self.stages.items(), key=lambda stage: -stage[1])
        return [
            whole,
            f"  Measured on {start} to {end}, as if all of it were like that.",
            f"  loading, once: {_amount(self.once)}",
            *(f"  {name[0].lower()}{name[1:]}: {_amount(seconds)}" for name, seconds in ranked),
            *(f"  {one.what}: saves {_amount(one.saves)}" for one in self.advice),
        ]


def film_time(
    movie: Path, settings: Settings, narrator: NarratorLoader, progress: Progress
) -> FilmTime:
    """Measure where a film's time would go.

    Args:
        movie: the film.
        settings: how it would be described.
        narrator: loads who would describe it.
        progress: hears of what is measured.

    Raises:
        MediaError: if it is no movie, or has no video.
        AdtoolError: as ``describe``.
    """
    info = probe(movie)
    if info.video is None:
        raise MediaError(movie, "has no video: there is nothing to describe")
    part = middle(info)
    factor = info.duration / part.duration
    ways = {"first": settings, "again": settings}
    for name, faster in FASTER.items():
        found = faster(settings)
        if found is not None:
            ways[name] = found
    taken: dict[str, _Watch] = {}
    with progress.stage(f"Timing {info.path.name}", len(ways)) as stage:
        for name, way in ways.items():
            taken[name] = _Watch(NotesOnly(progress))
            taken[name].time(movie, way, narrator, part)
            stage.advance()
    first, base = taken.pop("first"), taken.pop("again")
    stages = {name: factor * seconds for name, seconds in base.stages.items()}
    once = max(0.0, first.whole - base.along)
    whole = once + sum(stages.values())
    advice = [Advice("--subtitles, the dialogue's own", stages.get(SPEECH, 0.0))]
    advice += [Advice(name, factor * (base.along - other.along)) for name, other in taken.items()]
    worth = [one for one in advice if one.saves >= WORTH * whole]
    ranked = tuple(sorted(worth, key=lambda one: -one.saves))
    return FilmTime(info.path.name, info.duration, part, once, stages, ranked)


def middle(info: MediaInfo) -> Span:
    """Return the part of a movie that is measured: a minute of its middle, or all of it."""
    length = min(SAMPLE, info.duration)
    start = (info.duration - length) // 2
    return Span(start, start + length)


@dataclass
class _Watch:
    """A progress that notes how long each stage takes.

    Attributes:
        progress: hears the notes.
        stages: seconds of the stages that grow with the film.
        whole: seconds of everything.
    """

    progress: Progress
    stages: dict[str, float] = field(default_factory=dict)
    whole: float = 0.0

    @property
    def along(self) -> float:
        """Seconds that grow with the film."""
        return sum(self.stages.values())

    def time(self, movie: Path, settings: Settings, narrator: NarratorLoader, part: Span) -> None:
        """Describe a part of a movie, and note what it takes."""
        began = time.monotonic()
        describe(movie, settings, narrator=narrator, part=part, progress=self)
        self.whole = time.monotonic() - began

    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
        """Note how long a stage takes."""
        began = time.monotonic()
        with self.progress.stage(name, total) as stage:
            yield stage
        if not name.startswith(LOADING):
            self.stages[name] = self.stages.get(name, 0.0) + time.monotonic() - began

    def note(self, message: str) -> None:
        """Leave it: what is said of a minute is not said of the film."""


def _amount(seconds: float) -> str:
    """Return a length of time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
