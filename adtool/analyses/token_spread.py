"""What contextual EMA does to a window's tokens: H, Ĥ and H̃ (§3.2), and how far they lie apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adtool.analyses.neighbours import units

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.model.distinctad import DistinctAD

Array = NDArray[np.float64]

RAW, RECONSTRUCTED, ATTENDED = "raw", "reconstructed", "attended"
SPACES = (RAW, RECONSTRUCTED, ATTENDED)
"""H of Eq. 4, Ĥ of Eq. 8 and H̃ of Eq. 9."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far tokens lie apart: means over windows. None where there is nothing to compare.

    Attributes:
        within: mean cosine similarity of two tokens of one clip.
        neighbours: of a token of a clip and one of the clip after it.
        same_latent: of two tokens of neighbouring clips that come from the same latent (Eq. 4).
        others: of tokens of clips further apart in the window.
        scatter: the share of the tokens' mean squared length that is not their mean's; 0 where
            all of a window's tokens are one point. The more compact, the lower.
        own_clip: the share of tokens that lie nearer to the centre of their own clip's other
            tokens than to that of any other clip, once what each latent has in all clips of the
            window is taken off; how well lines separate the clips.
    """

    within: float | None
    neighbours: float | None
    same_latent: float | None
    others: float | None
    scatter: float | None
    own_clip: float | None


def token_spaces(model: DistinctAD, window: Tensor) -> dict[str, Array]:
    """Compute H, Ĥ and H̃ of one window.

    Args:
        model: the model.
        window: (clips, T, C) frame features of the window's clips.

    Returns:
        For each of ``SPACES`` the tokens, (clips, T', C).
    """
    import torch

    device = model.projection.weight.device
    with torch.inference_mode():
        h = model.perceiver(window.to(device).float())  # (clips, T', C)
        context = model.contextual_ema(h.flatten(0, 1)[None])
    found = {RAW: h, RECONSTRUCTED: context.reconstructed, ATTENDED: context.attended}
    return {name: tokens.reshape(h.shape).double().cpu().numpy() for name, tokens in found.items()}


def spread(windows: Sequence[Array]) -> Spread:
    """Measure tokens of windows, each (clips, T', C)."""
    similarities = [_by_distance(window) for window in windows]
    return Spread(
        within=_mean_of_pairs([one[0] for one in similarities]),
        neighbours=_mean_of_pairs([one[1] for one in similarities]),
        same_latent=_mean_of_pairs([_same_latent(window) for window in windows]),
        others=_mean_of_pairs([one[2] for one in similarities]),
        scatter=_mean([_scatter(window) for window in windows]),
        own_clip=_mean([_own_clip(window) for window in windows]),
    )


def spreads(windows: Sequence[Mapping[str, Array]]) -> dict[str, Spread]:
    """Measure each of ``SPACES``."""
    return {name: spread([window[name] for window in windows]) for name in SPACES}


def _by_distance(window: Array) -> tuple[Array, Array, Array]:
    """Return the cosine similarities of pairs within clips, of neighbours, and of the others."""
    clips, tokens, _ = window.shape
    flat = units(window).reshape(clips * tokens, -1)
    products = flat @ flat.T
    clip = np.repeat(np.arange(clips), tokens)
    apart = np.abs(clip[:, None] - clip)
    pair = np.triu(np.ones_like(products, dtype=bool), 1)
    return (
        products[pair & (apart == 0)],
        products[pair & (apart == 1)],
        products[pair & (apart > 1)],
    )


def _same_latent(window: Array) -> Array:
    scaled = units(window)
    products: Array = (scaled[:-1] * scaled[1:]).sum(axis=-1).ravel()
    return products


def _scatter(window: Array) -> float | None:
    points = window.reshape(-1, window.shape[-1])
    squares = float((points**2).sum(axis=1).mean())
    if not squares:
        return None
    around = points - points.mean(axis=0)
    scattered = float((around**2).sum(axis=1).mean())
    return scattered / squares


def _own_clip(window: Array) -> float | None:
    clips, tokens, _ = window.shape
    if clips < 2 or tokens < 2:
        return None
    window = window - window.mean(axis=0)  # else a token goes where its own latent is counted
    centres = window.mean(axis=1)
    hits = 0
    for clip, points in enumerate(window):
        others = (centres[clip] * tokens - points) / (tokens - 1)  # each token left out
        own = ((points - others) ** 2).sum(axis=-1)
        away = ((points[:, None] - np.delete(centres, clip, axis=0)) ** 2).sum(axis=-1)
        hits += int((own < away.min(axis=1)).sum())
    return hits / window[..., 0].size


def _mean_of_pairs(parts: Sequence[Array]) -> float | None:
    together = np.concatenate(parts)
    return float(together.mean()) if len(together) else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


MEASURES: dict[str, tuple[str, Callable[[Spread], float | None]]] = {
    "within": ("cosine similarity of two tokens of a clip", lambda one: one.within),
    "neighbours": ("cosine similarity of tokens of neighbouring clips", lambda one: one.neighbours),
    "same_latent": (
        "cosine similarity of such tokens of the same latent",
        lambda one: one.same_latent,
    ),
    "others": ("cosine similarity of tokens of clips further apart", lambda one: one.others),
    "scatter": ("scatter, 0 to 1, lower is more compact", lambda one: one.scatter),
    "own_clip": ("share of tokens nearest to their own clip's others", lambda one: one.own_clip),
}
"""What each figure of ``Spread`` is called."""
