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
from adtool.model.prompt import Named, PromptInputs
from adtool.parallel import WHOLE, Part
from adtool_training.stage2_data.names import NameSettings, expected_ad, prompt_names


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
        before = self.film.annotations[max(0, clip - count) : clip]
        return tuple(annotation.text for annotation in before)


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
class PromptSource:
    """What the prompts of training hold.

    Attributes:
        names: whom they name.
        contexts: how many ADs before a clip they hold, if any.
        faces: the characters' faces, by the film's name; empty where prompts have none.
    """

    names: NameSettings
    contexts: int = 0
    faces: Mapping[str, Faces] = field(default_factory=dict)

    def inputs(self, window: Window, clip: int, characters: Sequence[Named]) -> PromptInputs:
        """Return who may be in a clip of a window, their faces, and the ADs before it."""
        known = self.faces.get(window.film.name, {})
        return PromptInputs(
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
        prompt_source: what the prompts hold.
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
    prompt_source: PromptSource
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
        return window_batch(chosen, self.features, self.prompt_source, [self.seed, epoch])

    def _cut(self, film: TrainingFilm, rng: np.random.Generator) -> list[Window]:
        offset = int(rng.integers(self.window))
        if self.consecutive:
            return windows_of(film, self.window, offset)
        order = [int(i) for i in rng.permutation(len(film.annotations))]
        return windows_of(film, self.window, offset, order)


def window_batch(
    chosen: Sequence[tuple[int, Window]],
    features: ReadyFeatures,
    prompt_source: PromptSource,
    seed: Sequence[int],
) -> dict[str, Any]:
    """Make what ``NarrationTask`` takes of some windows.

    Args:
        chosen: the windows, each with a number of its own.
        features: the films' features.
        prompt_source: what the prompts hold.
        seed: decides, with a window's number, who is named in it.
    """
    windows = [window for _, window in chosen]
    inputs = [
        _inputs(window, prompt_source, np.random.default_rng([*seed, number]))
        for number, window in chosen
    ]
    sentences = [
        _expected(w, of_w, prompt_source.names) for w, of_w in zip(windows, inputs, strict=True)
    ]
    return {
        "features": pad_sequence(
            [features.of(w.film, w.clips).to(torch.float32) for w in windows],
            batch_first=True,
        ),
        "sentences": sentences,
        "inputs": inputs,
        "distinctive": [
            distinctive_words(ads, window.film.cast)
            for window, ads in zip(windows, sentences, strict=True)
        ],
    }


def _expected(window: Window, inputs: Sequence[PromptInputs], names: NameSettings) -> list[str]:
    film = window.film
    return [
        expected_ad(film.annotations[i].text, film.cast, given.characters, names)
        for i, given in zip(window.clips, inputs, strict=True)
    ]


def _inputs(
    window: Window, prompt_source: PromptSource, rng: np.random.Generator
) -> list[PromptInputs]:
    film = window.film
    return [
        prompt_source.inputs(
            window, i, prompt_names(film, film.annotations[i], prompt_source.names, rng)
        )
        for i in window.clips
    ]
