"""The Perceiver: resamples a clip's frame features to a fixed number of vectors (Eq. 4).

The paper leaves the sizes open; they are AutoAD-I's: pre-norm transformer blocks over the latents
followed by the frames, of which the latents are kept.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from adtool.model.config import Shape


class Perceiver(nn.Module):
    """``latents`` learned queries that look at the frames of one clip, (B, T, C) → (B, T', C).

    Args:
        width: C, the width of the frame features.
        latents: T', the number of vectors that a clip becomes.
        layers: transformer blocks.
        heads: attention heads; by default one per 64 channels, at least one.
        longest: the largest T; one temporal position is learned for each.

    Raises:
        ValueError: if ``heads`` does not divide ``width``.
    """

    def __init__(
        self,
        width: int,
        latents: int = Shape.latents,
        layers: int = Shape.perceiver_layers,
        *,
        heads: int | None = Shape.perceiver_heads,
        longest: int = 64,
    ) -> None:
        super().__init__()
        heads = heads or max(1, width // 64)
        if width % heads:
            raise ValueError(f"{heads} heads do not divide a width of {width}")
        self.latents = nn.Parameter(torch.randn(latents, width))
        self.positions = nn.Parameter(torch.randn(longest, width))
        self.frame_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(_Block(width, heads, layers) for _ in range(layers))

    def forward(self, frames: Tensor, mask: Tensor | None = None) -> Tensor:
        """Resample ``frames`` (B, T, C); frames where ``mask`` (B, T) is False take no part.

        Raises:
            ValueError: if there are more frames than learned positions.
        """
        batch, count, _ = frames.shape
        if count > len(self.positions):
            raise ValueError(f"{count} frames a clip, but positions for {len(self.positions)}")
        frames = self.frame_norm(frames) + self.positions[:count]
        if mask is not None:
            frames = frames.masked_fill(~mask.unsqueeze(-1), 0.0)  # a missing frame may hold NaN
            mask = F.pad(mask, (len(self.latents), 0), value=True).unsqueeze(1)  # (B, 1, T'+T)
        tokens = torch.cat([self.latents.expand(batch, -1, -1), frames], dim=1)
        for block in self.blocks:
            tokens = block(tokens, mask)
        return tokens[:, : len(self.latents)]


class _Block(nn.Module):
    """One pre-norm transformer block with masked self-attention; CLIP's initial weights."""

    def __init__(self, width: int, heads: int, layers: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.mlp_norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)
        residual_std = width**-0.5 * (2 * layers) ** -0.5
        for linear, std in (
            (self.query_key_value, width**-0.5),
            (self.out, residual_std),
            (self.widen, (2 * width) ** -0.5),
            (self.narrow, residual_std),
        ):
            nn.init.normal_(linear.weight, std=std)
            nn.init.zeros_(linear.bias)

    def forward(self, tokens: Tensor, mask: Tensor | None) -> Tensor:
        """Map tokens (B, L, C) to tokens; ``mask`` (B, 1, L) says which may be looked at."""
        tokens = tokens + self._attend(self.attention_norm(tokens), mask)
        mixed: Tensor = self.narrow(F.gelu(self.widen(self.mlp_norm(tokens))))
        return tokens + mixed

    def _attend(self, tokens: Tensor, mask: Tensor | None) -> Tensor:
        query, key, value = (
            part.unflatten(-1, (self.heads, -1)).transpose(1, 2)  # (B, heads, L, C / heads)
            for part in self.query_key_value(tokens).chunk(3, dim=-1)
        )
        mask = None if mask is None else mask.unsqueeze(1)  # (B, 1, 1, L)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        projected: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return projected
