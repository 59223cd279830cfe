"""``adtool analyse compare``: Fig. 5 of the paper."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.analyses.drawing import numbers_path, write_numbers
from adtool.analyses.side_by_side import TRUE, ShownClip, SideBySide, Told, told_by
from adtool.cli.analyse.options import Footage, film_options, named_places
from adtool.cli.options import reports
from adtool.cli.setting import SOME
from adtool.output import check_output, write_text
from adtool.progress import Progress
from adtool.settings import ModelSettings

if TYPE_CHECKING:
    from adtool.analyses.comparison_page import Picture
    from adtool.analyses.films import Part
    from adtool.datasets.film import TrainingFilm
    from adtool.narration.loader import NarratorLoader

ENDINGS = (".html", ".htm")
SIZE = 320
"""Pixels a side of the frames of storyworld that are shown; a model gets those of its own size."""


def _page(ctx: click.Context, param: click.Parameter, path: Path) -> Path:
    if path.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{str(path)!r} must end in {ENDINGS[0]}.", ctx, param)
    return path


@click.command()
@click.option(
    "--predictions",
    multiple=True,
    callback=named_places("sources", TRUE),
    metavar="[NAME=]FILE",
    help="Ready lines: CSV, JSONL or an AD script, and what to call them; may be repeated.",
)
@click.option(
    "--model",
    multiple=True,
    callback=named_places("sources", TRUE),
    metavar="[NAME=]MODEL",
    help="A model to describe the clips, as describe's --model takes it; may be repeated.",
)
@film_options
@click.option("--first", type=SOME, default=1, help="The first clip that is shown, from 1.")
@click.option("--count", type=SOME, default=16, help="How many clips are shown.")
@click.option("--frames-shown", type=SOME, default=3, help="Pictures a clip.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    callback=_page,
    metavar="FILE",
    help="The page: .html. Its numbers go beside it, with the ending .json.",
)
@click.option("--overwrite", is_flag=True, help="Replace outputs that exist.")
@reports
def compare(
    predictions: dict[str, str],
    model: dict[str, str],
    footage: Footage,
    first: int,
    count: int,
    frames_shown: int,
    output: Path,
    overwrite: bool,
    progress: Progress,
) -> None:
    """Show what models say of a film's clips, side by side.

    As in Fig. 5 of the paper. Writes a web page that needs nothing else: for each of some
    consecutive clips its time, frames of it, the true AD, and the line of every source. A line's
    distinctive words are marked: those that no other line of the same source on the page has, names
    and function words left out.

    A file of predictions may be of more clips and films than are shown; adtool eval
    --save-predictions writes such a file. A model sees the clips as eval shows them: its own window
    and number of frames hold, and prompts name who is known to be in a clip.

    Prints for every source how many distinctive words a line has, and how much of a line stood in
    the line before it (repetition). The .json beside the page holds these figures and all lines
    with their times and distinctive words.
    """
    from adtool.analyses import side_by_side as analysis
    from adtool.analyses.comparison_page import page

    _refuse(predictions, model, footage, output)
    check_output(output, overwrite=overwrite)
    check_output(numbers_path(output), overwrite=overwrite)
    found, pictures = _compare(predictions, model, footage, first, count, frames_shown, progress)
    write_text(output, page(found, pictures))
    write_numbers(output, analysis.numbers(found))
    click.echo("\n".join(analysis.sentences(found)))
    progress.note(f"Page: {output}. Its numbers: {numbers_path(output)}.")


def _refuse(
    predictions: Mapping[str, str], models: Mapping[str, str], footage: Footage, output: Path
) -> None:
    """Raise a UsageError for what does not go together."""
    if not (predictions or models):
        raise click.UsageError("Name at least one --predictions or --model.")
    twice = next((name for name in predictions if name in models), None)
    if twice is not None:
        raise click.UsageError(f"{twice!r} is the name of two sources.")
    if footage.annotations is not None and footage.videos is None:
        raise click.UsageError("--annotations needs --videos.")
    written = {output.resolve(), numbers_path(output).resolve()}
    read = [*map(Path, predictions.values()), *filter(None, [footage.annotations])]
    for path in read:
        if path.resolve() in written:
            raise click.UsageError(f"{path} is read, and would be replaced; name another --output.")


def _compare(
    predictions: Mapping[str, str],
    models: Mapping[str, str],
    footage: Footage,
    first: int,
    count: int,
    frames: int,
    progress: Progress,
) -> tuple[SideBySide, list[list[Picture]]]:
    from adtool.analyses.films import film_called, find_films, part_of
    from adtool.evaluation.film_lines import film_lines
    from adtool.narration.loader import NarratorLoader

    find = functools.cache(lambda settings: find_films(settings, progress))

    def film_of_size(size: int) -> TrainingFilm:
        return film_called(find(footage.data(size)), footage.film)

    film = film_of_size(SIZE)
    part = part_of(film, first, count)
    clips = part.annotations
    loaders = {
        name: NarratorLoader(ModelSettings(model=model, device=footage.device, batch=footage.batch))
        for name, model in models.items()
    }
    for loader in loaders.values():  # one that is not there is told of before any work is done
        loader.find()
    names = {*film.cast, *(name for clip in clips for name in clip.characters)}
    told = [told_by(TRUE, "the annotations", [clip.text for clip in clips], names)]
    for name, path in predictions.items():
        lines = film_lines(Path(path), film.name, film.annotations, progress)
        told.append(told_by(name, path, [lines[i] for i in part.clips], names))
    for name, loader in loaders.items():
        lines = _narrate(loader, film_of_size, part.clips, progress)
        told.append(told_by(name, loader.settings.model, lines, names))
    shown = [ShownClip(i, clip.start, clip.end) for i, clip in enumerate(clips, first)]
    return SideBySide(film.name, shown, _there(told, progress)), _pictures(part, frames, progress)


def _there(told: Sequence[Told], progress: Progress) -> list[Told]:
    """Leave out true ADs where nobody knows them, and note which clips have no line."""
    for one in told[1:]:
        missing = len(one.lines) - len(one.said)
        if missing:
            progress.note(f"{one.name}: no line for {missing} of the {len(one.lines)} clips.")
    return [one for one in told if one.said or one is not told[0]]


def _narrate(
    loader: NarratorLoader,
    film_of_size: Callable[[int], TrainingFilm],
    clips: range,
    progress: Progress,
) -> list[str]:
    """Return a model's line for each of a film's clips, in the windows that the whole film has."""
    from adtool.analyses.films import Part
    from adtool.evaluation.predict import Footage, frame_size, predict
    from adtool.work import WorkFolder

    narrator = loader.get()
    film = film_of_size(frame_size(narrator))
    n = narrator.view.window
    # One that is told the lines before must have described all of their clips.
    begin = 0 if narrator.view.lines else clips.start // n * n
    end = min(-(-clips.stop // n) * n, len(film.annotations))
    whole = Part(film, range(begin, end))
    told = predict([whole], narrator, Footage(), "clip", WorkFolder(None), progress)
    return [told[i - begin].text for i in clips]


def _pictures(part: Part, count: int, progress: Progress) -> list[list[Picture]]:
    from adtool.datasets.film import frame_times

    shown: list[list[Picture]] = []
    with progress.stage("Reading frames", len(part.clips)) as stage:
        for index, clip in enumerate(part.annotations):
            frames = part.frames(index, count, None)
            shown.append(list(zip(frame_times(clip, count), frames, strict=True)))
            stage.advance()
    return shown
