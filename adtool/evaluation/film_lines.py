"""A file of predictions as lines of one film's clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from adtool.datasets.annotations import Annotation
from adtool.evaluation.benchmarks import GroundTruth, row_in_movie
from adtool.evaluation.matching import match
from adtool.evaluation.predictions import PredictionFile, read_predictions
from adtool.faults import summary
from adtool.progress import SILENT, Progress


def film_lines(
    path: Path, film: str, clips: Sequence[Annotation], progress: Progress = SILENT
) -> Sequence[str]:
    """Read what a file predicts for each clip of a film.

    Rows of other films are left out; rows that name no film are of this one.

    Args:
        path: what ``read_predictions`` reads.
        film: the film's name.
        clips: all clips of the film: rows without times may go by their order among these.
        progress: hears what is wrong with the file, and how many rows match no clip.

    Returns:
        A line for each clip, "" where there is none.

    Raises:
        AnnotationError, ScriptError: if the file cannot be read.
        AdtoolError: if nothing in it matches.
    """
    rows = tuple(row_in_movie(clip) for clip in clips)
    file = read_predictions(path, film)
    for line in summary(file.faults):
        progress.note(f"{path}: {line}.")
    names = {name.casefold() for row in rows for name, *_ in row.clocks}
    found = match(GroundTruth(film, rows), _of_film(file, film, names))
    if found.unmatched:
        progress.note(f"{path}: {len(found.unmatched)} of its rows match no clip of {film}.")
    return found.pairs.predictions


def _of_film(file: PredictionFile, film: str, names: set[str]) -> PredictionFile:
    """Keep the rows of a film; all where there are none, so that the match says what is there."""
    ours = [one for one in file.predictions if not one.movie or one.movie.casefold() in names]
    told = [replace(one, movie=one.movie or film) for one in ours or file.predictions]
    return replace(file, predictions=tuple(told))
