"""``adtool analyse tokens``: Fig. 6 of the paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.analyses.drawing import check_figure, numbers_path
from adtool.analyses.tsne import PERPLEXITY, check_perplexity
from adtool.cli.analyse.options import Footage, figure_options, footage_options
from adtool.cli.options import reports
from adtool.cli.setting import COUNT, SOME
from adtool.errors import AdtoolError
from adtool.progress import Progress
from adtool.settings import ModelSettings

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.analyses.tokens import Window
    from adtool.datasets.film import TrainingFilm
    from adtool.model.distinctad import DistinctAD

AT_LEAST_ONE = click.FloatRange(min=1, max=1000)
AT_LEAST_ONE.name = "number"


@click.command()
@click.option(
    "--model",
    default=ModelSettings().model,
    help="A folder, a name of adtool models, a hub name, or 'bundled'.",
)
@footage_options
@click.option(
    "--features",
    type=click.Path(exists=True, path_type=Path),
    help="The films' features: HDF5, or adtool features' folder.",
)
@click.option("--first", type=SOME, default=1, help="The first window that is drawn, from 1.")
@click.option("--count", type=SOME, default=1, help="How many windows are drawn.")
@click.option("--perplexity", type=AT_LEAST_ONE, default=PERPLEXITY, help="Of t-SNE.")
@click.option("--seed", type=COUNT, default=0, help="Of t-SNE.")
@figure_options
@reports
def tokens(
    model: str,
    footage: Footage,
    features: Path | None,
    first: int,
    count: int,
    perplexity: float,
    seed: int,
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
    from adtool.analyses import tokens as analysis
    from adtool.analyses.token_spread import token_spaces
    from adtool.model.device import pick_device
    from adtool.model.distinctad import DistinctAD

    if features is not None and footage.videos is not None:
        raise click.UsageError("Name either --videos or --features.")
    if footage.annotations is not None and not (footage.videos or features):
        raise click.UsageError("--annotations needs --videos or --features.")
    check_figure(output, overwrite=overwrite)
    loaded = DistinctAD.from_pretrained(model, pick_device(footage.device))
    film = _film(loaded, footage, features, progress)
    windows = _windows(film, loaded.config.window, first, count)
    for window in windows:
        check_perplexity(perplexity, len(window.times) * loaded.config.latents)
    shown = _features(loaded, film, windows, footage, features, progress)
    found = analysis.place_tokens(
        windows,
        [token_spaces(loaded, window) for window in shown],
        film.name,
        model,
        perplexity,
        seed,
        progress,
    )
    analysis.draw(found, output)
    click.echo("\n".join(analysis.sentences(found)))
    progress.note(f"Figure: {output}. Its numbers: {numbers_path(output)}.")


def _film(
    model: DistinctAD, footage: Footage, features: Path | None, progress: Progress
) -> TrainingFilm:
    from adtool.analyses.films import film_called, films_of_features, find_films

    if features is not None and features.is_dir() and footage.annotations is None:
        return film_called(films_of_features(features), footage.film)
    size = max(model.config.vision.image_size)
    return film_called(find_films(footage.data(size), progress), footage.film)


def _windows(film: TrainingFilm, n: int, first: int, count: int) -> list[Window]:
    """Cut the film as the model does, and take the windows that are drawn."""
    from adtool.analyses.tokens import Window
    from adtool.model.windows import windows

    cut = windows(film.annotations, n)
    if first - 1 + count > len(cut):
        raise AdtoolError(
            f"{film.name} has {len(film.annotations)} clips, {len(cut)} windows of {n}, so "
            f"{count} from window {first} on are not there; lower --first or --count."
        )
    return [
        Window(i + 1, i * n + 1, [(clip.start, clip.end) for clip in cut[i]])
        for i in range(first - 1, first - 1 + count)
    ]


def _features(
    model: DistinctAD,
    film: TrainingFilm,
    windows: list[Window],
    footage: Footage,
    ready: Path | None,
    progress: Progress,
) -> list[Tensor]:
    """Return the frame features of each window's clips, (clips, T, C)."""
    from adtool.analyses.clip_spaces import frame_features
    from adtool.analyses.films import Part
    from adtool.features.ready import open_features

    begin, last = windows[0].first - 1, windows[-1]
    end = last.first - 1 + len(last.times)
    frames = model.config.frames
    if ready is not None:
        source = open_features(ready, frames)
        source.check([film], model.encoder, progress)
        whole = source.of(film)[begin:end]
    else:
        part = Part(film, range(begin, end))
        whole = frame_features(model.encoder, [part], frames, footage.encoding(), progress)[0]
    return list(whole.split([len(window.times) for window in windows]))  # type: ignore[no-untyped-call]
