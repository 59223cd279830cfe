"""What ``adtool eval`` does between its options and its report: read, match, score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.benchmarks import (
    Benchmark,
    GroundTruth,
    benchmark,
    find_annotations,
    read_ground_truth,
    size_difference,
)
from adtool.evaluation.casts import casts_of
from adtool.evaluation.matching import Match, match
from adtool.evaluation.predictions import (
    PredictionFile,
    own_references,
    predictions_csv,
    read_predictions,
)
from adtool.faults import summary
from adtool.output import write_text
from adtool.progress import Progress
from adtool.settings import EvaluationSettings, ModelSettings

if TYPE_CHECKING:
    from adtool.evaluation.report import Evaluation


@dataclass(frozen=True)
class Asked:
    """Whose predictions are scored, and against what."""

    name: str
    predictions: Path | None
    model: str | None
    videos: Path | None
    features: Path | None
    cast: Path | None
    characters: str
    films: int
    annotations: Path | None
    movies: tuple[str, ...]
    compare: Path | None
    strict: bool
    work: Path | None
    save: Path | None
    model_settings: ModelSettings

    @property
    def benchmark(self) -> Benchmark:
        """The benchmark that is meant."""
        return benchmark(self.name)


def evaluation_of(
    asked: Asked,
    metrics: Sequence[str],
    settings: EvaluationSettings,
    seed: int,
    progress: Progress,
) -> Evaluation:
    """Read or make the predictions, match them to the ground truth, and score them.

    Raises:
        AdtoolError: if a file cannot be used, nothing matches, or ``strict`` forbids what it found.
    """
    from adtool.evaluation.report import Evaluation
    from adtool.evaluation.scoring import differences, score

    warnings: list[str] = []
    file = None if asked.predictions is None else _read(asked, asked.predictions, warnings)
    truth = _ground_truth(asked, file, warnings)
    casts = _casts(asked, truth, warnings)
    facts: dict[str, object] = {}
    if file is None:
        file, facts = _predict(asked, truth, progress)
    found = _match(asked, truth, file, casts, warnings)
    other = None
    if asked.compare is not None:
        other = _match(asked, truth, _read(asked, asked.compare, warnings), casts, warnings)
    for message in warnings:
        progress.note(f"{message}.")
    movies = [row.movie for row in truth.rows]
    scores = score(found.pairs, metrics, settings, movies=movies, seed=seed, progress=progress)
    theirs = None
    if other is not None:
        theirs = score(other.pairs, metrics, settings, movies=movies, seed=seed, progress=progress)
    return Evaluation(
        name=asked.name,
        benchmark=asked.benchmark,
        truth=truth,
        source=file.source,
        match=found,
        scores=scores,
        settings=settings,
        seed=seed,
        warnings=warnings,
        other=str(asked.compare or ""),
        other_scores=theirs,
        differences=differences(scores, theirs, found.pairs, movies, seed) if theirs else {},
        facts=facts,
    )


def _read(asked: Asked, path: Path, warnings: list[str]) -> PredictionFile:
    """Read predictions, for the movies that were asked for."""
    movie = asked.movies[0] if len(asked.movies) == 1 else ""
    file = read_predictions(path, movie)
    warnings += summary(file.faults)
    if asked.strict and file.faults:
        raise AdtoolError(
            f"{path}: {summary(file.faults)[0]}. Without --strict it is worked round."
        )
    return file


def _ground_truth(asked: Asked, file: PredictionFile | None, warnings: list[str]) -> GroundTruth:
    """Return the benchmark's own, or else what the predictions carry."""
    known = asked.benchmark
    try:
        truth = _own_truth(asked, known)
    except UnavailableError as error:
        carried = None if file is None else own_references(file)
        if carried is None:
            raise
        warnings.append(f"{error.what} The references in {carried.source} are taken instead")
        truth = carried
    warnings += summary(truth.faults)
    different = size_difference(truth, known)
    if different and asked.strict:
        raise AdtoolError(f"{different}. Without --strict they are scored all the same.")
    warnings += [different] * bool(different)
    return truth.of(asked.movies) if asked.movies else truth


def _own_truth(asked: Asked, known: Benchmark) -> GroundTruth:
    if not known.format:
        from adtool.evaluation.predict import storyworld_truth

        return storyworld_truth(asked.films)
    return read_ground_truth(find_annotations(known, asked.annotations), known)


Casts = Mapping[str, tuple[str, ...]]
"""For a film, the names of its characters."""


def _casts(asked: Asked, truth: GroundTruth, warnings: list[str]) -> Casts:
    found = {} if asked.cast is None else casts_of(truth, asked.cast)
    if asked.cast is not None and not found:
        warnings.append(f"{asked.cast} has the cast of none of {truth.source}'s films")
    return found


def _match(
    asked: Asked, truth: GroundTruth, file: PredictionFile, casts: Casts, warnings: list[str]
) -> Match:
    if asked.movies:
        file = _only(truth, file)
    found = match(truth, file)
    if asked.strict:
        found.refuse(file.source)
    warnings += [f"{file.source}: {note}" for note in found.notes()]
    return replace(found, pairs=replace(found.pairs, casts=casts))


def _only(truth: GroundTruth, file: PredictionFile) -> PredictionFile:
    """Leave out predictions that say that they are for another movie."""
    known = {name.casefold() for row in truth.rows for name, *_ in row.clocks}
    kept = [one for one in file.predictions if not one.movie or one.movie.casefold() in known]
    return replace(file, predictions=tuple(kept))


def _predict(
    asked: Asked, truth: GroundTruth, progress: Progress
) -> tuple[PredictionFile, dict[str, object]]:
    """Let the model describe the benchmark's clips; keep them where they were asked for."""
    from adtool.evaluation import predict as making
    from adtool.narration.loader import NarratorLoader
    from adtool.work import WorkFolder, default_root

    narrator = NarratorLoader(asked.model_settings).get()
    size = making.frame_size(narrator)
    footage = making.Footage(asked.videos, asked.features, asked.cast, asked.films, size)
    films = making.films_of(asked.benchmark, truth, footage, progress)
    work = WorkFolder((asked.work or default_root()) / f"eval-{asked.name}")
    predictions = making.predict(films, narrator, footage, asked.characters, work, progress)
    if asked.save is not None:
        write_text(asked.save, predictions_csv(predictions))
        progress.note(f"Predictions: {asked.save}.")
    facts = {"name": narrator.name, **narrator.facts, "characters": asked.characters}
    return PredictionFile(f"the model {narrator.name}", tuple(predictions)), facts
