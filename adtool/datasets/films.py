"""The films that a run learns from and validates on, in every process the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adtool.datasets.film import TrainingFilm
from adtool.datasets.settings import DATA, DataSettings
from adtool.faults import FaultFile, summary
from adtool.progress import SILENT, Progress


def load_films(
    settings: DataSettings, folder: Path, progress: Progress = SILENT
) -> tuple[Sequence[TrainingFilm], Sequence[TrainingFilm]]:
    """Return the films to learn from and those to validate on, in every process the same.

    What is wrong with the data is counted in a line a kind, and named in ``folder/faults.jsonl``
    (further processes write ``faults-1.jsonl``, …), also while the films are used.

    Args:
        settings: which films.
        folder: the run's folder.
        progress: shows how far it is, and the lines.

    Raises:
        ConfigError, AnnotationError, MediaError, CastError, TrainingError: as ``annotated_films``.
        OutputError: if the folder cannot be written.
    """
    from adtool.parallel import main_first, part, progress_of_main  # loads torch

    rank = part().rank
    main = folder / "faults.jsonl"
    faults = FaultFile(folder / f"faults-{rank}.jsonl", known=main) if rank else FaultFile(main)
    progress = progress_of_main(progress)
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
