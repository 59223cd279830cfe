"""Where training films come from: one class and one entry in ``DATA`` for each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .annotations import Annotation, Frames, TrainingFilm, frame_times
from .config import one_of

if TYPE_CHECKING:
    from .storyworld.world import Film


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Which films a run learns from.

    Attributes:
        kind: an entry of ``DATA``.
        train_films: how many films to learn from.
        validation_films: how many other films to validate on.
        clips: described clips a film (storyworld).
        size: pixels a side of the frames (storyworld).
    """

    kind: str = "storyworld"
    train_films: int = 400
    validation_films: int = 8
    clips: int = 48
    size: int = 96

    def __post_init__(self) -> None:
        one_of(self.kind, DATA, "kind")
        if min(self.train_films, self.clips, self.size) < 1 or self.validation_films < 0:
            raise ValueError("the numbers of films, clips and pixels must be positive")


@dataclass(frozen=True)
class StoryworldFilm:
    """A film of the rendered world, drawn when its frames are asked for.

    Attributes:
        seed: the film's seed.
        clips: how many clips it has.
        size: pixels a side of its frames.
    """

    seed: int
    clips: int
    size: int

    @property
    def name(self) -> str:
        """The film's name."""
        return self._film.name

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Its clips."""
        return _storyworld_annotations(self.seed, self.clips)

    @property
    def cast(self) -> tuple[str, ...]:
        """The names of its characters."""
        return tuple(person.name for person in self._film.cast)

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> Frames:
        """Draw frames of a clip, (count, size, size, 3)."""
        from .storyworld import render

        times = frame_times(self.annotations[index], count, rng)
        return render.frames(self._film, index, times, self.size)

    @property
    def _film(self) -> Film:
        return _storyworld_film(self.seed, self.clips)


@dataclass(frozen=True)
class VideoFilm:
    """A film in a video file.

    Attributes:
        path: the video.
        name: the film's name.
        annotations: its clips, sorted by start.
        cast: the names of its characters.
    """

    path: Path
    name: str
    annotations: tuple[Annotation, ...]
    cast: tuple[str, ...] = ()

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> Frames:
        """Read frames of a clip, (count, H, W, 3); one that is missing is black.

        Raises:
            MediaError: if the video cannot be opened, or has no frame in the clip.
        """
        from adtool.errors import MediaError
        from adtool.media import open_frames

        clip = self.annotations[index]
        with open_frames(self.path) as reader:
            read = reader.read(frame_times(clip, count, rng))
        there = next((frame for frame in read if frame is not None), None)
        if there is None:
            raise MediaError(self.path, f"has no frame from {clip.start} to {clip.end} ms")
        return np.stack([np.zeros_like(there) if frame is None else frame for frame in read])


def storyworld(settings: DataSettings, split: str) -> list[TrainingFilm]:
    """Return storyworld's films of a split, "train" or "validation"."""
    from .storyworld.world import seeds

    count = settings.train_films if split == "train" else settings.validation_films
    return [StoryworldFilm(seed, settings.clips, settings.size) for seed in seeds(split, count)]


DATA: dict[str, Callable[[DataSettings, str], Sequence[TrainingFilm]]] = {"storyworld": storyworld}
"""Kinds of data: from the settings and a split ("train", "validation") to films."""


@lru_cache(maxsize=4096)
def _storyworld_film(seed: int, clips: int) -> Film:
    from .storyworld.world import sample_film

    return sample_film(seed, clips)


@lru_cache(maxsize=4096)
def _storyworld_annotations(seed: int, clips: int) -> tuple[Annotation, ...]:
    film = _storyworld_film(seed, clips)
    return tuple(
        Annotation(film.name, shot.start, shot.end, shot.text, shot.characters)
        for shot in film.clips
    )
