"""A movie's gaps.json that an earlier run has written: other formats are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adtool.errors import GapsError
from adtool.gaps.report import GapReport, read_gaps
from adtool.media import probe
from adtool.scripts.targets import Target, earlier


def earlier_gaps(movie: Path, files: Sequence[Target]) -> GapReport | None:
    """Return the gaps.json that is there already among a movie's files, or beside them.

    Returns:
        The gaps; None where there are none. What lies beside the files and has no gaps of this
        movie is passed over.

    Raises:
        GapsError: if one of the files is damaged, or is not of this movie.
        MediaError: if the movie cannot be read.
    """

    def read(path: Path) -> GapReport:
        found = read_gaps(path)
        found.refuse_other(movie, probe(movie).duration)
        return found

    return earlier(files, read, GapsError)
