"""What both stages learn from: films, each with its annotated clips, its cast and its frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from adtool.datasets.annotations import Annotation
from adtool.media.image import Image

__all__ = [
    "Annotation",
    "HasActors",
    "HasPortraits",
    "KeepsFrames",
    "Timed",
    "TrainingFilm",
    "actors_of",
    "frame_times",
    "parts",
    "portraits_of",
    "require_frames",
]


class Timed(Protocol):
    """What lasts from one time to another."""

    @property
    def start(self) -> int:
        """When it begins, in ms."""

    @property
    def end(self) -> int:
        """When it ends, in ms."""


class TrainingFilm(Protocol):
    """A film to learn from."""

    @property
    def name(self) -> str:
        """What the film is called; no two films of a data set share a name."""

    @property
    def annotations(self) -> Sequence[Annotation]:
        """Its described clips, sorted by start."""

    @property
    def cast(self) -> Sequence[str]:
        """The names of its characters."""

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> Image:
        """Return ``count`` RGB frames of clip ``index``, (count, H, W, 3).

        Args:
            index: which of ``annotations``.
            count: how many frames.
            rng: None takes them as ``frame_times`` does; else they are jittered.
        """


@runtime_checkable
class HasPortraits(Protocol):
    """A film that has pictures of its characters."""

    def portraits(self) -> Mapping[str, Sequence[Image]]:
        """Return RGB pictures (H, W, 3) that show a character, by the name in ``cast``."""


def portraits_of(film: TrainingFilm) -> Mapping[str, Sequence[Image]]:
    """Return a film's pictures of its characters; none where it has none."""
    return film.portraits() if isinstance(film, HasPortraits) else {}


@runtime_checkable
class HasActors(Protocol):
    """A film of which is known who plays whom."""

    @property
    def actors(self) -> Mapping[str, str]:
        """Who plays a character, by the name in ``cast``."""


def actors_of(film: TrainingFilm) -> Mapping[str, str]:
    """Return who plays a film's characters, by their names; nobody where that is not known."""
    return film.actors if isinstance(film, HasActors) else {}


@runtime_checkable
class KeepsFrames(Protocol):
    """A film of which only some frames are kept, in one size."""

    def require(self, count: int, side: int) -> None:
        """Make sure that ``count`` frames a clip of ``side`` pixels can be taken of it.

        Raises:
            TrainingError: if they cannot.
        """


def require_frames(films: Sequence[TrainingFilm], count: int, side: int) -> None:
    """Make sure, before the work, that ``count`` frames a clip of ``side`` pixels can be taken.

    Raises:
        TrainingError: if they cannot.
    """
    for film in films:
        if isinstance(film, KeepsFrames):
            film.require(count, side)


def frame_times(clip: Timed, count: int, rng: np.random.Generator | None = None) -> list[int]:
    """Return ``count`` times of a clip in ms.

    Args:
        clip: the clip.
        count: how many.
        rng: None for ``linspace(start, end, count, endpoint=False)``, as ``Clip.frame_times``;
            else one random time in each of the ``count`` equal parts.
    """
    return [clip.start + time for time in parts(clip.end - clip.start, count, rng)]


def parts(length: int, count: int, rng: np.random.Generator | None = None) -> list[int]:
    """Return where ``count`` equal parts of ``length`` begin, or random places in each of them."""
    places = np.arange(count) + (0.0 if rng is None else rng.random(count))
    return [int(length * place / count) for place in places]
