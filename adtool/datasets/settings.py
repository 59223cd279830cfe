"""Which films there are: how a data set is described, and one entry in ``DATA`` for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol

from adtool.datasets.film import TrainingFilm
from adtool.faults import UNHEARD, Faults
from adtool.progress import SILENT, Progress
from adtool.settings import PICTURES_FPS, REDUNDANCY, SHORT_SIDE, one_of
from adtool.storyworld.world import CLIPS


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
            pictures or tar files of them; or one that ``adtool frames`` wrote. "": there are none,
            and frames cannot be asked for.
        fps: pictures a second, where films are pictures.
        short_side: pixels of the shorter side that frames are scaled down to when they are read,
            which makes large videos cheaper; 0 leaves them.
        cast: who is in the films: a character bank, or a folder with a NAME.json or a
            NAME/cast.json a film. "": nobody is known.
        portraits: a folder with pictures of those in the casts, called by their numbers there:
            nm0001435.jpg, or any names in a folder nm0001435. "": the casts' own, and else faces
            that were recognised in the films.
        metadata: a CSV of how long films should be; those that differ by over a minute are left
            out (Appendix E). "": no film is.
        strict: stop if a film is missing or broken, instead of leaving it out.
        redundancy: how much neighbouring clips share, in [0, 1] (storyworld-ad).
    """

    kind: str = "storyworld"
    train_films: int = 400
    validation_films: int = 8
    clips: int = CLIPS
    size: int = 96
    annotations: str = ""
    validation_annotations: str = ""
    videos: str = ""
    fps: float = field(default=PICTURES_FPS, metadata={"formerly": "rate"})
    short_side: int = SHORT_SIDE
    cast: str = ""
    portraits: str = ""
    metadata: str = ""
    strict: bool = False
    redundancy: float = REDUNDANCY

    def __post_init__(self) -> None:
        one_of(self.kind, DATA, "kind")
        if min(self.train_films, self.clips, self.size) < 1 or self.validation_films < 0:
            raise ValueError("the numbers of films, clips and pixels must be positive")
        if not 0 <= self.redundancy <= 1:
            raise ValueError(f"redundancy is {self.redundancy:g}; it must lie in [0, 1]")
        if not 0 < self.fps < 1000:
            raise ValueError(f"fps is {self.fps}; it must lie above 0 pictures a second")
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
            faults: collects what is wrong with the data, now and when frames are asked for.
            progress: shows how far it is.
        """


def _in_module(name: str, function: str) -> FilmSource:
    """Return a function of ``adtool.datasets.NAME``, which is imported when it is called."""

    def films(
        settings: DataSettings,
        split: str,
        faults: Faults = UNHEARD,
        progress: Progress = SILENT,
    ) -> Sequence[TrainingFilm]:
        source: FilmSource = getattr(import_module(f"adtool.datasets.{name}"), function)
        return source(settings, split, faults, progress)

    return films


DATA: dict[str, FilmSource] = {
    "storyworld": _in_module("storyworld_film", "storyworld"),
    "storyworld-ad": _in_module("storyworld_film", "storyworld"),
    "mad": _in_module("annotated", "annotated_films"),
    "cmdad": _in_module("annotated", "annotated_films"),
    "tvad": _in_module("annotated", "annotated_films"),
    "plain": _in_module("annotated", "annotated_films"),
}
"""Kinds of data; those beside the drawn ones are the formats of ``adtool.datasets.annotations``."""

DRAWN = ("storyworld", "storyworld-ad")
"""The kinds whose films are drawn: from numbered seeds, with test films that nobody learns from."""
