"""Who is in a benchmark's films: the names that CRITIC looks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from adtool.cast.cast import read_cast
from adtool.cast.character import Cast
from adtool.cast.character_bank import read_casts
from adtool.evaluation.benchmarks import GroundTruth


def casts_of(truth: GroundTruth, path: Path) -> dict[str, tuple[str, ...]]:
    """Return the names of each film's characters; films of which nobody is known are left out.

    Args:
        truth: the films.
        path: a character bank, or a folder with a NAME.json or a NAME/cast.json a film.

    Raises:
        CastError: if a file cannot be read, or is neither.
    """
    films: dict[str, dict[str, None]] = {}
    for row in truth.rows:
        films.setdefault(row.movie, {row.movie: None}).update(
            dict.fromkeys(name for name, *_ in (*row.clocks, *row.file_clocks))
        )
    bank = {} if path.is_dir() else read_casts(path)
    found = {
        film: _in_folder(path, names) if path.is_dir() else _in_bank(bank, names)
        for film, names in films.items()
    }
    return {film: cast.names for film, cast in found.items() if cast and cast.names}


def _in_bank(bank: Mapping[str, Cast], names: Iterable[str]) -> Cast | None:
    return next((bank[name] for name in names if name in bank), None)


def _in_folder(folder: Path, names: Iterable[str]) -> Cast | None:
    """Read NAME.json or NAME/cast.json; names that are no plain file names are passed over."""
    for name in names:
        if re.fullmatch(r"[^/\\\0.][^/\\\0]*", name):
            for path in (folder / f"{name}.json", folder / name / "cast.json"):
                if path.is_file():
                    return read_cast(path, name)
    return None
