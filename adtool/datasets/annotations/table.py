"""Tables of annotations: rows into movies, sorted, and a list of what was wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from adtool.datasets.annotations.annotation import Annotation
from adtool.datasets.annotations.row import Row, RowError
from adtool.errors import AnnotationError
from adtool.faults import Fault, FaultList, Faults


@dataclass(frozen=True, slots=True)
class AnnotationTable:
    """The annotations of a file.

    Attributes:
        path: the file.
        movies: by the movie's name, in the file's order: its annotations, sorted by start.
        faults: what was wrong, in the file's order.
    """

    path: Path
    movies: Mapping[str, tuple[Annotation, ...]]
    faults: tuple[Fault, ...] = ()

    @property
    def count(self) -> int:
        """How many annotations there are."""
        return sum(map(len, self.movies.values()))


def make_table(
    path: Path, rows: Iterable[Row], annotation: Callable[[Row], Annotation], faults: FaultList
) -> AnnotationTable:
    """Make a table of a file's rows; those that cannot be used are left out and reported.

    Args:
        path: the file.
        rows: its rows.
        annotation: makes an annotation of a row, or raises ``RowError``.
        faults: collects what is wrong; may hold what was wrong with the file's text already.

    Raises:
        AnnotationError: if no row can be used.
    """
    movies: dict[str, list[Annotation]] = {}
    for row in rows:
        made = _made(path, row, annotation, faults)
        if made is not None:
            movies.setdefault(made.movie, []).append(made)
    if not movies:
        why = f"; the first fault: {faults.faults[0]}" if faults.faults else ""
        raise AnnotationError(path, f"has no row that can be used{why}")
    done = {name: _in_order(path, found, faults) for name, found in movies.items()}
    return AnnotationTable(path, done, tuple(faults.faults))


def _made(
    path: Path, row: Row, annotation: Callable[[Row], Annotation], faults: Faults
) -> Annotation | None:
    try:
        made = annotation(row)
        if not made.text:
            raise RowError("no text", made.movie)
    except RowError as error:
        faults.report(Fault(error.kind, path.name, error.detail, row.line))
        return None
    faults.report(*(Fault(one.kind, path.name, one.detail, row.line) for one in row.doubts))
    return made


def _in_order(path: Path, found: Sequence[Annotation], faults: Faults) -> tuple[Annotation, ...]:
    """Sort a movie's annotations by start; report those that were late, and those that overlap."""
    for before, clip in pairwise(found):
        if clip.start < before.start:
            detail = f"{clip.movie} at {clip.start / 1000:g} s, after {before.start / 1000:g} s"
            faults.report(Fault("order", path.name, detail, clip.row))
    ordered = sorted(found, key=lambda clip: (clip.start, clip.end))
    for before, clip in pairwise(ordered):
        if clip.start < before.end:
            detail = f"{clip.movie} at {clip.start / 1000:g} s, before {before.end / 1000:g} s"
            faults.report(Fault("overlap", path.name, detail, clip.row))
    return tuple(ordered)
