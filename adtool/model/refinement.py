"""Eq. 10 before its projection: what contextual EMA found, added to what the Perceiver saw (§3.2).

The paper adds H, Ĥ and H̃ "element-wise", and says nothing of their lengths. The bases of
contextual EMA have unit length, so that the rows of Ĥ and H̃ are about 1 long, and those of H tens
of times that: the sum is then H, whatever α and β are. ``SCALES`` has ways to make the three
comparable; which is best is measured, not known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from adtool.model.contextual_ema import ContextualFeatures


class Summands(NamedTuple):
    """What Eq. 10 adds, each (B, L, C).

    Attributes:
        h: H of Eq. 4.
        reconstructed: Ĥ of Eq. 8, then αĤ.
        attended: H̃ of Eq. 9, then βH̃.
    """

    h: Tensor
    reconstructed: Tensor
    attended: Tensor


class AsFound(nn.Module):
    """Leaves the three as they are found."""

    def forward(self, found: Summands, mask: Tensor) -> Summands:
        """Return ``found``."""
        return found


class MeanLength(nn.Module):
    """Brings Ĥ and H̃ to the size of H: bases of unit length count as ones of H's mean length."""

    def forward(self, found: Summands, mask: Tensor) -> Summands:
        """Return H, and the others times the mean length of H's rows in their window.

        The rows are those that ``mask`` (B, L) has. No gradient goes through their mean.
        """
        with torch.no_grad():
            lengths = found.h.norm(dim=-1).masked_fill(~mask, 0.0).sum(dim=-1)
            mean = (lengths / mask.sum(dim=-1).clamp(min=1))[:, None, None]
        return Summands(found.h, mean * found.reconstructed, mean * found.attended)


class LayerNorms(nn.Module):
    """Puts a layer norm, which learns, before each of the three; ``channels`` is C."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(channels) for _ in Summands._fields)

    def forward(self, found: Summands, mask: Tensor) -> Summands:
        """Return the three, each of mean 0 and variance 1 over its channels at first."""
        return Summands(*(norm(one) for norm, one in zip(self.norms, found, strict=True)))


SCALES: dict[str, Callable[[int], nn.Module]] = {
    "unit": lambda channels: AsFound(),
    "mean": lambda channels: MeanLength(),
    "norm": LayerNorms,
}
"""What brings H, Ĥ and H̃ to sizes that can be added, by name; each is given C."""


class Refinement(nn.Module):
    """Adds H, αĤ and βH̃ (Eq. 10).

    Args:
        channels: C.
        alpha: α.
        beta: β.
        scale: an entry of ``SCALES``.

    Attributes:
        lengths: what ``measure`` says of the latest batch of a training; None before the first.
    """

    def __init__(self, channels: int, alpha: float, beta: float, scale: str) -> None:
        super().__init__()
        self.alpha, self.beta = alpha, beta
        self.scale = SCALES[scale](channels)
        self.lengths: Tensor | None = None

    def forward(self, h: Tensor, context: ContextualFeatures, mask: Tensor) -> Tensor:
        """Return the sum, (B, L, C).

        Args:
            h: H, (B, L, C).
            context: what contextual EMA made of it.
            mask: (B, L), False where a window is padded.
        """
        summands = self.summands(h, context, mask)
        total = summands.h + summands.reconstructed + summands.attended
        if self.training:
            self.lengths = measure(summands, mask)
        return total

    def summands(self, h: Tensor, context: ContextualFeatures, mask: Tensor) -> Summands:
        """Return what ``forward`` adds; the arguments are the same."""
        found: Summands = self.scale(Summands(h, context.reconstructed, context.attended), mask)
        return Summands(found.h, self.alpha * found.reconstructed, self.beta * found.attended)


@torch.no_grad()
def measure(summands: Summands, mask: Tensor) -> Tensor:
    """Measure how much of Eq. 10's sum is whose.

    Args:
        summands: what is added.
        mask: (B, L), the rows that count.

    Returns:
        (5,): of the rows that count, the summed lengths of H, of αĤ, of βH̃ and of their sum; and
        how many rows these are. Such measures of several batches, or processes, can be added.
    """
    whole = summands.h + summands.reconstructed + summands.attended
    lengths = [
        rows.float().norm(dim=-1).masked_fill(~mask, 0.0).sum() for rows in (*summands, whole)
    ]
    return torch.stack([*lengths, mask.sum().to(lengths[0].dtype)])


def shares(measured: Tensor) -> dict[str, Tensor]:
    """Say in means what ``measure`` says in sums.

    Returns:
        ``length_h``, ``length_reconstructed``, ``length_attended``: the mean length of the rows of
        H, αĤ and βH̃. ``share_reconstructed``, ``share_attended``: the mean length of the latter
        two as a part of their sum's, which is how far the sum moves without them; 0 is a branch
        that does nothing.
    """
    *lengths, whole = measured[:4] / measured[4].clamp(min=1)
    means = dict(zip(Summands._fields, lengths, strict=True))
    return {f"length_{name}": mean for name, mean in means.items()} | {
        f"share_{name}": means[name] / whole.clamp(min=1e-12)
        for name in ("reconstructed", "attended")
    }
