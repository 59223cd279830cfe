"""CLIP's vision transformer (Radford et al., ICML 2021), built here: open_clip imports for seconds.

Names, order and numbers are those of ``open_clip.transformer.VisionTransformer`` as CLIP's ViT-B
and ViT-L are made of it, so that weights fit, features are the same to the last bit, and a seed
begins training with the same weights.
"""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn


class QuickGELU(nn.Module):
    """OpenAI's approximation of GELU."""

    def forward(self, x: Tensor) -> Tensor:
        """Map each number."""
        return x * torch.sigmoid(1.702 * x)


class Block(nn.Module):
    """Attention, then a perceptron, each beside a shortcut."""

    def __init__(self, width: int, heads: int, inner: int, *, quick_gelu: bool) -> None:
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = nn.MultiheadAttention(width, heads, batch_first=True)
        self.ln_2 = nn.LayerNorm(width)
        layers: dict[str, nn.Module] = {
            "c_fc": nn.Linear(width, inner),
            "gelu": QuickGELU() if quick_gelu else nn.GELU(),
            "c_proj": nn.Linear(inner, width),
        }
        self.mlp = nn.Sequential(OrderedDict(layers))

    def forward(self, x: Tensor) -> Tensor:
        """Map tokens (B, L, width) to such."""
        normal = self.ln_1(x)
        x = x + self.attn(normal, normal, normal, need_weights=False)[0]
        mapped: Tensor = x + self.mlp(self.ln_2(x))
        return mapped


class Blocks(nn.Module):
    """All blocks, under the name that weights have."""

    def __init__(self, width: int, heads: int, inner: int, layers: int, *, quick_gelu: bool):
        super().__init__()
        self.resblocks = nn.ModuleList(
            Block(width, heads, inner, quick_gelu=quick_gelu) for _ in range(layers)
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map tokens through all of them."""
        for block in self.resblocks:
            x = block(x)
        return x


class TransformerTower(nn.Module):
    """Images (B, 3, H, W) to features (B, C).

    Args:
        layers: blocks.
        width: of a token.
        heads: of each attention.
        inner: width of the perceptrons.
        patch_size: pixels a side of what becomes a token.
        image_size: pixels a side.
        output: C.
        quick_gelu: whether activations are OpenAI's.
    """

    def __init__(
        self,
        layers: int,
        *,
        width: int,
        heads: int,
        inner: int,
        patch_size: int,
        image_size: int,
        output: int,
        quick_gelu: bool,
    ) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, kernel_size=patch_size, stride=patch_size, bias=False)
        scale, places = width**-0.5, (image_size // patch_size) ** 2 + 1
        self.class_embedding = nn.Parameter(scale * torch.randn(width))
        self.positional_embedding = nn.Parameter(scale * torch.randn(places, width))
        self.ln_pre = nn.LayerNorm(width)
        self.transformer = Blocks(width, heads, inner, layers, quick_gelu=quick_gelu)
        self.ln_post = nn.LayerNorm(width)
        self.proj = nn.Parameter(scale * torch.randn(width, output))

    def forward(self, x: Tensor) -> Tensor:
        """Map images to features."""
        patches = self.conv1(x).flatten(2).permute(0, 2, 1)
        first = self.class_embedding.view(1, 1, -1).expand(len(x), -1, -1).to(patches.dtype)
        tokens = torch.cat([first, patches], dim=1) + self.positional_embedding.to(patches.dtype)
        seen = self.ln_post(self.transformer(self.ln_pre(tokens)))
        features: Tensor = seen[:, 0] @ self.proj
        return features
