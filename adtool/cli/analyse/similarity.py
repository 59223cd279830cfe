"""``adtool analyse similarity``: Fig. B.2 of the paper."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.analyses.drawing import check_figure, numbers_path
from adtool.analyses.settings import FilmSettings, SimilaritySettings
from adtool.analyses.similarity import ADS
from adtool.cli.analyse.options import figure_options, footage_options, named_places
from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.cli.setting import SOME, Setting, settings_options, usage
from adtool.progress import Progress

AT_LEAST_TWO = click.IntRange(min=2)
AT_LEAST_TWO.name = "number"
CLIPS = (
    Setting("first", "--first", "The first clip that is drawn, from 1.", SOME),
    Setting("count", "--count", "How many clips are drawn.", AT_LEAST_TWO),
    Setting("frames", "--frames", "Frames a clip.", SOME),
    Setting(
        "over",
        "--over",
        "What the means are over: all clips of the film drawn, or of all films.",
        click.Choice(["film", "films"]),
    ),
)


@command(first=("clip", "annotations", "dataset", "videos", "films", "first", "count", "output"))
@click.option(
    "--clip",
    required=True,
    multiple=True,
    callback=named_places("columns", ADS),
    metavar="[NAME=]MODEL",
    help="A CLIP to compare, and what to call it; may be repeated.",
)
@footage_options
@settings_options("settings", SimilaritySettings, CLIPS, "What is looked at")
@figure_options
@reports
def similarity(
    clip: dict[str, str],
    films: FilmSettings,
    settings: SimilaritySettings,
    output: Path,
    overwrite: bool,
    progress: Progress,
) -> None:
    """Draw how alike neighbouring clips are, as Fig. B.2 of the paper.

    For consecutive clips of a film, draws the cosine similarities of their features: a matrix for
    each --clip, and one for their ADs. A clip's feature is the mean of its frames'. The ADs are
    encoded by the first --clip that has a text encoder, so name the vanilla CLIP first.

    MODEL is a folder in open_clip's form, such as RUN/clip_ad; an architecture and its weights,
    such as ViT-B-32/openai; or a model as describe's --model takes it, such as bundled, which has
    a vision encoder alone.

    Prints how alike clips are on average, by how many places they are apart. The .json beside the
    figure holds these means, the matrices, and the clips with their times and ADs.
    """
    with usage():
        films.refuse_unseen()
    check_figure(output, overwrite=overwrite)
    from adtool.analyses.clip_similarity import compare_clips
    from adtool.analyses.similarity import draw, sentences

    found = compare_clips(clip, films, settings, progress)
    draw(found, output)
    click.echo("\n".join(sentences(found)))
    progress.note(f"Figure: {output}. Its numbers: {numbers_path(output)}.")
