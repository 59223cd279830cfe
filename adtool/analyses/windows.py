"""The windows of a film and the model's tokens of them: what Fig. 6 of the paper is drawn from."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor

from adtool.analyses.clip_spaces import frame_features
from adtool.analyses.films import Part, film_called, films_of_features, find_films
from adtool.analyses.settings import FilmSettings, TokenSettings
from adtool.analyses.token_spread import token_spaces
from adtool.analyses.tokens import Tokens, Window, place_tokens
from adtool.analyses.tsne import check_perplexity
from adtool.datasets.film import TrainingFilm
from adtool.errors import AdtoolError
from adtool.features.ready import open_features
from adtool.model.device import pick_device
from adtool.model.distinctad import DistinctAD
from adtool.model.windows import windows as cut_windows
from adtool.progress import SILENT, Progress


def tokens_of_windows(
    model: str,
    films: FilmSettings,
    features: Path | None,
    settings: TokenSettings,
    progress: Progress = SILENT,
) -> Tokens:
    """Place the tokens of some windows of a film on a plane.

    Args:
        model: a DistinctAD, as ``from_pretrained`` takes it.
        films: which film.
        features: ready features of its clips, as ``open_features`` takes them; None has the
            frames encoded.
        settings: which windows, and how they are placed.
        progress: hears how far it is.

    Raises:
        AdtoolError: if the model, the film or the features cannot be used, or there are too few
            windows, or too few tokens for the perplexity.
        UnavailableError: if scikit-learn is not installed.
    """
    loaded = DistinctAD.from_pretrained(model, pick_device(films.device))
    film = _film(loaded, films, features, progress)
    windows = _windows(film, loaded.config.window, settings.first, settings.count)
    for window in windows:
        check_perplexity(settings.perplexity, len(window.times) * loaded.config.latents)
    shown = _features(loaded, film, windows, films, features, progress)
    return place_tokens(
        windows,
        [token_spaces(loaded, window) for window in shown],
        film.name,
        model,
        settings.perplexity,
        settings.seed,
        progress,
    )


def _film(
    model: DistinctAD, films: FilmSettings, features: Path | None, progress: Progress
) -> TrainingFilm:
    if features is not None and features.is_dir() and films.annotations is None:
        return film_called(films_of_features(features), films.film)
    size = max(model.config.vision.image_size)
    return film_called(find_films(films.data(size), progress), films.film)


def _windows(film: TrainingFilm, n: int, first: int, count: int) -> list[Window]:
    """Cut the film as the model does, and take the windows that are drawn."""
    cut = cut_windows(film.annotations, n)
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
    films: FilmSettings,
    ready: Path | None,
    progress: Progress,
) -> list[Tensor]:
    """Return the frame features of each window's clips, (clips, T, C)."""
    begin, last = windows[0].first - 1, windows[-1]
    end = last.first - 1 + len(last.times)
    frames = model.config.frames
    if ready is not None:
        source = open_features(ready, frames)
        source.check([film], model.encoder, progress)
        whole = source.of(film, range(begin, end))
    else:
        part = Part(film, range(begin, end))
        whole = frame_features(model.encoder, [part], frames, films.encoding(), progress)[0]
    return list(whole.split([len(window.times) for window in windows]))  # type: ignore[no-untyped-call]
