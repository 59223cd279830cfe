"""Where the cast of a movie is: in a cast.json, a character bank, or a folder of casts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from adtool.cast.cast import read_cast
from adtool.cast.character import Cast
from adtool.cast.character_bank import read_casts
from adtool.errors import CastError
from adtool.progress import SILENT, Progress

_FILE_NAME = re.compile(r"[^/\\\0.][^/\\\0]*")


def find_cast(
    path: Path | None,
    movie: Path | None,
    *,
    number: str = "",
    strict: bool = False,
    progress: Progress = SILENT,
) -> Cast | None:
    """Return the cast of one movie; None where no file was given.

    Args:
        path: a cast.json, or a character bank.
        movie: the movie; of a bank with several, the one is meant whose id its file name contains.
        number: the id that is meant, whatever the movie is called.
        strict: as in ``read_cast``.
        progress: likewise.

    Raises:
        CastError: as ``read_cast``.
    """
    if path is None:
        return None
    meant = number or (movie.name if movie else "")
    return read_cast(path, meant, strict=strict, progress=progress)


def find_casts(
    path: Path,
    films: Mapping[str, Iterable[str]],
    broken: Callable[[str, CastError], object] | None = None,
) -> dict[str, Cast]:
    """Return the casts of many films; those that are not there are left out.

    Args:
        path: a character bank, or a folder with a NAME.json or a NAME/cast.json a film. Names that
            are no plain file names never lead out of the folder: they are passed over.
        films: for each film the names that it may have there, the likeliest first.
        broken: told the name and the fault of a cast in a folder that cannot be read, which is
            then passed over; None: it is raised.

    Raises:
        CastError: if the file cannot be read, or is no character bank.
    """
    bank = {} if path.is_dir() else read_casts(path)
    found = {
        film: _in_folder(path, names, broken) if path.is_dir() else _in_bank(bank, names)
        for film, names in films.items()
    }
    return {film: cast for film, cast in found.items() if cast is not None}


def _in_bank(bank: Mapping[str, Cast], names: Iterable[str]) -> Cast | None:
    return next((bank[name] for name in names if name in bank), None)


def _in_folder(
    folder: Path, names: Iterable[str], broken: Callable[[str, CastError], object] | None
) -> Cast | None:
    for name, path in _cast_files(folder, names):
        try:
            return read_cast(path, name)
        except CastError as error:  # noqa: PERF203 (the next name may have a good one)
            if broken is None:
                raise
            broken(name, error)
    return None


def _cast_files(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, Path]]:
    for name in names:
        if _FILE_NAME.fullmatch(name):
            for path in (folder / f"{name}.json", folder / name / "cast.json"):
                if path.is_file():
                    yield name, path
