"""Windows of consecutive clips, as Stage-II learns from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch.nn.utils.rnn import pad_sequence

from adtool.distinctive import distinctive_words
from adtool.errors import TrainingError

from .annotations import TrainingFilm
from .clip_features import FilmFeatures
from .names import NameSettings, prompt_names


@dataclass(frozen=True)
class Window:
    """Consecutive clips of one film, ``start`` to ``end`` (exclusive)."""

    film: TrainingFilm
    start: int
    end: int


def windows_of(film: TrainingFilm, n: int, offset: int = 0) -> list[Window]:
    """Cut a film into windows of ``n`` clips; the last may be shorter, and the first is.

    Args:
        film: the film.
        n: N, clips a window.
        offset: clips in a shorter first window, in [0, n).
    """
    count = len(film.annotations)
    edges = sorted({0, *range(offset, count, n), count})
    return [Window(film, a, b) for a, b in pairwise(edges)]


@dataclass(frozen=True)
class WindowBatches:
    """Batches of windows; every epoch cuts the films at other places and shuffles the windows.

    Attributes:
        films: the films.
        features: their features.
        window: N.
        batch: windows a step.
        names: whom the prompts name.
        seed: decides all that is random.

    Raises:
        TrainingError: if the films have no clips.
    """

    films: Sequence[TrainingFilm]
    features: FilmFeatures
    window: int
    batch: int
    names: NameSettings
    seed: int

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
        epoch, part = divmod(step, self.an_epoch)
        rng = np.random.default_rng([self.seed, epoch])
        plan = [
            window
            for film in self.films
            for window in windows_of(film, self.window, int(rng.integers(self.window)))
        ]
        order = rng.permutation(len(plan))[part * self.batch : (part + 1) * self.batch]
        chosen = [plan[i] for i in order]
        return window_batch(chosen, self.features, self.names, [self.seed, epoch, part])


def window_batch(
    chosen: Sequence[Window], features: FilmFeatures, names: NameSettings, seed: Sequence[int]
) -> dict[str, Any]:
    """Make what ``NarrationTask`` takes of some windows.

    Args:
        chosen: the windows.
        features: the films' features.
        names: whom the prompts name.
        seed: decides who is named.
    """
    rng = np.random.default_rng(seed)
    clips = [window.film.annotations[window.start : window.end] for window in chosen]
    sentences = [[clip.text for clip in group] for group in clips]
    return {
        "features": pad_sequence(
            [features.of(w.film)[w.start : w.end].to(torch.float32) for w in chosen],
            batch_first=True,
        ),
        "sentences": sentences,
        "names": [
            [prompt_names(clip, window.film.cast, names, rng) for clip in group]
            for window, group in zip(chosen, clips, strict=True)
        ],
        "distinctive": [
            distinctive_words(ads, window.film.cast)
            for window, ads in zip(chosen, sentences, strict=True)
        ],
    }
