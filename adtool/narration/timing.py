"""How long a narrator takes for an hour of film: a few clips of a drawn film, timed.

The drawn frames have the size and the number of a real film's, on which the time depends; what they
show hardly matters.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from adtool.english.reading_time import words_in
from adtool.narration.narrator import (
    ContextFrame,
    Dialogue,
    Group,
    Narrator,
    ShownClip,
    View,
)
from adtool.progress import SILENT, Progress
from adtool.settings import FittingSettings, ModelSettings
from adtool.shots.shot import ClipShots, Shot
from adtool.timeline import Span

if TYPE_CHECKING:
    from adtool.datasets.film import TrainingFilm
    from adtool.media.image import Image

CLIPS_AN_HOUR = 300
"""Clips of an hour of film, of which half is gaps: 1800 s in clips of 6 s."""

AT_ONCE = 16
"""Most clips that are timed together."""

QUICK = 10.0
"""Seconds below which a first round is taken for a warm-up, and a second one counts."""

ASPECT = 16 / 9


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a narrator took.

    Attributes:
        model: what ``--model`` names.
        clips: how many clips were timed.
        seconds: for each of them.
    """

    model: str
    clips: int
    seconds: float

    @property
    def minutes_an_hour(self) -> float:
        """Minutes that the clips of an hour of film take."""
        return self.seconds * CLIPS_AN_HOUR / 60


def estimate(narrator: Narrator, progress: Progress = SILENT) -> Timing:
    """Let a narrator see and word a few clips, and time it.

    Raises:
        AdtoolError: what the narrator raises.
    """
    clips = min(narrator.view.window, AT_ONCE)
    progress.note(f"Timing {narrator.name} on {clips} clips …")
    taken = _round(narrator, clips, progress)
    if taken < QUICK:
        taken = _round(narrator, clips, progress)
    return Timing(narrator.name, clips, taken / clips)


def seconds_a_clip(narrator: Narrator) -> float:
    """Return how many seconds a narrator takes for a clip; see ``estimate``."""
    return estimate(narrator).seconds


def memory_needed(settings: ModelSettings) -> int:
    """Return the bytes of memory that a narrator's model runs in; 0 where it has none here.

    Args:
        settings: with a model that is named, not "auto".

    Raises:
        UnavailableError: if there is no such model.
        CheckpointError: if a file was named, where a model is a folder.
    """
    from adtool.model.lookup import find_folder
    from adtool.model.memory import memory_of
    from adtool.narration.narrators import narrator_of

    if narrator_of(settings.model) in ("spotting", "endpoint"):
        return 0
    return memory_of(find_folder(settings.model))


def _round(narrator: Narrator, clips: int, progress: Progress) -> float:
    """Return the seconds that consecutive clips take, their drawing aside."""
    import torch

    shown = _shown(narrator.view, clips)
    spans = [one.clip for one in shown]
    began = time.perf_counter()
    seen = narrator.see(shown, progress)
    group = Group(
        clips=spans,
        seen=seen,
        present=torch.ones(clips, narrator.view.frames, dtype=torch.bool),
        characters=[()] * clips,
        portraits={},
        budgets=[words_in(span.duration, FittingSettings().rate) for span in spans],
        dialogue=[Dialogue()] * clips,
    )
    narrator.narrate(group, progress)
    return time.perf_counter() - began


def _shown(view: View, clips: int) -> list[ShownClip]:
    """Draw clips as a narrator wants to see them, each between two shots on either side."""
    from adtool.datasets.settings import DataSettings
    from adtool.datasets.storyworld_film import storyworld

    drawn = DataSettings(validation_films=1, clips=clips + 2, size=view.short_side)
    (film,) = storyworld(drawn, "validation")
    spans = [Span(one.start, one.end) for one in film.annotations]
    return [
        ShownClip(
            spans[place],
            frames=_frames(film, place, view.frames),
            times=_times(spans[place], view.frames),
            shots=_shots(spans, place) if view.shots else None,
            before=_context(film, place - 1, 0, view.context),
            after=_context(film, place + 1, 3, view.context),
        )
        for place in range(1, clips + 1)
    ]


def _frames(film: TrainingFilm, place: int, count: int) -> list[Image]:
    """Draw a clip's frames, as wide as a film's."""
    frames = np.asarray(film.frames(place, count, None))
    more = round(frames.shape[2] * (ASPECT - 1) / 2)
    return list(np.pad(frames, ((0, 0), (0, 0), (more, more), (0, 0)), mode="edge"))


def _times(span: Span, count: int) -> list[int]:
    return [span.start + span.duration * (2 * i + 1) // (2 * count) for i in range(count)]


def _context(film: TrainingFilm, place: int, first: int, count: int) -> list[ContextFrame]:
    """Draw ``count`` frames of each of two shots beside a clip."""
    frames: Sequence[Image] = _frames(film, place, 2 * count) if count else ()
    return [ContextFrame(frame, first + i // count) for i, frame in enumerate(frames)]


def _shots(spans: Sequence[Span], place: int) -> ClipShots:
    def halves(number: int) -> tuple[Shot, Shot]:
        span = spans[number]
        middle = span.start + span.duration // 2
        return Shot(span.start, middle, setup=number), Shot(middle, span.end, setup=number)

    inside = Shot(spans[place].start, spans[place].end, setup=place)
    return ClipShots(halves(place - 1), (inside,), halves(place + 1))
