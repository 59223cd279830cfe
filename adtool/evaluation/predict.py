"""What a model says of a benchmark's clips: what ``adtool eval --model`` does before it scores.

A film's clips are shown in order, N at a time, each with the names of the people in it. Each film's
lines are kept as soon as they are made, so that a run that stopped goes on with the next film.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

import torch
from torch import Tensor

from adtool.datasets.annotated import annotated_films
from adtool.datasets.film import Annotation, TrainingFilm, actors_of, portraits_of
from adtool.datasets.settings import DataSettings
from adtool.datasets.storyworld_film import storyworld
from adtool.english.reading_time import words_in
from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.benchmarks import Benchmark, BenchmarkRow, GroundTruth
from adtool.evaluation.predictions import Prediction
from adtool.faults import FaultList, summary
from adtool.features.ready import open_features
from adtool.model.prompt import Role, roles
from adtool.model.windows import windows
from adtool.narration.choice import choose
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Dialogue, Group, Narrator, Offer, Seen, ShownClip
from adtool.progress import SILENT, Progress
from adtool.settings import TEST_FILMS, ChoiceSettings, FittingSettings
from adtool.timeline import Clip, Gap, Span
from adtool.work import JSON, WorkFolder

RATE = FittingSettings().rate
"""Words a minute that a narrator is given room for."""


def in_clip(film: TrainingFilm, clip: Annotation) -> Sequence[str]:
    """Name who is in the clip, in the annotation's order, as training does."""
    return clip.characters


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


Pick = Callable[[Sequence[Annotation], Sequence[Offer]], list[str]]
"""From a film's clips and what was offered for each to a line for each, empty where there is none.
"""


def likeliest(clips: Sequence[Annotation], offers: Sequence[Offer]) -> list[str]:
    """Take the first wording of each clip, as the field's figures do."""
    return [offer.candidates[0].text if offer.candidates else "" for offer in offers]


def chosen(clips: Sequence[Annotation], offers: Sequence[Offer]) -> list[str]:
    """Choose wordings over the whole film and fit them, as ``describe`` does, without a listener.

    A clip is its own gap; one that gets no line has an empty one.
    """
    narrations = [
        ClipNarration(Clip(clip.start, clip.end, Gap(clip.start, clip.end)), candidates=found)
        for clip, found in zip(clips, (offer.candidates for offer in offers), strict=True)
    ]
    lines, _ = choose(narrations, FittingSettings(), ChoiceSettings())
    said = {(line.clip.start, line.clip.end): line.text for line in lines if line.clip}
    return [said.get((clip.start, clip.end), "") for clip in clips]


@dataclass(frozen=True, slots=True)
class Footage:
    """What is shown to the model.

    Attributes:
        videos: the folder of videos; None where there are only features.
        features: ready features, as ``open_features`` takes them; None encodes the videos.
        cast: who is in the films, as ``DataSettings.cast``; None where nobody is known.
        films: how many of a drawn world's films.
        size: pixels a side of a drawn world's frames: the encoder's own, as in training.
    """

    videos: Path | None = None
    features: Path | None = None
    cast: Path | None = None
    films: int = TEST_FILMS
    size: int = 96


def drawn_truth(world: str, films: int) -> GroundTruth:
    """Return the ground truth of a drawn world's first test films."""
    rows = [
        BenchmarkRow(
            film.name,
            film.name,
            clip.start,
            clip.end,
            clip.text,
            ((film.name, clip.start, clip.end),),
        )
        for film in _drawn(world, films)
        for clip in film.annotations
    ]
    return GroundTruth(f"{world}'s first {films} test films", tuple(rows))


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
        found: list[TrainingFilm] = list(_drawn(known.world, footage.films, footage.size))
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


def frame_size(narrator: Narrator) -> int:
    """Return how many pixels a side a drawn world's frames should have for a narrator."""
    encoder = narrator.encoder
    return narrator.view.short_side if encoder is None else encoder.config.image_size[0]


def predict(
    films: Sequence[TrainingFilm],
    narrator: Narrator,
    footage: Footage,
    characters: str,
    work: WorkFolder,
    progress: Progress = SILENT,
    *,
    pick: Pick = likeliest,
) -> list[Prediction]:
    """Describe every clip of every film.

    Args:
        films: the films.
        narrator: who describes them; it sees their clips window after window.
        footage: where the films' features are, if they are there already.
        characters: whom the narrator is told of, an entry of ``CHARACTERS``.
        work: keeps each finished film.
        progress: hears of every film.
        pick: how a film's lines are found among what was offered.

    Raises:
        CheckpointError: if features are missing, damaged, or of another encoder.
        UnavailableError: if there are features, and the narrator does not see by any.
    """
    showing = _Showing(narrator, characters, footage.features, pick)
    showing.check(films, progress)

    def compute(missing: Sequence[Sequence[TrainingFilm]], progress: Progress) -> list[object]:
        return [showing.lines(film) for group in missing for film in group]

    kept = work.keep_groups(
        "benchmark",
        [[film] for film in films],
        lambda group: showing.key(group[0]),
        compute,
        JSON,
        title="Describing films",
        progress=progress,
    )
    return [
        Prediction(line, film.name, clip.start, clip.end, clip.text)
        for film, lines in zip(films, kept, strict=True)
        for clip, line in zip(film.annotations, cast("list[str]", lines), strict=True)
    ]


@dataclass(frozen=True)
class _Showing:
    """Films shown to a narrator.

    Attributes:
        narrator: who describes them.
        characters: an entry of ``CHARACTERS``.
        ready: where their features are; None where it sees their frames.
        pick: how a film's lines are found.
    """

    narrator: Narrator
    characters: str
    ready: Path | None
    pick: Pick

    def check(self, films: Sequence[TrainingFilm], progress: Progress) -> None:
        if self.ready is None:
            return
        encoder = self.narrator.encoder
        if encoder is None:
            raise UnavailableError(
                f"{self.narrator.name} sees frames, and no features.",
                "Name --videos in the place of --features.",
            )
        source = open_features(self.ready, self.narrator.view.frames)
        source.check(films, encoder, progress)

    def lines(self, film: TrainingFilm) -> list[str]:
        """Return a line for each of a film's clips."""
        view, characters = self.narrator.view, self._characters(film)
        portraits, ready = self._portraits(film), self._ready(film)
        offers: list[Offer] = []
        together = view.window * (1 if view.lines else self.narrator.settings.windows)
        for clips in windows(range(len(film.annotations)), together):
            seen = (
                self._see(film, clips, characters)
                if ready is None
                else self.narrator.from_features(ready[list(clips)])
            )
            spans = [Span(film.annotations[i].start, film.annotations[i].end) for i in clips]
            group = Group(
                clips=spans,
                seen=seen,
                present=torch.ones(len(clips), view.frames, dtype=torch.bool),
                characters=[characters[i] for i in clips],
                portraits=portraits,
                before=_said(film, offers)[-view.lines :] if view.lines else [],
                budgets=[words_in(span.duration, RATE) for span in spans],
                dialogue=[Dialogue()] * len(spans),
            )
            offers += self.narrator.narrate(group, SILENT)
        return self.pick(film.annotations, offers)

    def key(self, film: TrainingFilm) -> dict[str, object]:
        """Return all that the lines depend on."""
        view = self.narrator.view
        return {
            "film": film.name,
            "sight": [self.narrator.sight, view.frames, view.window],
            "wording": self.narrator.wording,
            "pick": self.pick.__name__,
            "clips": [[clip.start, clip.end] for clip in film.annotations],
            "names": [[[who.name, who.actor] for who in clip] for clip in self._characters(film)],
            "footage": [_state(path) for path in self._paths(film)],
            "portraits": _pictures(film) if view.portraits else {},
        }

    def _characters(self, film: TrainingFilm) -> list[list[Role]]:
        named, most = CHARACTERS[self.characters], self.narrator.view.characters
        actors = actors_of(film)
        return [roles(named(film, clip)[:most], actors) for clip in film.annotations]

    def _portraits(self, film: TrainingFilm) -> dict[str, Tensor]:
        if not self.narrator.view.portraits:
            return {}
        return {
            name: self.narrator.portray(pictures)
            for name, pictures in portraits_of(film).items()
            if len(pictures)
        }

    def _paths(self, film: TrainingFilm) -> list[Path]:
        if self.ready is not None:
            return [self.ready]
        return list(dict.fromkeys(getattr(film, "paths", ())))

    def _see(
        self, film: TrainingFilm, clips: Sequence[int], characters: Sequence[Sequence[Role]]
    ) -> Seen:
        frames = self.narrator.view.frames
        shown = (
            ShownClip(
                Span(film.annotations[index].start, film.annotations[index].end),
                list(film.frames(index, frames, None)),
                characters=characters[index],
                recognised=self.characters == "clip",
            )
            for index in clips
        )
        return self.narrator.see(shown, SILENT)

    def _ready(self, film: TrainingFilm) -> Tensor | None:
        """Return a film's features, where there are any."""
        if self.ready is None:
            return None
        return open_features(self.ready, self.narrator.view.frames).of(film).float()


def _said(film: TrainingFilm, offers: Sequence[Offer]) -> list[str]:
    """Return what was said of the film's first clips, where something was."""
    return [line for line in likeliest(film.annotations[: len(offers)], offers) if line]


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


def _drawn(world: str, films: int, size: int = 96) -> Sequence[TrainingFilm]:
    return storyworld(DataSettings(kind=world, validation_films=films, size=size), "test")
