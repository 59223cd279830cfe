"""How alike neighbouring clips are: cosine similarities by distance (Appendix B of the paper)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Mean cosine similarities of pairs of clips of the same film, pooled over films.

    Attributes:
        by_distance: of clips d places apart, for d from 1; None where no film has such a pair.
        pairs: how many pairs each of these is the mean of.
        any_two: of all pairs of a film's clips, however far apart; None where no film has two.
    """

    by_distance: tuple[float | None, ...]
    pairs: tuple[int, ...]
    any_two: float | None


def units(vectors: NDArray[np.floating]) -> Array:
    """Scale vectors (…, C) to unit length; those of length zero stay zero."""
    wide = vectors.astype(np.float64)
    lengths = np.linalg.norm(wide, axis=-1, keepdims=True)
    scaled: Array = wide / np.where(lengths > 0, lengths, 1.0)
    return scaled


def clip_vectors(frames: NDArray[np.floating]) -> Array:
    """Turn the frames of clips (clips, T, C) into one unit vector a clip (clips, C), as L_g does.

    Frames are scaled to unit length, averaged, and scaled again.
    """
    return units(units(frames).mean(axis=1))


def cosines(vectors: NDArray[np.floating]) -> Array:
    """Return the cosine similarities (n, n) of vectors (n, C)."""
    scaled = units(vectors)
    products: Array = scaled @ scaled.T
    return products


def likeness(films: Sequence[NDArray[np.floating]], reach: int) -> Likeness:
    """Measure how alike the clips of films are.

    Args:
        films: for each film a vector a clip, (clips, C), in the order of the film.
        reach: the largest distance that is told apart.
    """
    scaled = [units(film) for film in films]
    sums, pairs = np.zeros(reach), np.zeros(reach, dtype=int)
    for film in scaled:
        for d in range(1, min(reach, len(film) - 1) + 1):
            sums[d - 1] += float((film[:-d] * film[d:]).sum())
            pairs[d - 1] += len(film) - d
    return Likeness(
        tuple(float(s / n) if n else None for s, n in zip(sums, pairs, strict=True)),
        tuple(int(n) for n in pairs),
        _any_two(scaled),
    )


def _any_two(films: Sequence[Array]) -> float | None:
    """Average over all pairs: the squared length of the sum, less what each has with itself."""
    pairs = sum(len(film) * (len(film) - 1) for film in films)
    if not pairs:
        return None
    both = sum(float((film.sum(axis=0) ** 2).sum() - (film**2).sum()) for film in films)
    return both / pairs
