"""Fig. B.2 of the paper: how alike neighbouring clips are to CLIP, to CLIP_AD, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adtool.analyses.drawing import COLOURS, drawing, write_numbers
from adtool.analyses.neighbours import Array, Likeness, cosines, likeness

ADS = "ADs"
"""What the space of the ADs is called."""


@dataclass(frozen=True)
class Space:
    """Clips as vectors, by what they look like or by what is said of them.

    Attributes:
        name: what it is called in the figure.
        source: the model that the vectors are of.
        films: for each film a vector a clip, (clips, C).
    """

    name: str
    source: str
    films: Sequence[NDArray[np.floating]]


@dataclass(frozen=True, slots=True)
class ShownClip:
    """One clip in the figure.

    Attributes:
        number: its place in the film, from 1.
        start: when it begins, in ms.
        end: when it ends, in ms.
        text: its AD.
    """

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Similarity:
    """The figure's numbers.

    Attributes:
        film: the film whose clips are drawn.
        clips: the clips that are drawn.
        over: the films that the means are over, by name.
        clips_of_each: how many clips each of these films has.
        names: the spaces' names.
        sources: the models that they are of.
        matrices: for each space the cosine similarities of the drawn clips, (N, N).
        likenesses: for each space the means.
    """

    film: str
    clips: Sequence[ShownClip]
    over: Sequence[str]
    clips_of_each: Sequence[int]
    names: Sequence[str]
    sources: Sequence[str]
    matrices: Sequence[Array]
    likenesses: Sequence[Likeness]

    @property
    def title(self) -> str:
        """What the figure shows."""
        first, last = self.clips[0].number, self.clips[-1].number
        return f"Cosine similarity of clips {first} to {last} of {self.film}"


def compare_spaces(
    spaces: Sequence[Space], films: Sequence[str], shown: str, clips: Sequence[ShownClip]
) -> Similarity:
    """Measure the similarity of neighbouring clips in several spaces.

    Args:
        spaces: the spaces; each has the same films.
        films: the films' names.
        shown: the film that is drawn, one of them.
        clips: its clips that are drawn, at least two; distances up to theirs are told apart.
    """
    place = list(films).index(shown)
    numbers = [clip.number - 1 for clip in clips]
    return Similarity(
        film=shown,
        clips=clips,
        over=films,
        clips_of_each=[len(film) for film in spaces[0].films],
        names=[space.name for space in spaces],
        sources=[space.source for space in spaces],
        matrices=[cosines(space.films[place][numbers]) for space in spaces],
        likenesses=[likeness(space.films, len(clips) - 1) for space in spaces],
    )


def draw(found: Similarity, path: Path) -> None:
    """Draw the matrices side by side on one scale, and write the numbers beside them.

    Raises:
        OutputError: if a file cannot be written.
    """
    count = len(found.matrices)
    edge = (found.clips[0].number - 0.5, found.clips[-1].number + 0.5)
    lowest = min(float(matrix.min()) for matrix in found.matrices)
    with drawing(
        path, (3.6 * count + 0.8, 4.2), found.title, "\n".join(sentences(found))
    ) as figure:
        panels = figure.subplots(1, count, squeeze=False)[0]
        for panel, matrix, name in zip(panels, found.matrices, found.names, strict=True):
            image = panel.imshow(
                matrix,
                cmap=COLOURS,
                vmin=lowest,
                vmax=1.0,
                interpolation="nearest",
                extent=(*edge, edge[1], edge[0]),
            )
            panel.set(title=f"{name}: mean {_off_diagonal(matrix):.3f}", xlabel="clip")
            panel.locator_params(integer=True)
        panels[0].set_ylabel("clip")
        figure.colorbar(image, ax=list(panels), label="cosine similarity", shrink=0.8)
    write_numbers(path, numbers(found))


def sentences(found: Similarity) -> Iterator[str]:
    """Say what there is to see, one sentence a line."""
    yield f"{found.title}, {_listed(found.names)}."
    for name, matrix in zip(found.names, found.matrices, strict=True):
        yield f"Mean of the {len(matrix)} clips shown, {name}: {_off_diagonal(matrix):.4f}"
    whole = f"all {found.clips_of_each[0]} clips of {found.over[0]}"
    if len(found.over) > 1:
        whole = f"all {sum(found.clips_of_each):,} clips of {len(found.over)} films"
    yield f"Means over {whole}, by how many places two clips of a film are apart:"
    for d, pairs in enumerate(found.likenesses[0].pairs):
        means = [one.by_distance[d] for one in found.likenesses]
        counted = "1 pair" if pairs == 1 else f"{pairs:,} pairs"
        yield f"{d + 1} apart: {_said(found.names, means)} ({counted})"
    yield f"any two: {_said(found.names, [one.any_two for one in found.likenesses])}"
    excess = [_excess(one) for one in found.likenesses]
    yield f"neighbours more alike than any two by: {_said(found.names, excess)}"


def numbers(found: Similarity) -> dict[str, Any]:
    """Return everything as JSON values."""
    return {
        "analysis": "similarity",
        "film": found.film,
        "clips": [
            {"number": c.number, "start": c.start / 1000, "end": c.end / 1000, "text": c.text}
            for c in found.clips
        ],
        "means_over": dict(zip(found.over, found.clips_of_each, strict=True)),
        "spaces": [
            {
                "name": name,
                "source": source,
                "mean_of_shown": _off_diagonal(matrix),
                "by_distance": list(one.by_distance),
                "pairs": list(one.pairs),
                "any_two": one.any_two,
                "matrix": matrix.tolist(),
            }
            for name, source, matrix, one in zip(
                found.names, found.sources, found.matrices, found.likenesses, strict=True
            )
        ],
    }


def _off_diagonal(matrix: Array) -> float:
    return float(matrix[~np.eye(len(matrix), dtype=bool)].mean())


def _excess(one: Likeness) -> float | None:
    near = one.by_distance[0]
    return None if near is None or one.any_two is None else near - one.any_two


def _said(names: Sequence[str], means: Sequence[float | None]) -> str:
    return ", ".join(
        f"{name} {'none' if mean is None else f'{mean:.4f}'}"
        for name, mean in zip(names, means, strict=True)
    )


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last} side by side" if others else last
