"""The films that ``adtool analyse`` looks into: a data set's, storyworld's, or ready features'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from adtool.datasets.annotated_film import AnnotatedFilm
from adtool.datasets.annotations import Annotation
from adtool.datasets.annotations.annotation import Excerpt
from adtool.datasets.film import TrainingFilm, portraits_of
from adtool.datasets.settings import DATA, DRAWN, DataSettings
from adtool.errors import AdtoolError, CheckpointError
from adtool.faults import FaultList, summary
from adtool.features.files import SUFFIX, read_made
from adtool.media.image import Image
from adtool.progress import SILENT, Progress


@dataclass(frozen=True)
class Part:
    """Some consecutive clips of a film, as a film of their own.

    Attributes:
        film: the film.
        clips: which of its clips.
    """

    film: TrainingFilm
    clips: range

    @property
    def name(self) -> str:
        """The film's name."""
        return self.film.name

    @property
    def annotations(self) -> Sequence[Annotation]:
        """The part's clips."""
        return [self.film.annotations[i] for i in self.clips]

    @property
    def cast(self) -> Sequence[str]:
        """The names of the film's characters."""
        return self.film.cast

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> Image:
        """Return frames of a clip; see ``TrainingFilm``."""
        return self.film.frames(self.clips[index], count, rng)

    def portraits(self) -> Mapping[str, Sequence[Image]]:
        """Return the film's pictures of its characters; see ``film.HasPortraits``."""
        return portraits_of(self.film)


def part_of(film: TrainingFilm, first: int, count: int) -> Part:
    """Return consecutive clips of a film.

    Args:
        film: the film.
        first: the first clip's place in it, from 1.
        count: how many.

    Raises:
        AdtoolError: if the film has too few.
    """
    if first - 1 + count > len(film.annotations):
        raise AdtoolError(
            f"{film.name} has {len(film.annotations)} clips, so {count} from clip {first} on "
            "are not there; lower --first or --count."
        )
    return Part(film, range(first - 1, first - 1 + count))


def find_films(settings: DataSettings, progress: Progress = SILENT) -> list[TrainingFilm]:
    """Return all films of a data set, or storyworld's test films; what is wrong is noted.

    Raises:
        ConfigError, AnnotationError, MediaError, TrainingError: if the annotations or the videos
            cannot be used.
        AdtoolError: if there are none.
    """
    faults = FaultList()
    split = "test" if settings.kind in DRAWN else "train"
    found = list(DATA[settings.kind](settings, split, faults, progress))
    for line in summary(faults.faults):
        progress.note(f"Data: {line}.")
    if not found:
        raise AdtoolError(f"{settings.annotations}: there is no film in it to look at")
    return found


def films_of_features(folder: Path) -> list[TrainingFilm]:
    """Return the films whose clips ``adtool features`` has encoded, without texts and frames.

    Raises:
        CheckpointError: if there are none, or a file of them is damaged or of no clips.
    """
    found: list[TrainingFilm] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        made, _ = read_made(path)
        if not made.times:
            raise CheckpointError(
                path, "holds a whole film's features; --annotations must say where its clips are"
            )
        clips = [_clip(made.movie, times) for times in made.times]
        found.append(AnnotatedFilm(made.movie, tuple(clips)))
    if not found:
        raise CheckpointError(folder, f"holds no features (*{SUFFIX}) of adtool features")
    return found


def film_called(films: Sequence[TrainingFilm], name: str | None) -> TrainingFilm:
    """Return the film of that name; the first one where none is named.

    Raises:
        AdtoolError: if there is no such film; names the nearest ones, or the first ones.
    """
    known = {film.name: film for film in films}
    if name is None:
        return films[0]
    if name in known:
        return known[name]
    near = get_close_matches(name, list(known), n=3) or list(known)[:3]
    rest = ", …" if len(known) > len(near) else ""
    raise AdtoolError(f"There is no film {name!r} among the {len(known)}: {', '.join(near)}{rest}")


def _clip(movie: str, times: tuple[int, ...]) -> Annotation:
    """Make a clip of an entry of ``times_of``."""
    start, end, *excerpt = times
    shown = Excerpt("", excerpt[0], excerpt[1]) if excerpt else None
    return Annotation(movie, start, end, "", excerpt=shown)
