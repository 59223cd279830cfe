"""``adtool analyse compare``: Fig. 5 of the paper."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from adtool.analyses.drawing import numbers_path, write_numbers
from adtool.analyses.settings import ComparisonSettings, FilmSettings
from adtool.analyses.side_by_side import TRUE
from adtool.cli.analyse.options import film_options, named_places
from adtool.cli.file_name import FileName
from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.cli.setting import SOME, Setting, settings_options, usage
from adtool.output import check_output, write_text
from adtool.progress import Progress

ENDINGS = (".html", ".htm")
CLIPS = (
    Setting("first", "--first", "The first clip that is shown, from 1.", SOME),
    Setting("count", "--count", "How many clips are shown.", SOME),
    Setting("pictures", "--frames-shown", "Pictures a clip.", SOME),
)


def _page(ctx: click.Context, param: click.Parameter, path: Path) -> Path:
    if path.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{str(path)!r} must end in {ENDINGS[0]}.", ctx, param)
    return path


@command(
    first=(
        "predictions",
        "model",
        "annotations",
        "videos",
        "films",
        "film",
        "first",
        "count",
        "output",
    )
)
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
@settings_options("settings", ComparisonSettings, CLIPS, "What is looked at")
@click.option(
    "-o",
    "--output",
    type=FileName(),
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
    films: FilmSettings,
    settings: ComparisonSettings,
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
    with usage():
        _refuse(predictions, model, films)
    check_output(output, overwrite=overwrite)
    check_output(numbers_path(output), overwrite=overwrite)
    from adtool.analyses.comparison import compare_sources
    from adtool.analyses.comparison_page import page
    from adtool.analyses.side_by_side import numbers, sentences

    found, pictures = compare_sources(predictions, model, films, settings, progress)
    write_text(output, page(found, pictures))
    write_numbers(output, numbers(found))
    click.echo("\n".join(sentences(found)))
    progress.note(f"Page: {output}. Its numbers: {numbers_path(output)}.")


def _refuse(predictions: Mapping[str, str], models: Mapping[str, str], films: FilmSettings) -> None:
    """Raise a ValueError for what does not go together."""
    if not (predictions or models):
        raise ValueError("name at least one --predictions or --model")
    twice = next((name for name in predictions if name in models), None)
    if twice is not None:
        raise ValueError(f"{twice!r} is the name of two sources")
    films.refuse_unseen()
