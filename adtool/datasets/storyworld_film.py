"""Storyworld's films, and Storyworld-AD's, as a data set: drawn when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from adtool.datasets.film import Annotation, TrainingFilm, frame_times
from adtool.datasets.settings import DataSettings
from adtool.faults import UNHEARD, Faults
from adtool.media.image import Image
from adtool.progress import SILENT, Progress
from adtool.settings import REDUNDANCY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adtool.storyworld.world import Film, Shot


@dataclass(frozen=True)
class StoryworldFilm:
    """A film of the rendered world, drawn when its frames are asked for.

    Attributes:
        seed: the film's seed.
        clips: how many clips it has.
        size: pixels a side of its frames.
        world: which world it is of, an entry of ``worlds.WORLDS``.
        redundancy: how much neighbouring clips share, where the world leaves that open.
    """

    seed: int
    clips: int
    size: int
    world: str = "storyworld"
    redundancy: float = REDUNDANCY

    @property
    def name(self) -> str:
        """The film's name."""
        return self._film.name

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Its clips."""
        return _storyworld_annotations(self.world, self.seed, self.clips, self.redundancy)

    @property
    def cast(self) -> tuple[str, ...]:
        """The names of its characters."""
        return tuple(person.name for person in self._film.credits)

    @property
    def looks(self) -> dict[str, str]:
        """What its characters look like, in a word, by their names."""
        return {person.name: person.look.tag for person in self._film.credits}

    @property
    def appearances(self) -> dict[str, str]:
        """What its characters look like, as a caption says it, by their names."""
        return {person.name: person.look.words for person in self._film.credits}

    def portraits(self) -> dict[str, list[Image]]:
        """Draw a portrait of each character."""
        from adtool.storyworld import render

        return {p.name: [np.asarray(render.portrait(p))] for p in self._film.credits}

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> Image:
        """Draw frames of a clip, (count, size, size, 3)."""
        from adtool.storyworld import render

        times = frame_times(self.annotations[index], count, rng)
        return render.frames(self._film, index, times, self.size)

    @property
    def shots(self) -> Sequence[Shot]:
        """What is shown in each of its clips."""
        return self._film.clips

    @property
    def _film(self) -> Film:
        return _storyworld_film(self.world, self.seed, self.clips, self.redundancy)


def storyworld(
    settings: DataSettings, split: str, faults: Faults = UNHEARD, progress: Progress = SILENT
) -> list[TrainingFilm]:
    """Return the films of a split; the kind says of which world.

    Args:
        settings: which films.
        split: "train", "validation" or "test".
        faults: hears of none.
        progress: hears of nothing.
    """
    from adtool.storyworld.world import seeds

    count = settings.train_films if split == "train" else settings.validation_films
    return [
        StoryworldFilm(seed, settings.clips, settings.size, settings.kind, settings.redundancy)
        for seed in seeds(split, count)
    ]


@lru_cache(maxsize=4096)
def _storyworld_film(world: str, seed: int, clips: int, redundancy: float) -> Film:
    from adtool.storyworld.worlds import sample

    return sample(world, seed, clips, redundancy)


@lru_cache(maxsize=4096)
def _storyworld_annotations(
    world: str, seed: int, clips: int, redundancy: float
) -> tuple[Annotation, ...]:
    film = _storyworld_film(world, seed, clips, redundancy)
    found = []
    for shot in film.clips:
        # In the cast's order: the shot's own, the actor first, would tell who acts.
        there = tuple(one.name for one in film.cast if one.name in shot.characters)
        found.append(Annotation(film.name, shot.start, shot.end, shot.text, there))
    return tuple(found)
