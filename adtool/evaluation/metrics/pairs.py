"""What every metric takes, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from adtool.evaluation.metrics.tokens import ptb_tokens


@dataclass(frozen=True)
class Pairs:
    """A benchmark's rows, each with what was drafted for it.

    Attributes:
        movies: the movie, episode or clip file that each row belongs to.
        starts: when its clip begins in the movie, in ms.
        ends: when it ends, in ms; where that is not known, the start.
        references: what the describers wrote.
        predictions: what was drafted; an empty line where there is none.
        films: the film that each row belongs to; ``movies`` unless given.
        casts: for a film, the names of its characters.

    Raises:
        ValueError: if they are not as many.
    """

    movies: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    references: tuple[str, ...]
    predictions: tuple[str, ...]
    films: tuple[str, ...] = ()
    casts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = (self.movies, self.starts, self.ends, self.references, self.predictions)
        sizes = [len(column) for column in columns] + [len(self.films)] * bool(self.films)
        if len(set(sizes)) != 1:
            raise ValueError(f"columns of {', '.join(map(str, sizes))} rows")

    def __len__(self) -> int:
        return len(self.references)

    @cached_property
    def by_movie(self) -> dict[str, tuple[int, ...]]:
        """For each movie its rows by number, sorted by start; equal starts stay in order."""
        rows: dict[str, list[int]] = {}
        for row in sorted(range(len(self)), key=self.starts.__getitem__):
            rows.setdefault(self.movies[row], []).append(row)
        return {movie: tuple(numbers) for movie, numbers in rows.items()}

    @cached_property
    def by_film(self) -> dict[str, tuple[int, ...]]:
        """For each film its rows: clip files in the table's order, each sorted by start."""
        films = self.films or self.movies
        rows: dict[str, list[int]] = {}
        for movie in dict.fromkeys(self.movies):
            for row in self.by_movie[movie]:
                rows.setdefault(films[row], []).append(row)
        return {film: tuple(numbers) for film, numbers in rows.items()}

    @cached_property
    def tokenised(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """References and predictions in Penn Treebank tokens, joined by single spaces.

        Raises:
            UnavailableError: if pycocoevalcap or Java is missing.
        """
        references, predictions = (
            tuple(" ".join(tokens) for tokens in ptb_tokens(corpus))
            for corpus in (self.references, self.predictions)
        )
        return references, predictions


@dataclass(frozen=True)
class Measured:
    """What a metric found.

    A figure of ``per_movie`` is their mean, whatever their length. Any other figure of ``per_row``
    is the mean of its rows (None left out), but for those in ``pooled``: these are made of the
    counts of all rows together, and their rows show only where they come from.

    Attributes:
        name: the metric's name in ``adtool.evaluation.metrics.table.METRICS``.
        corpus: the whole benchmark's figures by name ("BLEU-4", "R@5/16"); in percent unless the
            metric says otherwise.
        per_row: for a figure, its value in each row; None where a row has none.
        per_movie: for a figure, its value in each movie that counts.
        pooled: figures that are no mean of their rows.
        missing: for a figure that was asked for and that the rows do not allow, why.
        notes: what a reader must know: versions, models, seeds, counts (unparsable answers, …).
    """

    name: str
    corpus: Mapping[str, float]
    per_row: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
    per_movie: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    pooled: frozenset[str] = frozenset()
    missing: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str | int | float] = field(default_factory=dict)
