"""``adtool analyse tokens``: Fig. 6 of the paper."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.analyses.drawing import check_figure, numbers_path
from adtool.analyses.settings import FilmSettings, TokenSettings
from adtool.cli.analyse.options import figure_options, footage_options
from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.cli.setting import COUNT, PLACE, SOME, Setting, settings_options
from adtool.progress import Progress
from adtool.settings import BUNDLED

AT_LEAST_ONE = click.FloatRange(min=1, max=1000)
AT_LEAST_ONE.name = "number"
WINDOWS = (
    Setting("first", "--first", "The first window that is drawn, from 1.", SOME),
    Setting("count", "--count", "How many windows are drawn.", SOME),
    Setting("perplexity", "--perplexity", "Of t-SNE.", AT_LEAST_ONE),
    Setting("seed", "--seed", "Of t-SNE.", COUNT),
)


@command(
    first=("model", "annotations", "dataset", "videos", "features", "films", "count", "output")
)
@click.option(
    "--model",
    default=BUNDLED,
    show_default=True,
    help="A DistinctAD: a folder, a name of adtool models, a hub name, or 'bundled'.",
)
@footage_options
@click.option(
    "--features",
    type=PLACE,
    help="The films' features: HDF5, or adtool features' folder.",
)
@settings_options("settings", TokenSettings, WINDOWS, "What is looked at")
@figure_options
@reports
def tokens(
    model: str,
    films: FilmSettings,
    features: Path | None,
    settings: TokenSettings,
    output: Path,
    overwrite: bool,
    progress: Progress,
) -> None:
    """Draw what contextual EMA does to a window's tokens, as Fig. 6 of the paper.

    A film's clips are cut into windows of as many as the model sees together. For each window that
    is drawn, a row of three panels shows by t-SNE, from left to right, the tokens that the
    Perceiver makes of the frames (H), those rebuilt from the bases, and those that attend to the
    bases; coloured by clip. Each panel is a plane of its own, of the same perplexity and seed.

    With --features of a data set's clips, the annotations may be left out.

    Prints how far the tokens lie apart in all their dimensions: cosine similarities within a clip,
    between neighbouring clips and between others, how compact all are, and how many lie nearest
    to their own clip. The .json beside the figure holds these figures and all coordinates.
    """
    if features is not None and films.videos is not None:
        raise click.UsageError("Name either --videos or --features.")
    if films.annotations is not None and not (films.videos or features):
        raise click.UsageError("--annotations needs --videos or --features.")
    check_figure(output, overwrite=overwrite)
    from adtool.analyses.tokens import draw, sentences
    from adtool.analyses.windows import tokens_of_windows

    found = tokens_of_windows(model, films, features, settings, progress)
    draw(found, output)
    click.echo("\n".join(sentences(found)))
    progress.note(f"Figure: {output}. Its numbers: {numbers_path(output)}.")
