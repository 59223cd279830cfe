"""What a model says of a benchmark's clips: what ``adtool eval --model`` does before it scores.

A film's clips are shown in order, N at a time, each with the names of the people in it. Each film's
lines are kept as soon as they are made, so that a run that stopped goes on with the next film.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from adtool.datasets.annotated import annotated_films
from adtool.datasets.film import Annotation, TrainingFilm, portraits_of
from adtool.datasets.settings import DataSettings
from adtool.datasets.storyworld_film import storyworld
from adtool.errors import AdtoolError
from adtool.evaluation.benchmarks import Benchmark, BenchmarkRow, GroundTruth
from adtool.evaluation.predictions import Prediction
from adtool.faults import FaultList, summary
from adtool.features.of_portraits import faces_of
from adtool.features.ready import open_features
from adtool.model.prompt import Role
from adtool.narration.candidates import identity
from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings
from adtool.work import JSON, WorkFolder

if TYPE_CHECKING:
    from adtool.model import DistinctAD


def in_clip(film: TrainingFilm, clip: Annotation) -> Sequence[str]:
    """Name who is in the clip, in the order of the cast, which does not tell who acts."""
    order = {name: place for place, name in enumerate(film.cast)}
    return sorted(clip.characters, key=lambda name: order.get(name, len(order)))


def whole_cast(film: TrainingFilm, clip: Annotation) -> Sequence[str]:
    """Name the film's whole cast."""
    return film.cast


def nobody(film: TrainingFilm, clip: Annotation) -> Sequence[str]:
    """Name nobody."""
    return ()


CHARACTERS: dict[str, Callable[[TrainingFilm, Annotation], Sequence[str]]] = {
    "clip": in_clip,
    "cast": whole_cast,
    "nobody": nobody,
}
"""Whom a prompt names."""


@dataclass(frozen=True, slots=True)
class Footage:
    """What is shown to the model.

    Attributes:
        videos: the folder of videos; None where there are only features.
        features: ready features, as ``open_features`` takes them; None encodes the videos.
        cast: who is in the films, as ``DataSettings.cast``; None where nobody is known.
        films: how many of storyworld's films.
        size: pixels a side of storyworld's frames: the encoder's own, as in training.
    """

    videos: Path | None = None
    features: Path | None = None
    cast: Path | None = None
    films: int = 20
    size: int = 96


def storyworld_truth(films: int) -> GroundTruth:
    """Return the ground truth of storyworld's first test films."""
    rows = [
        BenchmarkRow(
            film.name,
            film.name,
            clip.start,
            clip.end,
            clip.text,
            ((film.name, clip.start, clip.end),),
        )
        for film in _storyworld(films)
        for clip in film.annotations
    ]
    return GroundTruth(f"storyworld's first {films} test films", tuple(rows))


def films_of(
    known: Benchmark, truth: GroundTruth, footage: Footage, progress: Progress = SILENT
) -> list[TrainingFilm]:
    """Return the films of a benchmark that are there; what is wrong with them is noted.

    Raises:
        AnnotationError, MediaError, CastError, TrainingError: if the ground truth's file, the
            videos or the cast cannot be used.
        AdtoolError: if none is left.
    """
    wanted = {row.movie for row in truth.rows}
    if not known.format:
        found: list[TrainingFilm] = list(_storyworld(footage.films, footage.size))
    else:
        faults = FaultList()
        settings = DataSettings(
            kind=known.format,
            validation_films=0,
            annotations=str(truth.path),
            videos="" if footage.videos is None else str(footage.videos),
            cast="" if footage.cast is None else str(footage.cast),
        )
        found = list(annotated_films(settings, "train", faults, progress))
        for line in summary(faults.faults):
            progress.note(f"Data: {line}.")
    chosen = [film for film in found if film.name in wanted]
    if not chosen:
        raise AdtoolError(f"None of {truth.source}'s films is there to be described.")
    return chosen


def predict(
    films: Sequence[TrainingFilm],
    model: DistinctAD,
    footage: Footage,
    settings: ModelSettings,
    characters: str,
    work: WorkFolder,
    progress: Progress = SILENT,
) -> list[Prediction]:
    """Describe every clip of every film.

    Args:
        films: the films.
        model: the model; its own window and number of frames hold.
        footage: where the films' features are, if they are there already.
        settings: how to decode.
        characters: whom the prompts name, an entry of ``CHARACTERS``.
        work: keeps each finished film.
        progress: hears of every film.

    Raises:
        CheckpointError: if features are missing, damaged, or of another encoder.
    """
    settings = replace(settings, frames=model.config.frames, window=model.config.window)
    teller = _Teller(model, settings, characters, footage.features)
    teller.check(films, progress)
    mark = identity(model)
    found: list[Prediction] = []
    with progress.stage("Describing films", len(films)) as stage:
        for film in films:
            key = {"model": mark, **teller.key(film)}
            lines: Any = work.keep("benchmark", key, _Lines(teller, film), JSON)
            for clip, line in zip(film.annotations, lines, strict=True):
                found.append(Prediction(line, film.name, clip.start, clip.end, clip.text))
            stage.advance()
    return found


@dataclass(frozen=True)
class _Lines:
    """Makes a film's lines when nothing was kept."""

    teller: _Teller
    film: TrainingFilm

    def __call__(self) -> object:
        return self.teller.lines(self.film)


@dataclass(frozen=True)
class _Teller:
    model: DistinctAD
    settings: ModelSettings
    characters: str
    ready: Path | None

    def check(self, films: Sequence[TrainingFilm], progress: Progress) -> None:
        if self.ready is not None:
            source = open_features(self.ready, self.settings.frames)
            source.check(films, self.model.encoder, progress)

    def lines(self, film: TrainingFilm) -> list[str]:
        names = self._names(film)
        known = faces_of(self.model.encoder, film) if self.model.config.faces else {}
        candidates = self.model.narrate(
            self._features(film),
            names,
            settings=self.settings,
            faces=[[known.get(one.name) for one in clip] if known else () for clip in names],
        )
        return [clip[0].text if clip else "" for clip in candidates]

    def key(self, film: TrainingFilm) -> dict[str, object]:
        """Return all that the lines depend on, beside the model."""
        return {
            "film": film.name,
            "clips": [[clip.start, clip.end] for clip in film.annotations],
            "settings": {k: v for k, v in asdict(self.settings).items() if k != "model"},
            "names": [[one.name for one in names] for names in self._names(film)],
            "footage": [_state(path) for path in self._paths(film)],
            "portraits": _pictures(film) if self.model.config.faces else {},
        }

    def _names(self, film: TrainingFilm) -> list[list[Role]]:
        named = CHARACTERS[self.characters]
        names = [named(film, clip) for clip in film.annotations]
        return [[Role(name) for name in some[: self.settings.names]] for some in names]

    def _paths(self, film: TrainingFilm) -> list[Path]:
        if self.ready is not None:
            return [self.ready]
        return list(dict.fromkeys(getattr(film, "paths", ())))

    def _features(self, film: TrainingFilm) -> Tensor:
        frames = self.settings.frames
        if self.ready is not None:
            return open_features(self.ready, frames).of(film).float()
        encoded = [
            self.model.encode(list(film.frames(index, frames, None)), self.settings.batch)
            for index in range(len(film.annotations))
        ]
        return torch.stack(encoded).float()


def _state(path: Path) -> list[object]:
    """Tell a file from one that has taken its place."""
    state = path.stat()
    return [os.fspath(path.resolve()), state.st_size, state.st_mtime_ns]


def _pictures(film: TrainingFilm) -> dict[str, str]:
    """Tell the portraits of a film's characters from others."""
    return {
        name: sha256(b"".join(picture.tobytes() for picture in pictures)).hexdigest()
        for name, pictures in portraits_of(film).items()
    }


def _storyworld(films: int, size: int = 96) -> Sequence[TrainingFilm]:
    return storyworld(DataSettings(validation_films=films, size=size), "test")
