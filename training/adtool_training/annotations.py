"""What both stages learn from: films, each with its annotated clips, its cast and its frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One clip of a film and its audio description.

    Attributes:
        movie: the film's name.
        start: when the clip begins, in ms.
        end: when it ends, in ms.
        text: the AD.
        characters: names of the cast known to be in the clip.
    """

    movie: str
    start: int
    end: int
    text: str
    characters: tuple[str, ...] = ()


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

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> Frames:
        """Return ``count`` RGB frames of clip ``index``, (count, H, W, 3).

        Args:
            index: which of ``annotations``.
            count: how many frames.
            rng: None takes them as ``frame_times`` does; else they are jittered.
        """


def frame_times(
    annotation: Annotation, count: int, rng: np.random.Generator | None = None
) -> list[int]:
    """Return ``count`` times of a clip in ms.

    Args:
        annotation: the clip.
        count: how many.
        rng: None for ``linspace(start, end, count, endpoint=False)``, as ``Clip.frame_times``;
            else one random time in each of the ``count`` equal parts.
    """
    parts = np.arange(count) + (0.0 if rng is None else rng.random(count))
    duration = annotation.end - annotation.start
    return [annotation.start + int(duration * part / count) for part in parts]
