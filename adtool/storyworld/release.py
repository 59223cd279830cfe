"""A storyworld film with all that belongs to it: movie, cast, portraits, subtitles and script."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from adtool.english.reading_time import speaking_time
from adtool.output import check_output, check_output_folder, replacing, write_text
from adtool.progress import SILENT, Progress
from adtool.scripts import write_script
from adtool.settings import REDUNDANCY, FittingSettings
from adtool.storyworld import render
from adtool.storyworld.dubbing import utterances
from adtool.storyworld.film import SIZE, write_movie
from adtool.storyworld.world import CLIPS, Film, Shot, seeds
from adtool.storyworld.worlds import WORLDS, sample
from adtool.timeline import Clip, Gap, Line, Script

_RATE = FittingSettings().rate


@dataclass(frozen=True, slots=True)
class ReleaseSettings:
    """Which film of storyworld, and how it is rendered.

    Attributes:
        split: the films to choose from: "train", "validation" or "test".
        number: which film of the split, from 1.
        seed: any film by its seed; None takes the split's.
        clips: described clips in the film.
        size: of the pictures, (width, height).
        world: an entry of ``worlds.WORLDS``.
        redundancy: how much neighbouring clips share, where the world leaves that open.
    """

    split: str = "test"
    number: int = 1
    seed: int | None = None
    clips: int = CLIPS
    size: tuple[int, int] = SIZE
    world: str = WORLDS[0]
    redundancy: float = REDUNDANCY

    def film(self) -> Film:
        """Draw the film.

        Raises:
            ValueError: if the split has no such film, or the world no such choice.
        """
        seed = seeds(self.split, self.number)[-1] if self.seed is None else self.seed
        return sample(self.world, seed, self.clips, self.redundancy)


@dataclass(frozen=True, slots=True)
class Release:
    """The files of a released film.

    Attributes:
        folder: where they lie.
        cast: the names of its people, each of whom has a portrait.
    """

    folder: Path
    cast: tuple[str, ...]

    @property
    def movie(self) -> Path:
        """The film itself."""
        return self.folder / "film.mp4"

    @property
    def cast_file(self) -> Path:
        """Who is in it, with the portraits, for describe's --cast."""
        return self.folder / "cast.json"

    @property
    def subtitles(self) -> Path:
        """The dialogue, for describe's --subtitles."""
        return self.folder / "dialogue.srt"

    @property
    def scripts(self) -> tuple[Path, Path]:
        """The true audio description, to compare a draft with, in two formats."""
        return self.folder / "reference.srt", self.folder / "reference.json"

    @property
    def portraits(self) -> tuple[Path, ...]:
        """One picture for each of the cast."""
        return tuple(self.folder / "portraits" / f"{name}.png" for name in self.cast)

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them, the film first."""
        return (self.movie, self.cast_file, self.subtitles, *self.scripts, *self.portraits)


def prepare(film: Film, folder: Path, *, overwrite: bool = False) -> Release:
    """Make a folder ready for a film's release.

    Raises:
        OutputError: if a file is there already and may not be replaced, or cannot be written.
    """
    release = Release(folder, tuple(person.name for person in film.credits))
    check_output_folder(folder)
    for path in release.files[: -len(release.cast)]:
        check_output(path, overwrite=overwrite)
    check_output_folder(folder / "portraits")
    for path in release.portraits:
        check_output(path, overwrite=overwrite)
    return release


def write(
    film: Film, release: Release, size: tuple[int, int] = SIZE, progress: Progress = SILENT
) -> None:
    """Render a film and write its files, each in one step.

    Raises:
        OutputError: if one cannot be written.
    """
    write_movie(film, release.movie, size, progress)
    for person, path in zip(film.credits, release.portraits, strict=True):
        with replacing(path) as part:
            render.portrait(person).save(part, format="png", optimize=True)
    write_text(release.cast_file, _cast_text(film, release))
    write_script(dialogue(film), release.subtitles)
    for path in release.scripts:
        write_script(reference(film), path)


def reference(film: Film) -> Script:
    """Return a film's true audio description: a line for each clip, spoken from its start."""
    return Script(
        tuple(line for shots in _runs(film.clips) for line in _lines(shots)),
        movie="film.mp4",
        duration=film.duration,
        metadata={"made_by": f"{film.world}, film {film.seed}"},
    )


def dialogue(film: Film) -> Script:
    """Return what is said in a film, as subtitles."""
    lines = tuple(Line(s.start, s.end, s.sentence.text) for s in utterances(film))
    return Script(lines, movie="film.mp4", duration=film.duration)


def _runs(shots: Sequence[Shot]) -> list[list[Shot]]:
    """Group the clips that follow each other without dialogue between them."""
    breaks = [0]
    for before, after in pairwise(shots):
        breaks.append(breaks[-1] + (before.end != after.start))
    pairs = groupby(zip(breaks, shots, strict=True), key=lambda pair: pair[0])
    return [[shot for _, shot in run] for _, run in pairs]


def _lines(shots: Sequence[Shot]) -> list[Line]:
    gap = Gap(shots[0].start, shots[-1].end)
    return [
        Line(
            shot.start,
            min(shot.end, shot.start + speaking_time(shot.text, _RATE)),
            shot.text,
            clip=Clip(shot.start, shot.end, gap),
            characters=shot.characters,
        )
        for shot in shots
    ]


def _cast_text(film: Film, release: Release) -> str:
    characters = [
        {"name": name, "portraits": [path.relative_to(release.folder).as_posix()]}
        for name, path in zip(release.cast, release.portraits, strict=True)
    ]
    document = {"title": f"{film.world.capitalize()} {film.seed}", "characters": characters}
    return json.dumps(document, indent=2) + "\n"
