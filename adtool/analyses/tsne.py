"""t-SNE: points of many dimensions on a plane, neighbours beside neighbours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adtool.errors import AdtoolError, UnavailableError

Array = NDArray[np.float64]

PERPLEXITY = 30.0
"""The perplexity that van der Maaten and Hinton's and most others' figures take."""


def check_perplexity(perplexity: float, points: int) -> None:
    """Refuse a perplexity for which there are too few points; each needs three times as many.

    Raises:
        AdtoolError: if there are too few.
    """
    largest = (points - 1) / 3
    if perplexity > largest:
        raise AdtoolError(
            f"A perplexity of {perplexity:g} is too high for {points} points; "
            f"say --perplexity {max(1, int(largest))} or take more clips."
            if largest >= 1
            else f"t-SNE needs at least 4 points, and here are {points}; take more clips."
        )


def on_a_plane(points: Array, perplexity: float, seed: int) -> Array:
    """Place points (n, C) on a plane (n, 2) by t-SNE.

    Starts from the principal components, and runs in one thread: the same points, perplexity and
    seed give the same places. Points that are all the same stay together at the origin.

    Raises:
        AdtoolError: if there are too few points for the perplexity.
        UnavailableError: if scikit-learn is not installed.
    """
    check_perplexity(perplexity, len(points))
    if not np.ptp(points, axis=0).any():
        return np.zeros((len(points), 2))
    try:
        from sklearn.manifold import TSNE
        from threadpoolctl import threadpool_limits
    except ImportError as error:
        raise UnavailableError(
            "scikit-learn is not installed.", "Install it: pip install 'adtool[eval]'."
        ) from error
    tsne = TSNE(perplexity=perplexity, init="pca", learning_rate="auto", random_state=seed)
    with threadpool_limits(limits=1):
        places: Array = tsne.fit_transform(points).astype(np.float64)
    return places
