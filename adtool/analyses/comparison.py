"""What files and models say of a film's clips: what Fig. 5 of the paper is made from."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from adtool.analyses.comparison_page import Picture
from adtool.analyses.films import Part, film_called, find_films, part_of
from adtool.analyses.settings import ComparisonSettings, FilmSettings
from adtool.analyses.side_by_side import TRUE, ShownClip, SideBySide, SourceLines, source_lines
from adtool.datasets.film import TrainingFilm, frame_times
from adtool.evaluation.film_lines import film_lines
from adtool.evaluation.predict import Footage, frame_size, predict
from adtool.narration.loader import NarratorLoader
from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings
from adtool.work import WorkFolder

SIZE = 320
"""Pixels a side of the frames of storyworld that are shown; a model gets those of its own size."""


def compare_sources(
    predictions: Mapping[str, str],
    models: Mapping[str, str],
    films: FilmSettings,
    settings: ComparisonSettings,
    progress: Progress = SILENT,
) -> tuple[SideBySide, list[list[Picture]]]:
    """Set what files and models say of a film's clips beside the true ADs.

    Args:
        predictions: files of ready lines, by what they are called.
        models: models that are to describe the clips, by what they are called.
        films: which film.
        settings: which of its clips.
        progress: hears how far it is.

    Returns:
        What each source says, and for each clip its pictures.

    Raises:
        AdtoolError: if a file, a model or the film cannot be used, or has too few clips.
    """
    find = functools.cache(lambda data: find_films(data, progress))

    def film_of_size(size: int) -> TrainingFilm:
        return film_called(find(films.data(size)), films.film)

    part = part_of(film_of_size(SIZE), settings.first, settings.count)
    loaders = _loaders(models, films)
    sources = [_true(part), *_ready(predictions, part, progress)]
    for name, loader in loaders.items():
        lines = _narrate(loader, film_of_size, part.clips, progress)
        sources.append(source_lines(name, loader.settings.model, lines, _names(part)))
    clips = [ShownClip(i, c.start, c.end) for i, c in enumerate(part.annotations, settings.first)]
    found = SideBySide(part.name, clips, _there(sources, progress))
    return found, _pictures(part, settings.pictures, progress)


def _loaders(models: Mapping[str, str], films: FilmSettings) -> dict[str, NarratorLoader]:
    """Return what loads the models; one that is not there is told of before any work is done."""
    loaders = {
        name: NarratorLoader(ModelSettings(model=model, device=films.device, batch=films.batch))
        for name, model in models.items()
    }
    for loader in loaders.values():
        loader.find()
    return loaders


def _names(part: Part) -> set[str]:
    """Return the names of the cast, and of those who are known to be in the clips."""
    return {*part.cast, *(name for clip in part.annotations for name in clip.characters)}


def _true(part: Part) -> SourceLines:
    return source_lines(TRUE, "the annotations", [c.text for c in part.annotations], _names(part))


def _ready(predictions: Mapping[str, str], part: Part, progress: Progress) -> list[SourceLines]:
    """Return what the files say."""
    sources = []
    for name, path in predictions.items():
        lines = film_lines(Path(path), part.name, part.film.annotations, progress)
        sources.append(source_lines(name, path, [lines[i] for i in part.clips], _names(part)))
    return sources


def _there(sources: Sequence[SourceLines], progress: Progress) -> list[SourceLines]:
    """Leave out true ADs where nobody knows them, and note which clips have no line."""
    for one in sources[1:]:
        missing = len(one.lines) - len(one.spoken)
        if missing:
            progress.note(f"{one.name}: no line for {missing} of the {len(one.lines)} clips.")
    return [one for one in sources if one.spoken or one is not sources[0]]


def _narrate(
    loader: NarratorLoader,
    film_of_size: Callable[[int], TrainingFilm],
    clips: range,
    progress: Progress,
) -> list[str]:
    """Return a model's line for each of a film's clips, in the windows that the whole film has."""
    narrator = loader.get()
    film = film_of_size(frame_size(narrator))
    n = narrator.view.window
    # One that is told the lines before must have described all of their clips.
    begin = 0 if narrator.view.lines else clips.start // n * n
    end = min(-(-clips.stop // n) * n, len(film.annotations))
    whole = Part(film, range(begin, end))
    sources = predict([whole], narrator, Footage(), "clip", WorkFolder(None), progress)
    return [sources[i - begin].text for i in clips]


def _pictures(part: Part, count: int, progress: Progress) -> list[list[Picture]]:
    shown: list[list[Picture]] = []
    with progress.stage("Reading frames", len(part.clips)) as stage:
        for index, clip in enumerate(part.annotations):
            frames = part.frames(index, count, None)
            shown.append(list(zip(frame_times(clip, count), frames, strict=True)))
            stage.advance()
    return shown
