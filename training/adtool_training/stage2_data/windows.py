"""Windows of consecutive clips, as Stage-II learns from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch.nn.utils.rnn import pad_sequence

from adtool.datasets.film import TrainingFilm
from adtool.english.distinctive import distinctive_words
from adtool.errors import TrainingError
from adtool.features.of_portraits import Faces
from adtool.features.ready import ReadyFeatures
from adtool.model.prompt import Named, Told
from adtool.parallel import WHOLE, Part
from adtool_training.stage2_data.names import NameSettings, prompt_names, said_of


@dataclass(frozen=True)
class Window:
    """Some clips of one film that see each other.

    Attributes:
        film: the film.
        clips: which of its annotations, in their order.
    """

    film: TrainingFilm
    clips: tuple[int, ...]

    def before(self, clip: int, count: int) -> tuple[str, ...]:
        """Return the ``count`` true ADs before a clip of the film, the latest last."""
        told = self.film.annotations[max(0, clip - count) : clip]
        return tuple(annotation.text for annotation in told)


def windows_of(
    film: TrainingFilm, n: int, offset: int = 0, order: Sequence[int] | None = None
) -> list[Window]:
    """Cut a film into windows of ``n`` clips; the last may be shorter, and the first is.

    Args:
        film: the film.
        n: N, clips a window.
        offset: clips in a shorter first window, in [0, n).
        order: the order in which its clips are taken; by default one after another.
    """
    count = len(film.annotations)
    order = range(count) if order is None else order
    edges = sorted({0, *range(offset, count, n), count})
    return [Window(film, tuple(sorted(order[a:b]))) for a, b in pairwise(edges)]


@dataclass(frozen=True, slots=True)
class Telling:
    """What the prompts of training tell.

    Attributes:
        names: whom they name.
        contexts: how many ADs before a clip they tell, if any.
        faces: what the characters look like, by the film's name; empty where prompts show none.
    """

    names: NameSettings
    contexts: int = 0
    faces: Mapping[str, Faces] = field(default_factory=dict)

    def told(self, window: Window, clip: int, characters: Sequence[Named]) -> Told:
        """Tell of a clip in a window who may be in it, their faces, and the ADs before it."""
        known = self.faces.get(window.film.name, {})
        return Told(
            characters,
            window.before(clip, self.contexts),
            [known.get(character.name) for character in characters] if known else (),
        )


@dataclass(frozen=True)
class WindowBatches:
    """Batches of windows; every epoch cuts the films at other places and shuffles the windows.

    Attributes:
        films: the films.
        features: their features.
        window: N.
        batch: windows a step, on all processes together.
        telling: what the prompts tell.
        seed: decides all that is random.
        consecutive: whether the clips of a window follow each other; else they are drawn from
            anywhere in the film (Table 6).
        part: whose windows to make.

    Raises:
        TrainingError: if the films have no clips.
    """

    films: Sequence[TrainingFilm]
    features: ReadyFeatures
    window: int
    batch: int
    telling: Telling
    seed: int
    consecutive: bool = True
    part: Part = WHOLE

    def __post_init__(self) -> None:
        if not any(film.annotations for film in self.films):
            raise TrainingError("The data set has no annotated clips to learn from.")

    @property
    def an_epoch(self) -> int:
        """Steps an epoch."""
        whole = sum(-(-len(film.annotations) // self.window) for film in self.films)
        return max(1, whole // self.batch)

    def __call__(self, step: int) -> dict[str, Any]:
        """Make the batch of a step."""
        epoch, at = divmod(step, self.an_epoch)
        rng = np.random.default_rng([self.seed, epoch])
        plan = [window for film in self.films for window in self._cut(film, rng)]
        order = rng.permutation(len(plan))[at * self.batch : (at + 1) * self.batch]
        while len(order) < self.batch:  # films with too few clips for a batch are seen again
            order = np.concatenate([order, order])[: self.batch]
        chosen = [(i, plan[i]) for i in self.part.share(order.tolist())]
        return window_batch(chosen, self.features, self.telling, [self.seed, epoch])

    def _cut(self, film: TrainingFilm, rng: np.random.Generator) -> list[Window]:
        offset = int(rng.integers(self.window))
        if self.consecutive:
            return windows_of(film, self.window, offset)
        order = [int(i) for i in rng.permutation(len(film.annotations))]
        return windows_of(film, self.window, offset, order)


def window_batch(
    chosen: Sequence[tuple[int, Window]],
    features: ReadyFeatures,
    telling: Telling,
    seed: Sequence[int],
) -> dict[str, Any]:
    """Make what ``NarrationTask`` takes of some windows.

    Args:
        chosen: the windows, each with a number of its own.
        features: the films' features.
        telling: what the prompts tell.
        seed: decides, with a window's number, who is named in it.
    """
    windows = [window for _, window in chosen]
    told = [
        _told(window, telling, np.random.default_rng([*seed, number])) for number, window in chosen
    ]
    sentences = [_said(w, of_w, telling.names) for w, of_w in zip(windows, told, strict=True)]
    return {
        "features": pad_sequence(
            [features.of(w.film)[list(w.clips)].to(torch.float32) for w in windows],
            batch_first=True,
        ),
        "sentences": sentences,
        "told": told,
        "distinctive": [
            distinctive_words(ads, window.film.cast)
            for window, ads in zip(windows, sentences, strict=True)
        ],
    }


def _said(window: Window, told: Sequence[Told], names: NameSettings) -> list[str]:
    film = window.film
    return [
        said_of(film.annotations[i].text, film.cast, tell.characters, names)
        for i, tell in zip(window.clips, told, strict=True)
    ]


def _told(window: Window, telling: Telling, rng: np.random.Generator) -> list[Told]:
    film = window.film
    return [
        telling.told(window, i, prompt_names(film.annotations[i], film.cast, telling.names, rng))
        for i in window.clips
    ]
