"""The clips of films in several spaces: what Fig. B.2 of the paper is drawn from."""

from __future__ import annotations

from collections.abc import Mapping

from adtool.analyses.clip_spaces import Encoders, ad_vectors, frame_features, load_encoders
from adtool.analyses.films import film_called, find_films, part_of
from adtool.analyses.neighbours import clip_vectors
from adtool.analyses.settings import FilmSettings, SimilaritySettings
from adtool.analyses.similarity import ADS, ShownClip, Similarity, Space, compare_spaces
from adtool.datasets.film import TrainingFilm
from adtool.progress import SILENT, Progress


def compare_clips(
    named: Mapping[str, str],
    films: FilmSettings,
    settings: SimilaritySettings,
    progress: Progress = SILENT,
) -> Similarity:
    """Compare a film's clips in the spaces of CLIPs, and their ADs in that of the first that can.

    Args:
        named: the CLIPs by what they are called; see ``load_encoders``.
        films: which films.
        settings: which of their clips.
        progress: hears how far it is.

    Raises:
        AdtoolError: if a model or a film cannot be used, or has too few clips.
    """
    encoders = {name: load_encoders(model) for name, model in named.items()}
    size = max(max(one.vision.config.image_size) for one in encoders.values())
    found = find_films(films.data(size), progress)
    film = film_called(found, films.film)
    part = part_of(film, settings.first, settings.count)
    shown = [
        ShownClip(number, clip.start, clip.end, clip.text)
        for number, clip in enumerate(part.annotations, settings.first)
    ]
    looked = found if settings.over == "films" else [film]
    spaces = [
        *_frame_spaces(named, encoders, looked, films, settings.frames, progress),
        *_ad_space(named, encoders, looked, films, progress),
    ]
    return compare_spaces(spaces, [one.name for one in looked], film.name, shown)


def _frame_spaces(
    named: Mapping[str, str],
    encoders: Mapping[str, Encoders],
    looked: list[TrainingFilm],
    films: FilmSettings,
    frames: int,
    progress: Progress,
) -> list[Space]:
    """Encode the clips' frames with every CLIP."""
    spaces = []
    for name, one in encoders.items():
        features = frame_features(one.vision, looked, frames, films.encoding(), progress)
        spaces.append(Space(name, named[name], [clip_vectors(film.numpy()) for film in features]))
    return spaces


def _ad_space(
    named: Mapping[str, str],
    encoders: Mapping[str, Encoders],
    looked: list[TrainingFilm],
    films: FilmSettings,
    progress: Progress,
) -> list[Space]:
    """Encode the ADs with the first CLIP that can; there is no space where none can."""
    for name, one in encoders.items():
        if one.clip is not None:
            texts = ad_vectors(one.clip, looked, films.encoding().device, progress)
            return [Space(ADS, named[name], [film.numpy() for film in texts])]
    progress.note("No --clip has a text encoder, so the ADs are not compared.")
    return []
