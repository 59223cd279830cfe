"""Contextual EMA: expectation-maximisation attention over the clips of a window (§3.2).

Equations 6-9 of the paper and 13-16 of its appendix C. What the paper leaves open follows EMANet,
its reference for EMA: bases of unit length, a loop without gradient, and initial bases that follow
a moving average of the bases found in training.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn import functional as F

from adtool.model.config import Shape

_EMPTY = 1e-6  # keeps the weighted mean of a base to which nothing belongs finite


@dataclass(frozen=True)
class ContextualFeatures:
    """What contextual EMA makes of H, (B, N·T', C). Padded positions are zero.

    Attributes:
        reconstructed: Ĥ of Eq. 8, (B, N·T', C).
        attended: H̃ of Eq. 9 and 16, (B, N·T', C).
        bases: M after the last iteration, (B, K, C).
        responsibilities: Z of the last iteration, (B, N·T', K).
    """

    reconstructed: Tensor
    attended: Tensor
    bases: Tensor
    responsibilities: Tensor


def responsibilities(h: Tensor, bases: Tensor, temperature: float = Shape.temperature) -> Tensor:
    """The E step, Eq. 6: how far each of ``h`` (…, L, C) belongs to each base (…, K, C).

    Returns:
        Z, (…, L, K); its rows sum to one.
    """
    return torch.softmax(h @ bases.transpose(-1, -2) / temperature, dim=-1)


def maximise(h: Tensor, z: Tensor) -> Tensor:
    """The M step, Eq. 7: the mean of ``h`` (…, L, C) for each base, weighted by ``z`` (…, L, K).

    Returns:
        M, (…, K, C).
    """
    weights = z / (z.sum(dim=-2, keepdim=True) + _EMPTY)
    return weights.transpose(-1, -2) @ h


class ContextualEMA(nn.Module):
    """Finds K bases of a window's features, rebuilds the features from them, and attends to them.

    Args:
        channels: C.
        bases: K.
        iterations: R, the number of E and M steps.
        temperature: τ of Eq. 6.
        momentum: share of the old initial bases that stays after a training step.
        l2norm: scale the bases to unit length after each M step (Eq. 7 does not show it).
        persist: let the initial bases follow the bases found in training.
        stop_grad: run the loop without gradient, as EMANet does.

    The initial bases are a moving average with ``persist``. Without it they are learned where the
    loop has a gradient, and else stay as they were drawn, so that every window starts afresh.
    """

    initial_bases: Tensor

    def __init__(
        self,
        channels: int,
        bases: int = Shape.bases,
        iterations: int = Shape.iterations,
        *,
        temperature: float = Shape.temperature,
        momentum: float = Shape.momentum,
        l2norm: bool = Shape.l2norm,
        persist: bool = Shape.persist,
        stop_grad: bool = Shape.stop_grad,
    ) -> None:
        super().__init__()
        self.iterations = iterations
        self.temperature = temperature
        self.momentum = momentum
        self.l2norm = l2norm
        self.persist = persist
        self.stop_grad = stop_grad
        initial = torch.randn(bases, channels) * (2.0 / bases) ** 0.5
        initial = F.normalize(initial, dim=-1) if l2norm else initial
        if persist or stop_grad:
            self.register_buffer("initial_bases", initial)
        else:
            self.initial_bases = nn.Parameter(initial)
        self.query = nn.Linear(channels, channels)
        self.key = nn.Linear(channels, channels)
        self.value = nn.Linear(channels, channels)

    def forward(self, h: Tensor, mask: Tensor | None = None) -> ContextualFeatures:
        """Run EMA over ``h`` (B, N·T', C); positions where ``mask`` (B, N·T') is False do nothing.

        In training mode, and if ``persist`` is on, this moves the initial bases.
        """
        if mask is None:
            mask = h.new_ones(h.shape[:2], dtype=torch.bool)
        keep = mask.unsqueeze(-1)
        h = h.masked_fill(~keep, 0.0)
        # Nine steps of softmax and means would drift in the half precision of an autocast region.
        with torch.autocast(h.device.type, enabled=False):
            bases, z = self._iterate(h.to(torch.promote_types(h.dtype, torch.float32)), keep)
            reconstructed = z @ bases  # Eq. 8
        if self.training and self.persist:
            self._follow(bases, mask)
        attended = self._attend(h, bases).masked_fill(~keep, 0.0)
        return ContextualFeatures(reconstructed, attended, bases, z)

    def _iterate(self, h: Tensor, keep: Tensor) -> tuple[Tensor, Tensor]:
        """Alternate the E and M steps; return M (B, K, C) and Z (B, L, K)."""
        bases = self.initial_bases.expand(len(h), -1, -1)
        z = h.new_zeros(*h.shape[:2], bases.shape[1])
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.stop_grad):
            for _ in range(self.iterations):
                z = responsibilities(h, bases, self.temperature).masked_fill(~keep, 0.0)
                bases = maximise(h, z)
                if self.l2norm:
                    bases = F.normalize(bases, dim=-1)
        return bases, z

    @torch.no_grad()
    def _follow(self, bases: Tensor, mask: Tensor) -> None:
        """Move the initial bases towards the batch mean of ``bases``, empty windows left out.

        Processes that train together share the batch, and so the mean.
        """
        found = mask.any(dim=1)
        summed = torch.cat([bases[found].sum(dim=0).flatten(), found.sum()[None].to(bases.dtype)])
        if dist.is_available() and dist.is_initialized():
            dist.all_reduce(summed)
        count = summed[-1]
        if count > 0:
            mean = (summed[:-1] / count).view_as(self.initial_bases)
            self.initial_bases.mul_(self.momentum).add_(mean, alpha=1 - self.momentum)

    def _attend(self, h: Tensor, bases: Tensor) -> Tensor:
        """Cross-attention from H to the bases, one head, Eq. 13-16."""
        query, key, value = self.query(h), self.key(bases), self.value(bases)
        return F.scaled_dot_product_attention(query, key, value)
