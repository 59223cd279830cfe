"""Fetching a model into the hub's cache, where every program that uses the hub finds it.

Files come one after another, so that Ctrl-C stops at once; what has come stays, and a rerun goes on
from there. The weights come last: a model that is half there is known by what it lacks.
"""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from adtool.errors import OutputError, UnavailableError
from adtool.model.parcel import Parcel, unanswered
from adtool.progress import SILENT, Progress, Stage

MARGIN = 1_000_000_000
"""Bytes of the disk that are left free."""

MEGABYTE = 1_000_000


def fetch(parcel: Parcel, progress: Progress = SILENT) -> Path:
    """Fetch a model, or what is missing of it; return its folder.

    Args:
        parcel: what ``look_up`` returned.
        progress: hears of every megabyte.

    Raises:
        OutputError: if the disk is full, or cannot be written.
        UnavailableError: if the hub stops to answer, or what came is damaged.
    """
    from huggingface_hub import constants

    cache = Path(constants.HF_HUB_CACHE)
    here = sum(size for name, size in parcel.files.items() if _fetched(parcel, name))
    _check_room(cache, parcel.size - here)
    with progress.stage(f"Fetching {parcel.repository} (MB)", parcel.size / MEGABYTE) as stage:
        counted = _Counted(stage)
        for name, size in parcel.files.items():
            with _growing(_folder_of(cache, parcel.repository) / "blobs", counted, size):
                _check_file(_give(parcel, name), size)
    return _named_main(parcel)


def _fetched(parcel: Parcel, name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(parcel.repository, name, revision=parcel.revision)
    return isinstance(found, str)


def _folder_of(cache: Path, repository: str) -> Path:
    from huggingface_hub.file_download import repo_folder_name

    return cache / repo_folder_name(repo_id=repository, repo_type="model")


def _check_room(cache: Path, needed: int) -> None:
    there = next(folder for folder in (cache, *cache.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if free < needed + MARGIN:
        raise OutputError(
            cache,
            f"has {free / 1e9:.1f} GB free, and {(needed + MARGIN) / 1e9:.1f} GB are needed; make "
            "room, or name a folder on another disk with the variable HF_HOME",
        )


def _give(parcel: Parcel, name: str) -> Path:
    from huggingface_hub import constants, hf_hub_download

    try:
        return Path(hf_hub_download(parcel.repository, name, revision=parcel.revision))
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise _stopped(parcel, error) from error
        raise OutputError(
            constants.HF_HUB_CACHE, f"cannot be written ({error.strerror})"
        ) from error
    except Exception as error:  # the hub's clients raise many kinds
        raise _stopped(parcel, error) from error


def _stopped(parcel: Parcel, error: Exception) -> UnavailableError:
    return UnavailableError(
        f"{parcel.repository} has not come in full ({type(error).__name__}).",
        "What has come is kept: run the same command again to go on.",
    )


def _check_file(path: Path, size: int) -> None:
    """Drop a file that is not what it should be, so that a rerun fetches it anew."""
    from safetensors import SafetensorError, safe_open

    try:
        whole = not size or path.stat().st_size == size
        if whole and path.suffix == ".safetensors":
            with safe_open(path, "np"):
                pass
    except (OSError, SafetensorError):
        whole = False
    if not whole:
        with suppress(OSError):
            path.resolve().unlink()
            path.unlink()
        raise UnavailableError(
            f"{path.name} has come damaged, and was dropped.", "Run the same command again."
        )


def _named_main(parcel: Parcel) -> Path:
    """Let the hub's client know this commit as the latest, which it is found by."""
    from huggingface_hub import hf_hub_download

    try:
        folder = Path(hf_hub_download(parcel.repository, "config.json")).parent
    except Exception as error:  # the hub's clients raise many kinds
        raise unanswered(type(error).__name__) from error
    if not all((folder / name).is_file() for name in parcel.files):
        raise UnavailableError(
            f"{parcel.repository} has changed on the hub while it was fetched.",
            "Run the same command again.",
        )
    return folder


class _Counted:
    """Advances a stage in megabytes.

    Args:
        stage: the stage.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._lock = threading.Lock()

    def advance(self, amount: int) -> None:
        with self._lock:
            self._stage.advance(amount / MEGABYTE)


@contextmanager
def _growing(folder: Path, counted: _Counted, size: int) -> Iterator[None]:
    """Count what a folder grows by, up to a file's size, and the whole file in the end.

    The hub's client tells of its files' progress in no way that is the same in all its versions.
    """
    before, told, over = _bytes_in(folder), 0, threading.Event()

    def watch() -> None:
        nonlocal told
        while not over.wait(0.5):
            grown = min(size, max(told, _bytes_in(folder) - before))
            counted.advance(grown - told)
            told = grown

    watcher = threading.Thread(target=watch, name="fetching", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
    counted.advance(size - told)


def _bytes_in(folder: Path) -> int:
    try:
        return sum(path.stat().st_size for path in folder.iterdir())
    except OSError:  # not there yet, or a file has just got its name
        return 0
