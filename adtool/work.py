"""The work folder: every finished stage of a run is kept, so that a rerun goes on where it stopped.

An entry's name holds the stage and a digest of the settings that matter for it; its folder holds
the movie's fingerprint. So an entry is right or absent, never stale. Entries are written to a
temporary name and renamed; one that is damaged all the same is computed again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from adtool import __version__
from adtool.errors import InputError, MediaError, OutputError
from adtool.media import MediaInfo
from adtool.media.tally import Tally
from adtool.output import check_output_folder, write_bytes
from adtool.progress import Joined, Notebook, Progress

if TYPE_CHECKING:
    import torch

T = TypeVar("T")
G = TypeVar("G", bound=Sized)

LOCKS = "locks"
"""Where the locks of outputs lie in the root of kept work."""

_ABSENT = object()

_SAMPLE = 2**20
_SAMPLES = 8


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """How one kind of value becomes bytes and comes back.

    Attributes:
        suffix: the entry's extension.
        dump: value to bytes.
        load: bytes to value; anything it raises means that the entry is damaged.
    """

    suffix: str
    dump: Callable[[T], bytes]
    load: Callable[[bytes], T]


def _dump_tensors(tensors: Mapping[str, torch.Tensor]) -> bytes:
    from safetensors.torch import save

    return save(dict(tensors))


def _load_tensors(content: bytes) -> Mapping[str, torch.Tensor]:
    from safetensors.torch import load

    return load(content)


JSON: Codec[object] = Codec(".json", lambda value: json.dumps(value).encode(), json.loads)
"""For plain values: what goes in as a tuple comes back as a list."""

TENSORS: Codec[Mapping[str, torch.Tensor]] = Codec(".safetensors", _dump_tensors, _load_tensors)
"""For named tensors."""


class WorkFolder:
    """What is kept of the runs on one movie.

    Args:
        folder: where entries lie; None keeps nothing.

    Raises:
        OutputError: if the folder cannot be made, or written in.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._ahead: dict[str, bytes] = {}
        if folder is not None:
            check_output_folder(folder)

    def keep(self, stage: str, settings: object, compute: Callable[[], T], codec: Codec[T]) -> T:
        """Return the kept value of ``stage``, or compute it and keep it.

        Args:
            stage: a short name, part of the entry's file name.
            settings: everything that the value depends on beside the movie, as JSON values.
            compute: makes the value.
            codec: how the value is stored. What is returned has always been through it, so that
                a first run and a rerun go on with the very same value.

        Raises:
            OutputError: if the entry cannot be written.
        """
        kept = self._load(stage, settings, codec)
        return (
            self._store(stage, settings, compute(), codec) if kept is _ABSENT else cast("T", kept)
        )

    def keep_groups(
        self,
        stage: str,
        groups: Sequence[G],
        settings: Callable[[G], object],
        compute: Callable[[Sequence[G], Progress], Sequence[T]],
        codec: Codec[T],
        *,
        title: str,
        progress: Progress,
        at_once: int = 1,
    ) -> Iterator[T]:
        """Yield the value of each group of a stage, kept or computed.

        A group is always the same items, whatever was kept before, so that a run that goes on
        gives exactly what an unbroken one gives.

        Args:
            stage: as in ``keep``.
            groups: sequences, whose items are counted.
            settings: as in ``keep``, of one group. It is asked when the group's turn has come, so
                that it may hold what was yielded before.
            compute: makes the values of some groups; what it reports is counted on the stage.
            codec: as in ``keep``.
            title: what the user reads of the stage.
            progress: hears of every item.
            at_once: how many groups may be computed together.

        Raises:
            OutputError: if an entry cannot be written.
        """
        with progress.stage(title, sum(map(len, groups))) as whole:
            for start in range(0, len(groups), at_once):
                part = groups[start : start + at_once]
                counted = Joined(progress, whole, sum(map(len, part)))
                yield from self._keep_together(stage, part, settings, compute, codec, counted)
                counted.finish()

    def _keep_together(
        self,
        stage: str,
        groups: Sequence[G],
        settings: Callable[[G], object],
        compute: Callable[[Sequence[G], Progress], Sequence[T]],
        codec: Codec[T],
        progress: Progress,
    ) -> list[T]:
        keys = [settings(group) for group in groups]
        values = [self._load(stage, key, codec) for key in keys]
        missing = [place for place, value in enumerate(values) if value is _ABSENT]
        made = compute([groups[place] for place in missing], progress) if missing else ()
        for place, value in zip(missing, made, strict=True):
            values[place] = self._store(stage, keys[place], value, codec)
        return cast("list[T]", values)

    def kept(self, stage: str, settings: object, codec: Codec[T]) -> T | None:
        """Return a kept value that is never None itself; None where there is none; see ``keep``."""
        value = self._load(stage, settings, codec)
        return None if value is _ABSENT else cast("T", value)

    def put(self, stage: str, settings: object, value: T, codec: Codec[T]) -> None:
        """Keep a value for a stage to come, without a folder in memory; else as ``keep`` does."""
        if self.folder is None:
            self._ahead[_name(stage, settings, codec)] = codec.dump(value)
        else:
            self._store(stage, settings, value, codec)

    def _entry(self, stage: str, settings: object, codec: Codec[T]) -> Path | None:
        return None if self.folder is None else self.folder / _name(stage, settings, codec)

    def _load(self, stage: str, settings: object, codec: Codec[T]) -> T | object:
        """Return a kept value, or ``_ABSENT``."""
        entry = self._entry(stage, settings, codec)
        try:
            if entry:
                return codec.load(_unseal(entry.read_bytes()))
            return codec.load(self._ahead[_name(stage, settings, codec)])
        except Exception:  # absent or damaged in any way: computed again
            return _ABSENT

    def _store(self, stage: str, settings: object, value: T, codec: Codec[T]) -> T:
        """Keep a value; return it as it comes back."""
        content = codec.dump(value)
        if entry := self._entry(stage, settings, codec):
            write_bytes(entry, _seal(content))
        return codec.load(content)


@dataclass(frozen=True)
class Run:
    """What all stages of one movie's way share.

    Attributes:
        info: the movie.
        work: keeps finished stages.
        progress: hears of the stages.
        warnings: what the user was told.
        tally: counts the frames that are decoded.
    """

    info: MediaInfo
    work: WorkFolder
    progress: Progress
    warnings: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def warn(self, message: str) -> None:
        """Tell the user, and the reader of the script."""
        self.warnings.append(message)
        self.progress.note(message)

    def keep(self, stage: str, settings: object, compute: Callable[[Progress], object]) -> Any:
        """Keep a stage's JSON value with the notes it made, so that a rerun makes them as well."""

        def noted() -> object:
            notebook = Notebook(self.progress)
            return {"value": compute(notebook), "notes": notebook.notes}

        kept: Any = self.work.keep(stage, settings, noted, JSON)
        for message in kept["notes"]:
            self.warn(message)
        return kept["value"]


def open_work_folder(root: Path | None, movie: Path, *, fresh: bool = False) -> WorkFolder:
    """Return the work folder of ``movie`` below ``root`` (None: keep nothing).

    Args:
        root: the folder for all movies.
        movie: an existing file.
        fresh: forget what was kept of this movie.

    Raises:
        OutputError: if the folder cannot be made, emptied or written in.
        MediaError: if the movie cannot be read.
    """
    if root is None:
        return WorkFolder(None)
    folder = root / fingerprint(movie)
    if fresh and folder.exists():
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise OutputError(folder, f"cannot be emptied ({error.strerror})") from error
    with _elsewhere():
        return WorkFolder(folder)


@contextmanager
def _elsewhere() -> Iterator[None]:
    """Say of an error what helps: another place for kept work."""
    try:
        yield
    except OutputError as error:
        raise OutputError(
            error.path, f"{error.fault}; choose another place for kept work with --work"
        ) from error


@contextmanager
def alone(root: Path, output: Path) -> Iterator[None]:
    """Let no other process on the same ``root`` write ``output`` meanwhile.

    The lock is the operating system's: it ends with the process, however that ends.

    Raises:
        OutputError: if another is at it.
    """
    from filelock import FileLock, Timeout

    name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()[:24]
    with _elsewhere():
        check_output_folder(root / LOCKS)
    lock = FileLock(root / LOCKS / f"{name}.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            output, "is being written by another adtool; wait for that, or choose another output"
        ) from error
    try:
        yield
    finally:
        lock.release()


def default_root() -> Path:
    """Return where work is kept unless told otherwise: below the user's cache folder."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("adtool", appauthor=False)) / "work"


def fingerprint(path: Path, error: type[InputError] = MediaError) -> str:
    """Return a digest of a file's size and of samples from its whole length.

    Copying, renaming or touching a file leaves it the same. Reads at most 8 MiB.

    Raises:
        InputError: (as ``error``) if the file cannot be read.
    """
    try:
        size = path.stat().st_size
        digest = hashlib.sha256(str(size).encode())
        with path.open("rb") as file:
            for number in range(_SAMPLES):
                file.seek(max(0, size - _SAMPLE) * number // (_SAMPLES - 1))
                digest.update(file.read(_SAMPLE))
    except OSError as fault:
        raise error(path, f"cannot be read ({(fault.strerror or str(fault)).lower()})") from fault
    return digest.hexdigest()[:24]


def _name(stage: str, settings: object, codec: Codec[T]) -> str:
    text = json.dumps([__version__, settings], sort_keys=True, default=os.fspath)
    return f"{stage}-{hashlib.sha256(text.encode()).hexdigest()[:24]}{codec.suffix}"


def _seal(content: bytes) -> bytes:
    return hashlib.sha256(content).digest() + content


def _unseal(sealed: bytes) -> bytes:
    seal, content = sealed[:32], sealed[32:]
    if hashlib.sha256(content).digest() != seal:
        raise ValueError("a kept entry is damaged")
    return content
