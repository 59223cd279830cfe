"""Keeping the frames of annotated clips: what ``adtool frames`` does.

A film is kept whole or not at all, so that a run which is stopped, by whatever, goes on with the
films that are left. Each of several machines keeps a share of the films in one folder; whoever ends
last has written the index of all.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from adtool.datasets.annotated import movies_of, reels_of
from adtool.datasets.cache.clip_key import ClipKey, clip_keys, clips_digest
from adtool.datasets.cache.film_job import FilmJob, clips_of
from adtool.datasets.cache.frame_cache import SHARDS
from adtool.datasets.cache.index import INDEX, KeptAs, OpenIndex, join, read_index, write_index
from adtool.datasets.cache.settings import KeepSettings
from adtool.datasets.file_name import safe_name
from adtool.datasets.left_out import LEFT_OUT
from adtool.datasets.reels import Reel, all_faults
from adtool.datasets.settings import DataSettings
from adtool.errors import AdtoolError, MediaError, OutputError
from adtool.faults import Fault, FaultFile, Faults, summary
from adtool.media.footage import CLIPS
from adtool.output import check_output_folder, reason
from adtool.progress import SILENT, Progress
from adtool.settings import FramesSettings


def keep_frames(
    videos: Path,
    folder: Path,
    what: KeepSettings,
    how: FramesSettings,
    progress: Progress = SILENT,
) -> list[Fault]:
    """Keep the frames of annotated clips; films that are kept already are skipped.

    What is wrong with the data is named in ``what.faults`` in the folder.

    Args:
        videos: the folder of the films, as ``DataSettings.videos``.
        folder: where the frames go.
        what: which clips.
        how: how their frames are kept.
        progress: hears how far it is.

    Returns:
        The films that were left out.

    Raises:
        AnnotationError, MediaError: if the annotations or the films cannot be used at all.
        AdtoolError: if a film is left out, and ``what`` is strict.
        OutputError: if the folder cannot be written, or holds frames of something else.
    """
    made, shards = what.made(how), folder / SHARDS
    for place in (folder, shards):
        check_output_folder(place)
    faults = _new_faults(folder / what.faults)
    data = DataSettings(
        kind=what.kind,
        validation_films=0,
        annotations=str(what.annotations),
        videos=str(videos),
        fps=what.picture_fps,
    )
    which, of = what.shard
    movies = dict(sorted(movies_of(data, "train", faults).items())[which - 1 :: of])
    keys = {name: tuple(clip_keys(clips)) for name, clips in movies.items()}
    if not what.overwrite:
        _refuse_others(folder, made, keys)
    reels = reels_of(data, movies, faults, progress)
    found = all_faults(reels)
    faults.report(*found)
    missing = [fault for fault in found if fault.kind in LEFT_OUT]
    _refuse_if_strict(what, missing)
    jobs = _jobs(keys, reels, shards, made)
    with _merged(folder, made, progress):
        broken = _run([job for job in jobs if not _is_kept(job)], faults, what, progress)
    faults.report(*broken)
    for line in summary(faults.read()):
        progress.note(f"Data: {line}.")
    return [*missing, *broken]


def merge(folder: Path, made: KeptAs) -> int:
    """Write the index of all that is kept in a folder; return how many films are of other settings.

    Several machines may end at once: each looks again after it has written, so that the last one
    to write has seen the films of all.

    Raises:
        OutputError: if it cannot be written.
    """
    while True:
        paths = _indexes(folder)
        before = _states(paths)
        parts = []
        for path in paths:
            with suppress(MediaError):  # damaged, or just being replaced: as good as not there
                parts.append(read_index(path))
        same = [part for part in parts if part.made == made]
        write_index(folder / CLIPS, join(made, same))
        if before == _states(_indexes(folder)):
            return len(parts) - len(same)


@contextmanager
def _merged(folder: Path, made: KeptAs, progress: Progress) -> Iterator[None]:
    """Write the index of all before, so that the folder is known for what it is, and after."""
    merge(folder, made)
    try:
        yield
    except BaseException:
        with suppress(OutputError):  # the disk may be full
            merge(folder, made)
        raise
    if others := merge(folder, made):
        progress.note(f"{folder}: {others:,} films have frames of other settings, and stay unused.")


def _run(
    jobs: Sequence[FilmJob], faults: FaultFile, what: KeepSettings, progress: Progress
) -> list[Fault]:
    """Keep films, some at once; return those that could not be."""
    stopped, lock = threading.Event(), threading.Lock()
    broken: list[Fault] = []
    workers = ThreadPoolExecutor(what.workers, thread_name_prefix="frames")
    try:
        with progress.stage("Keeping frames", sum(len(job.clips) for job in jobs)) as stage:

            def check() -> None:
                if stopped.is_set():
                    raise _StoppedError
                with lock:
                    stage.advance()

            running: dict[Future[None], FilmJob] = {
                workers.submit(job.run, _Locked(faults, lock), check): job for job in jobs
            }
            for done in as_completed(running):
                if isinstance(error := done.exception(), MediaError):
                    broken.append(Fault("broken film", running[done].film, str(error)))
                    _refuse_if_strict(what, broken)
                else:
                    done.result()
    finally:
        stopped.set()
        workers.shutdown(cancel_futures=True)
    return broken


class _StoppedError(Exception):
    """The work was stopped; what was begun is left out."""


@dataclass(frozen=True)
class _Locked:
    """Faults that several threads report, one after the other."""

    faults: Faults
    lock: threading.Lock

    def report(self, *faults: Fault) -> None:
        """Pass faults on."""
        with self.lock:
            self.faults.report(*faults)


def _jobs(
    keys: Mapping[str, tuple[ClipKey, ...]], reels: Sequence[Reel], shards: Path, made: KeptAs
) -> list[FilmJob]:
    """Return the films of which anything can be had."""
    of_film: dict[str, list[Reel]] = {}
    for reel in reels:
        of_film.setdefault(reel.film, []).append(reel)
    jobs = []
    for name, found in of_film.items():
        if clips := clips_of(found, keys[name]):
            jobs.append(FilmJob(name, keys[name], clips, _index_of(shards, name), made))
    return jobs


def _index_of(shards: Path, film: str) -> Path:
    return shards / f"{safe_name(film)}{INDEX}"


def _is_kept(job: FilmJob) -> bool:
    """Say whether all that can be had of a film is there already."""
    try:
        with OpenIndex(job.index) as opened:
            (rows,) = opened.films
            same = opened.made == job.made and rows.annotations == clips_digest(job.keys)
        whole = job.shard.stat().st_size == rows.bytes
    except (MediaError, OSError, ValueError):
        return False
    return same and whole and set(job.kept) <= set(rows.clips)


def _refuse_others(folder: Path, made: KeptAs, keys: Mapping[str, tuple[ClipKey, ...]]) -> None:
    """Refuse a folder with frames that were made otherwise, or of other clips.

    Raises:
        OutputError: if there are any.
    """
    films = {_index_of(folder / SHARDS, name): name for name in keys}
    for path in _indexes(folder):
        with suppress(MediaError), OpenIndex(path) as opened:
            other = opened.made.difference(made)
            there = {film.annotations for film in opened.films}
            if not other and path in films and there != {clips_digest(keys[films[path]])}:
                other = f"frames of other clips of {films[path]} than the annotations have"
            if other:
                raise OutputError(folder, f"holds {other}; choose another folder, or --overwrite")


def _refuse_if_strict(what: KeepSettings, missing: Sequence[Fault]) -> None:
    if what.strict and missing:
        raise AdtoolError(f"{missing[0]}; leave out --strict to go on without it")


def _indexes(folder: Path) -> list[Path]:
    return sorted((folder / SHARDS).glob(f"*{INDEX}"))


def _states(paths: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Tell files from others that take their places."""
    found = []
    for path in paths:
        with suppress(OSError):
            state = path.stat()
            found.append((path.name, state.st_mtime_ns, state.st_ino))
    return found


def _new_faults(path: Path) -> FaultFile:
    """Forget what an earlier run found wrong: it may be right by now."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(path, f"cannot be written ({reason(error)})") from error
    return FaultFile(path)
