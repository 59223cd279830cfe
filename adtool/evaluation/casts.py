"""Who is in a benchmark's films: the names that CRITIC looks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from adtool.cast.character_bank import nameless_sentence
from adtool.cast.lookup import find_casts
from adtool.evaluation.benchmarks import GroundTruth


def casts_of(
    truth: GroundTruth, path: Path, hear: Callable[[str], object]
) -> dict[str, tuple[str, ...]]:
    """Return the names of each film's characters; films of which nobody is known are left out.

    Args:
        truth: the films.
        path: a character bank, or a folder with a NAME.json or a NAME/cast.json a film.
        hear: told of the roles of a bank that have no name.

    Raises:
        CastError: if a file cannot be read, or is neither.
    """
    films: dict[str, dict[str, None]] = {}
    for row in truth.rows:
        films.setdefault(row.movie, {row.movie: None}).update(
            dict.fromkeys(name for name, *_ in (*row.clocks, *row.file_clocks))
        )
    casts = find_casts(path, films)
    for cast in casts.values():
        if cast.nameless:
            hear(nameless_sentence(cast))
    return {film: cast.names for film, cast in casts.items() if cast.names}
