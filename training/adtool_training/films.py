"""Where training films come from: one function and one entry in ``DATA`` for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from adtool.faults import UNHEARD, FaultFile, Faults, summary
from adtool.progress import SILENT, Progress

from .annotations import Annotation, Frames, TrainingFilm, frame_times
from .config import one_of
from .data_sets import annotated_films

if TYPE_CHECKING:
    from .storyworld.world import Film


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Which films a run learns from.

    Storyworld's are drawn; for every other kind, ``annotations`` says what is in the films.

    Attributes:
        kind: an entry of ``DATA``.
        train_films: how many films to learn from (storyworld; elsewhere all that there are).
        validation_films: how many other films to validate on. Elsewhere than in storyworld they
            are held out of the annotations, unless validation has its own.
        clips: described clips a film (storyworld).
        size: pixels a side of the frames (storyworld).
        annotations: the data set's CSV, or a JSONL.
        validation_annotations: the same, for validation; no film in it is learned from.
        videos: the folder, searched with all below it, of video files, folders of numbered
            pictures or tar files of them. "": there are none, and frames cannot be asked for.
        rate: pictures a second, where films are pictures.
        short_side: pixels of the shorter side that frames are scaled down to when they are read,
            which makes large videos cheaper; 0 leaves them. Twice what CLIP takes, as describe has.
        cast: who is in the films: a character bank, or a folder with a NAME.json or a
            NAME/cast.json a film. "": nobody is known.
        portraits: a folder with pictures of those in the casts, called by their numbers there:
            nm0001435.jpg, or any names in a folder nm0001435. "": the casts' own, and else faces
            that were recognised in the films.
        metadata: a CSV of how long films should be; those that differ by over a minute are left
            out (Appendix E). "": no film is.
        strict: stop if a film is missing or broken, instead of leaving it out.
    """

    kind: str = "storyworld"
    train_films: int = 400
    validation_films: int = 8
    clips: int = 48
    size: int = 96
    annotations: str = ""
    validation_annotations: str = ""
    videos: str = ""
    rate: float = 3.0
    short_side: int = 448
    cast: str = ""
    portraits: str = ""
    metadata: str = ""
    strict: bool = False

    def __post_init__(self) -> None:
        one_of(self.kind, DATA, "kind")
        if min(self.train_films, self.clips, self.size) < 1 or self.validation_films < 0:
            raise ValueError("the numbers of films, clips and pixels must be positive")
        if not 0 < self.rate < 1000:
            raise ValueError(f"rate is {self.rate}; it must lie above 0 pictures a second")
        if self.short_side < 0:
            raise ValueError("short_side cannot be negative")


class FilmSource(Protocol):
    """A kind of data: makes films of settings."""

    def __call__(
        self,
        settings: DataSettings,
        split: str,
        faults: Faults = UNHEARD,
        progress: Progress = SILENT,
    ) -> Sequence[TrainingFilm]:
        """Return the films of a split.

        Args:
            settings: which films.
            split: "train" or "validation".
            faults: hears what is wrong with the data, now and when frames are asked for.
            progress: hears how far it is.
        """


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
        return tuple(person.name for person in self._film.credits)

    @property
    def looks(self) -> dict[str, str]:
        """What its characters look like, in a word, by their names."""
        return {person.name: person.look.tag for person in self._film.credits}

    @property
    def appearances(self) -> dict[str, str]:
        """What its characters look like, as a caption says it, by their names."""
        return {person.name: person.look.words for person in self._film.credits}

    def portraits(self) -> dict[str, list[Frames]]:
        """Draw a portrait of each character."""
        from .storyworld import render

        return {p.name: [np.asarray(render.portrait(p))] for p in self._film.credits}

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> Frames:
        """Draw frames of a clip, (count, size, size, 3)."""
        from .storyworld import render

        times = frame_times(self.annotations[index], count, rng)
        return render.frames(self._film, index, times, self.size)

    @property
    def _film(self) -> Film:
        return _storyworld_film(self.seed, self.clips)


def storyworld(
    settings: DataSettings, split: str, faults: Faults = UNHEARD, progress: Progress = SILENT
) -> list[TrainingFilm]:
    """Return storyworld's films of a split, "train" or "validation"."""
    from .storyworld.world import seeds

    count = settings.train_films if split == "train" else settings.validation_films
    return [StoryworldFilm(seed, settings.clips, settings.size) for seed in seeds(split, count)]


DATA: dict[str, FilmSource] = {
    "storyworld": storyworld,
    "mad": annotated_films,
    "cmdad": annotated_films,
    "tvad": annotated_films,
    "plain": annotated_films,
}
"""Kinds of data; those beside storyworld are the formats of ``adtool.annotations``."""


def load_films(
    settings: DataSettings, folder: Path, progress: Progress = SILENT
) -> tuple[Sequence[TrainingFilm], Sequence[TrainingFilm]]:
    """Return the films to learn from and those to validate on, in every process the same.

    What is wrong with the data is counted in a line a kind, and named in ``folder/faults.jsonl``
    (further processes write ``faults-1.jsonl``, …), also while the films are used.

    Args:
        settings: which films.
        folder: the run's folder.
        progress: hears how far it is, and the lines.

    Raises:
        ConfigError, AnnotationError, MediaError, CastError, TrainingError: as ``annotated_films``.
        OutputError: if the folder cannot be written.
    """
    from .parallel import main_first, part, voice  # loads torch

    rank = part().rank
    main = folder / "faults.jsonl"
    faults = FaultFile(folder / f"faults-{rank}.jsonl", known=main) if rank else FaultFile(main)
    progress = voice(progress)
    with main_first():
        source = DATA[settings.kind]
        films = source(settings, "train", faults, progress)
        unseen = source(settings, "validation", faults, progress)
    lines = summary(faults.read())
    for line in lines:
        progress.note(f"Data: {line}.")
    if lines:
        progress.note(f"All of them are named in {faults.path}.")
    return films, unseen


@lru_cache(maxsize=4096)
def _storyworld_film(seed: int, clips: int) -> Film:
    from .storyworld.world import sample_film

    return sample_film(seed, clips)


@lru_cache(maxsize=4096)
def _storyworld_annotations(seed: int, clips: int) -> tuple[Annotation, ...]:
    film = _storyworld_film(seed, clips)
    found = []
    for shot in film.clips:
        # In the cast's order: the shot's own, the actor first, would tell who acts.
        there = tuple(one.name for one in film.cast if one.name in shot.characters)
        found.append(Annotation(film.name, shot.start, shot.end, shot.text, there))
    return tuple(found)
