"""``adtool analyse similarity``: Fig. B.2 of the paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.analyses.drawing import check_figure, numbers_path
from adtool.cli.analyse.options import Footage, figure_options, footage_options, named_places
from adtool.cli.options import reports
from adtool.cli.setting import SOME
from adtool.progress import Progress

if TYPE_CHECKING:
    from adtool.analyses.clip_spaces import Encoders
    from adtool.analyses.similarity import Similarity, Space
    from adtool.datasets.film import TrainingFilm

AT_LEAST_TWO = click.IntRange(min=2)
AT_LEAST_TWO.name = "number"
ADS = "ADs"


@click.command()
@click.option(
    "--clip",
    required=True,
    multiple=True,
    callback=named_places("columns", ADS),
    metavar="[NAME=]MODEL",
    help="A CLIP to compare, and what to call it; may be repeated.",
)
@footage_options
@click.option("--first", type=SOME, default=1, help="The first clip that is drawn, from 1.")
@click.option("--count", type=AT_LEAST_TWO, default=16, help="How many clips are drawn.")
@click.option("--frames", type=SOME, default=8, help="Frames a clip.")
@click.option(
    "--over",
    type=click.Choice(["film", "films"]),
    default="film",
    help="What the means are over: all clips of the film drawn, or of all films.",
)
@figure_options
@reports
def similarity(
    clip: dict[str, str],
    footage: Footage,
    first: int,
    count: int,
    frames: int,
    over: str,
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
    from adtool.analyses import similarity as analysis

    if footage.annotations is not None and footage.videos is None:
        raise click.UsageError("--annotations needs --videos.")
    check_figure(output, overwrite=overwrite)
    found = _compare(clip, footage, first, count, frames, over, progress)
    analysis.draw(found, output)
    _report(found, output, progress)


def _compare(
    named: dict[str, str],
    footage: Footage,
    first: int,
    count: int,
    frames: int,
    over: str,
    progress: Progress,
) -> Similarity:
    from adtool.analyses.clip_spaces import load_encoders
    from adtool.analyses.films import film_called, find_films, part_of
    from adtool.analyses.similarity import ShownClip, compare_spaces

    encoders = {name: load_encoders(model) for name, model in named.items()}
    size = max(max(one.vision.config.image_size) for one in encoders.values())
    films = find_films(footage.data(size), progress)
    film = film_called(films, footage.film)
    part = part_of(film, first, count)
    shown = [
        ShownClip(number, clip.start, clip.end, clip.text)
        for number, clip in enumerate(part.annotations, first)
    ]
    looked = films if over == "films" else [film]
    spaces = _spaces(named, encoders, looked, footage, frames, progress)
    return compare_spaces(spaces, [one.name for one in looked], film.name, shown)


def _spaces(
    named: dict[str, str],
    encoders: dict[str, Encoders],
    films: list[TrainingFilm],
    footage: Footage,
    frames: int,
    progress: Progress,
) -> list[Space]:
    """Encode the clips with every CLIP, and the ADs with the first that can."""
    from adtool.analyses.clip_spaces import ad_vectors, frame_features
    from adtool.analyses.neighbours import clip_vectors
    from adtool.analyses.similarity import Space

    how = footage.encoding()
    spaces = []
    for name, one in encoders.items():
        features = frame_features(one.vision, films, frames, how, progress)
        spaces.append(Space(name, named[name], [clip_vectors(film.numpy()) for film in features]))
    reader = next(((name, one.clip) for name, one in encoders.items() if one.clip), None)
    if reader is None:
        progress.note("No --clip has a text encoder, so the ADs are not compared.")
        return spaces
    name, clip = reader
    texts = [film.numpy() for film in ad_vectors(clip, films, how.device, progress)]
    return [*spaces, Space(ADS, named[name], texts)]


def _report(found: Similarity, output: Path, progress: Progress) -> None:
    from adtool.analyses.similarity import sentences

    click.echo("\n".join(sentences(found)))
    progress.note(f"Figure: {output}. Its numbers: {numbers_path(output)}.")
