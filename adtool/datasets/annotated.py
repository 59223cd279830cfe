"""Films of the data sets that people have on disk: annotations, videos, casts, true lengths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.cast.character import Cast
from adtool.cast.lookup import find_casts
from adtool.datasets.annotated_film import AnnotatedFilm
from adtool.datasets.annotations import (
    FORMATS,
    Annotation,
    AnnotationTable,
    count_faces,
    read_annotations,
)
from adtool.datasets.cache.frame_cache import FrameCache, is_cache
from adtool.datasets.cache.kept_film import KeptFilm
from adtool.datasets.lengths import read_lengths
from adtool.datasets.portraits import portrait_sources, portraits_in, with_portraits
from adtool.datasets.reels import Reel, all_faults, examine, find_reels
from adtool.errors import ConfigError, MediaError, TrainingError
from adtool.faults import UNHEARD, Fault, FaultList, Faults, summary
from adtool.media import footage_folder
from adtool.progress import SILENT, Progress

if TYPE_CHECKING:
    from adtool.datasets.settings import DataSettings

Movies = Mapping[str, Sequence[Annotation]]


def annotated_films(
    settings: DataSettings, split: str, faults: Faults = UNHEARD, progress: Progress = SILENT
) -> list[AnnotatedFilm]:
    """Return the films of a split, "train" or "validation".

    A film that is missing, broken or of another length than its metadata say is left out, and so
    are clips past its end; all of that is reported.

    Raises:
        ConfigError: if the settings do not name annotations, or too few films are left to learn
            from.
        AnnotationError, MediaError, CastError: if a file or folder that they name cannot be used.
        TrainingError: if all films are missing, or one is and ``settings.strict`` says to stop.
    """
    movies = movies_of(settings, split, faults)
    casts = _casts(settings, movies, faults)
    if not settings.videos:
        return [
            AnnotatedFilm(
                name,
                _named(clips, casts[name], faults),
                casts[name].names,
                _played(casts[name]),
                faults=faults,
                portrait_sources=portrait_sources(casts[name]),
            )
            for name, clips in movies.items()
        ]
    if is_cache(Path(settings.videos)):
        return list(_kept_films(settings, movies, casts, faults))
    reels = reels_of(settings, movies, faults, progress)
    faults.report(*all_faults(reels))
    _stop_where_films_are_missing(settings, reels)
    usable: dict[str, list[Reel]] = {name: [] for name in movies}
    for reel in reels:
        if reel.fault is None and reel.within:
            usable[reel.film].append(reel)
    return [
        _film(settings, name, casts[name], found, faults) for name, found in usable.items() if found
    ]


def movies_of(settings: DataSettings, split: str, faults: Faults = UNHEARD) -> Movies:
    """Return the annotations of a split's movies, by name.

    Where validation has annotations of its own, no movie in them is learned from. Else the
    ``validation_films`` movies are held out whose names have the smallest SHA-256: always the same
    ones, in whatever order and company.

    Raises:
        ConfigError, AnnotationError: as ``annotated_films``.
    """
    if not settings.annotations:
        raise ConfigError(
            "data.annotations", f"name the {settings.kind} annotations: data.annotations=FILE"
        )
    if settings.validation_annotations:
        unseen = _read(settings, settings.validation_annotations, faults).movies
        if split == "validation":
            return unseen
        movies = _read(settings, settings.annotations, faults).movies
    else:
        movies = _read(settings, settings.annotations, faults).movies
        by_hash = sorted(movies, key=lambda name: sha256(name.encode()).digest())
        unseen = {name: movies[name] for name in by_hash[: settings.validation_films]}
        if split == "validation":
            return unseen
    left = {name: clips for name, clips in movies.items() if name not in unseen}
    if not left:
        raise ConfigError(
            settings.annotations,
            f"has {len(movies)} films, all of them held out for validation; name other "
            "data.validation_annotations, or lower data.validation_films",
        )
    return left


def survey(settings: DataSettings, progress: Progress = SILENT) -> list[Reel]:
    """Look into the files of all films of a data set, to learn from and to validate on.

    What is wrong with the annotations and the casts is noted, a line a kind, and how many faces
    were recognised.

    Raises:
        ConfigError: if the settings name no annotations or no videos.
        AnnotationError, MediaError, CastError: if a file or folder that they name cannot be used.
    """
    if settings.kind not in FORMATS:
        raise ConfigError("data.kind", f"{settings.kind}'s films are drawn: nothing can be missing")
    if not settings.videos:
        raise ConfigError("data.videos", "name the folder of videos: data.videos=FOLDER")
    faults = FaultList()
    everything = replace(settings, validation_films=0)
    movies = dict(movies_of(everything, "train", faults))
    movies |= movies_of(everything, "validation", faults)
    casts = _casts(settings, movies, faults)
    for name, clips in movies.items():
        _named(clips, casts[name], faults)
    reels = reels_of(settings, movies, faults, progress)
    counts = count_faces(clip for clips in movies.values() for clip in clips)
    if counts.rows:
        progress.note(f"Faces: {counts}.")
    for line in summary(dict.fromkeys(faults.faults)):
        progress.note(f"Annotations: {line}.")
    return reels


def reels_of(
    settings: DataSettings, movies: Movies, faults: Faults = UNHEARD, progress: Progress = SILENT
) -> list[Reel]:
    """Find and look into the files of movies.

    Raises:
        AnnotationError, MediaError: if the metadata or the folder of videos cannot be read.
    """
    lengths = read_lengths(Path(settings.metadata), faults) if settings.metadata else {}
    footage = footage_folder(Path(settings.videos))
    return examine(find_reels(movies, footage), settings.fps, lengths, progress)


def _read(settings: DataSettings, path: str, faults: Faults) -> AnnotationTable:
    table = read_annotations(path, settings.kind)
    faults.report(*table.faults)
    return table


def _film(
    settings: DataSettings, name: str, cast: Cast, reels: Iterable[Reel], faults: Faults
) -> AnnotatedFilm:
    clips = [(clip, reel.paths[0]) for reel in reels for clip in reel.within]
    clips.sort(key=lambda place: (place[0].annotation.start, place[0].annotation.end))
    return AnnotatedFilm(
        name=name,
        annotations=_named([clip.annotation for clip, _ in clips], cast, faults),
        cast=cast.names,
        played=_played(cast),
        clips=tuple(clip for clip, _ in clips),
        paths=tuple(path for _, path in clips),
        fps=settings.fps,
        short_side=settings.short_side or None,
        faults=faults,
        portrait_sources=portrait_sources(cast, clips),
    )


def _kept_films(
    settings: DataSettings, movies: Movies, casts: Mapping[str, Cast], faults: Faults
) -> Iterator[KeptFilm]:
    """Yield the films whose frames are kept in the folder that is named as the films'."""
    cache = FrameCache(Path(settings.videos))
    if cache.made.fps != settings.fps:
        fault = f"holds pictures at {cache.made.fps:g} a second, not {settings.fps:g}"
        raise MediaError(cache.folder, f"{fault}; name those, or run adtool frames again")
    found = {name: cache.find(name, clips) for name, clips in movies.items()}
    missing = [(name, one) for name, one in found.items() if isinstance(one, Fault)]
    faults.report(*(fault for _, fault in missing))
    _stop_where_missing(settings, [fault for _, fault in missing], len(found))
    for name, kept in found.items():
        if isinstance(kept, Fault):
            continue
        faults.report(*kept.faults)
        yield KeptFilm(
            name=name,
            annotations=_named([clip.annotation for clip in kept.clips], casts[name], faults),
            cast=casts[name].names,
            played=_played(casts[name]),
            clips=kept.clips,
            paths=(kept.shard,) * len(kept.clips),
            fps=settings.fps,
            short_side=settings.short_side or None,
            faults=faults,
            portrait_sources=portrait_sources(casts[name]),
            cache=cache,
            rows=kept.rows,
        )


def _played(cast: Cast) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, one.actor) for one in cast.characters if one.actor)


def _named(clips: Sequence[Annotation], cast: Cast, faults: Faults) -> tuple[Annotation, ...]:
    """Say who is in each clip, in the one order that training and evaluation have.

    Those who were recognised, of whom clips say only the numbers, come in recognition's order;
    those whom a file names, in the cast's: its own might tell who acts.
    """
    names = {character.id: character.name for character in cast.characters if character.id}
    if cast.characters:
        unknown = {one: clip.movie for clip in clips for one in clip.people if one not in names}
        faults.report(*(Fault("not in the cast", unknown[one], one) for one in unknown))
    order = {name: place for place, name in enumerate(cast.names)}

    def there(clip: Annotation) -> Iterable[str]:
        if clip.people and not clip.characters:
            return (names[one] for one in clip.people if one in names)
        return sorted(clip.characters, key=lambda name: order.get(name, len(order)))

    return tuple(replace(clip, characters=tuple(there(clip))) for clip in clips)


def _stop_where_films_are_missing(settings: DataSettings, reels: Sequence[Reel]) -> None:
    missing = [reel.fault for reel in reels if reel.fault and reel.fault.kind != "length"]
    _stop_where_missing(settings, missing, len(reels))


def _stop_where_missing(settings: DataSettings, missing: Sequence[Fault], count: int) -> None:
    if not missing or not (settings.strict or len(missing) == count):
        return
    first = "; ".join(map(str, missing[:3]))
    rest = "; …" if len(missing) > 3 else ""
    raise TrainingError(
        f"{settings.videos}: {len(missing)} of {count} films are missing or broken: "
        f"{first}{rest}. See adtool train films."
    )


def _casts(settings: DataSettings, movies: Movies, faults: Faults) -> dict[str, Cast]:
    """Return every movie's cast: from a character bank, or a folder of a cast.json each."""
    if not settings.cast:
        return dict.fromkeys(movies, Cast())
    path = Path(settings.cast)
    names = {name: (name, *clips[0].ids) for name, clips in movies.items()}
    known = find_casts(
        path, names, lambda name, error: faults.report(Fault("no cast", name, str(error)))
    )
    portraits = portraits_in(Path(settings.portraits)) if settings.portraits else {}
    unknown = [name for name in movies if name not in known]
    faults.report(*(Fault("no cast", name, f"not in {path}") for name in unknown))
    faults.report(
        *(Fault("no role", name, who) for name, cast in known.items() for who in cast.nameless)
    )
    return {name: with_portraits(known.get(name, Cast()), portraits) for name in movies}
