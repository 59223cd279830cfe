"""What ``adtool eval`` does between its options and its report: read, match, score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.benchmarks import (
    GroundTruth,
    find_annotations,
    read_ground_truth,
    size_difference,
)
from adtool.evaluation.casts import casts_of
from adtool.evaluation.matching import SURE, Match, match
from adtool.evaluation.predictions import (
    PredictionFile,
    own_references,
    predictions_csv,
    read_predictions,
)
from adtool.evaluation.request import Request
from adtool.faults import summary
from adtool.output import write_text
from adtool.progress import SILENT, Progress

if TYPE_CHECKING:
    from adtool.evaluation.report import Evaluation

LEFT_OUT = "left-out"
"""The way with rows without a prediction in which they do not count."""

Casts = Mapping[str, tuple[str, ...]]
"""For a film, the names of its characters."""


def evaluate(request: Request, progress: Progress = SILENT) -> Evaluation:
    """Read or make the predictions, match them to the ground truth, and score them.

    Raises:
        AdtoolError: if a file cannot be used, nothing matches, or ``strict`` forbids what it found.
    """
    run = _Run(request, progress)
    predictions = request.predictions
    file = None if predictions.file is None else run.read(predictions.file)
    truth = run.ground_truth(file)
    casts = run.casts(truth)
    facts: dict[str, object] = {}
    if file is None:
        file, facts = _predict(request, truth, progress)
    files = [file, *map(run.read, filter(None, [predictions.compare]))]
    if request.benchmark.missing == LEFT_OUT:
        truth = run.predicted(truth, files)
    found, *others = [run.match(truth, one, casts) for one in files]
    other = next(iter(others), None)
    for message in run.warnings:
        progress.note(f"{message}.")
    done = _scored(request, truth, found, other, progress)
    return replace(done, source=file.source, warnings=run.warnings, facts=facts)


def _scored(
    request: Request, truth: GroundTruth, found: Match, other: Match | None, progress: Progress
) -> Evaluation:
    """Score the predictions, and those that they are compared with."""
    from adtool.evaluation.report import Evaluation
    from adtool.evaluation.scoring import Scores, differences, score_candidates

    metrics, settings, seed = request.metrics, request.settings, request.benchmark.seed
    movies = [row.movie for row in truth.rows]

    def scored(match: Match) -> Scores:
        every = [match.pairs, *match.others]
        return score_candidates(
            every, metrics, settings, movies=movies, seed=seed, progress=progress
        )

    scores, theirs = scored(found), None if other is None else scored(other)
    return Evaluation(
        name=request.benchmark.name,
        benchmark=request.known,
        truth=truth,
        source="",
        match=found,
        scores=scores,
        settings=settings,
        seed=seed,
        missing=request.benchmark.missing,
        other=str(request.predictions.compare or ""),
        other_scores=theirs,
        differences=differences(scores, theirs, found.pairs, movies, seed) if theirs else {},
    )


@dataclass(frozen=True)
class _Run:
    """One evaluation while its files are read, and what a reader of it must know."""

    request: Request
    progress: Progress
    warnings: list[str] = field(default_factory=list)

    @property
    def strict(self) -> bool:
        return self.request.benchmark.strict

    @property
    def movies(self) -> tuple[str, ...]:
        return self.request.benchmark.movies

    def read(self, path: Path) -> PredictionFile:
        """Read predictions, for the movies that were asked for."""
        file = read_predictions(path, self.movies[0] if len(self.movies) == 1 else "")
        faults = summary(file.faults)
        self.warnings.extend(faults)
        if self.strict and faults:
            raise AdtoolError(f"{path}: {faults[0]}. Without --strict it is worked round.")
        return file

    def ground_truth(self, file: PredictionFile | None) -> GroundTruth:
        """Return the benchmark's own, or else what the predictions carry."""
        try:
            truth = self._own_truth()
        except UnavailableError as error:
            carried = None if file is None else own_references(file)
            if carried is None:
                raise
            self.warnings.append(
                f"{error.what} The references in {carried.source} are taken instead"
            )
            truth = carried
        self.warnings.extend(summary(truth.faults))
        different = size_difference(truth, self.request.known)
        if different and self.strict:
            raise AdtoolError(f"{different}. Without --strict they are scored all the same.")
        self.warnings.extend([different] * bool(different))
        return truth.of(self.movies) if self.movies else truth

    def _own_truth(self) -> GroundTruth:
        asked, known = self.request.benchmark, self.request.known
        if not known.format:
            from adtool.evaluation.predict import drawn_truth

            return drawn_truth(known.world, asked.films)
        return read_ground_truth(find_annotations(known, asked.annotations), known)

    def casts(self, truth: GroundTruth) -> Casts:
        """Return who is in the films."""
        cast = self.request.benchmark.cast
        found = {} if cast is None else casts_of(truth, cast, self.warnings.append)
        if cast is not None and not found:
            self.warnings.append(f"{cast} has the cast of none of {truth.source}'s films")
        return found

    def match(self, truth: GroundTruth, file: PredictionFile, casts: Casts) -> Match:
        """Set predictions beside the rows that they are for."""
        found = match(truth, _only(truth, file) if self.movies else file)
        if self.strict:
            found.refuse(file.source)
        self._refuse_few(found, file)
        if found.share < SURE:
            self.warnings.append(f"{file.source}: only {found.said} ({found.share:.1%})")
        self.warnings.extend(f"{file.source}: {note}" for note in found.notes())
        return replace(found, pairs=replace(found.pairs, casts=casts))

    def _refuse_few(self, found: Match, file: PredictionFile) -> None:
        """Refuse predictions for too few rows.

        A script leaves clips out by its nature, and what a model has just made is not thrown away.
        """
        made = file.is_script or self.request.predictions.model is not None
        if not (made or self.request.benchmark.allow_missing):
            found.refuse_few(file.source)

    def predicted(self, truth: GroundTruth, files: Sequence[PredictionFile]) -> GroundTruth:
        """Return the rows that all files have a prediction for."""
        absent: set[int] = set()
        for file in files:
            found = match(truth, _only(truth, file) if self.movies else file)
            self._refuse_few(found, file)
            absent |= found.absent
        if absent:
            self.warnings.append(
                f"{len(absent):,} rows of {len(truth.rows):,} have no prediction, and are left "
                "out: figures are not comparable with published ones"
            )
        rows = tuple(row for number, row in enumerate(truth.rows) if number not in absent)
        return replace(truth, rows=rows)


def _only(truth: GroundTruth, file: PredictionFile) -> PredictionFile:
    """Leave out predictions that say that they are for another movie."""
    known = {name.casefold() for row in truth.rows for name, *_ in row.clocks}
    kept = [one for one in file.predictions if not one.movie or one.movie.casefold() in known]
    return replace(file, predictions=tuple(kept))


def _predict(
    request: Request, truth: GroundTruth, progress: Progress
) -> tuple[PredictionFile, dict[str, object]]:
    """Let the model describe the benchmark's clips; keep them where they were asked for."""
    from adtool.evaluation import predict as making
    from adtool.narration.loader import NarratorLoader
    from adtool.work import WorkFolder, default_root

    asked, known = request.predictions, request.benchmark
    narrator = NarratorLoader(request.narrator).get()
    size = making.frame_size(narrator)
    footage = making.Footage(asked.videos, asked.features, known.cast, known.films, size)
    films = making.films_of(request.known, truth, footage, progress)
    work = WorkFolder((asked.work or default_root()) / f"eval-{known.name}")
    predictions = making.predict(films, narrator, footage, asked.characters, work, progress)
    if request.save is not None:
        write_text(request.save, predictions_csv(predictions))
        progress.note(f"Predictions: {request.save}.")
    facts = {"name": narrator.name, **narrator.facts, "characters": asked.characters}
    return PredictionFile(f"the model {narrator.name}", tuple(predictions)), facts
