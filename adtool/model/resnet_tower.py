"""CLIP's ResNet (Radford et al., ICML 2021), built here: open_clip takes seconds to import.

Names, order and numbers are those of ``open_clip.modified_resnet.ModifiedResNet``, so that weights
fit, features are the same to the last bit, and a seed begins training with the same weights.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

EXPANSION = 4
"""How much wider a block's end is than its middle."""


class Bottleneck(nn.Module):
    """A residual block whose stride is an average."""

    def __init__(self, inner: int, outer: int, stride: int = 1) -> None:
        super().__init__()
        wide = outer * EXPANSION
        self.conv1 = nn.Conv2d(inner, outer, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outer)
        self.conv2 = nn.Conv2d(outer, outer, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outer)
        self.avgpool = nn.AvgPool2d(stride) if stride > 1 else nn.Identity()
        self.conv3 = nn.Conv2d(outer, wide, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(wide)
        self.downsample: nn.Sequential | None = None
        if stride > 1 or inner != wide:
            shortcut: dict[str, nn.Module] = {
                "-1": nn.AvgPool2d(stride),
                "0": nn.Conv2d(inner, wide, 1, bias=False),
                "1": nn.BatchNorm2d(wide),
            }
            self.downsample = nn.Sequential(OrderedDict(shortcut))

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, inner, H, W) to (B, 4 · outer, H', W')."""
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = F.relu(self.bn2(self.conv2(y)), inplace=True)
        y = self.bn3(self.conv3(self.avgpool(y)))
        y += x if self.downsample is None else self.downsample(x)
        return F.relu(y, inplace=True)


class AttentionPool(nn.Module):
    """The mean asks all places, and takes what it attends to."""

    def __init__(self, side: int, width: int, heads: int, output: int) -> None:
        super().__init__()
        self.positional_embedding = nn.Parameter(torch.randn(side**2 + 1, width) / width**0.5)
        self.k_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.c_proj = nn.Linear(width, output)
        self.heads = heads

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, C, H, W) to (B, output)."""
        x = x.flatten(2).permute(2, 0, 1)
        x = torch.cat([x.mean(dim=0, keepdim=True), x], dim=0)
        x = x + self.positional_embedding[:, None, :].to(x.dtype)
        biases = torch.cat([self.q_proj.bias, self.k_proj.bias, self.v_proj.bias])
        attended, _ = F.multi_head_attention_forward(
            query=x,
            key=x,
            value=x,
            embed_dim_to_check=x.shape[-1],
            num_heads=self.heads,
            q_proj_weight=self.q_proj.weight,
            k_proj_weight=self.k_proj.weight,
            v_proj_weight=self.v_proj.weight,
            in_proj_weight=None,
            in_proj_bias=biases,
            bias_k=None,
            bias_v=None,
            add_zero_attn=False,
            dropout_p=0.0,
            out_proj_weight=self.c_proj.weight,
            out_proj_bias=self.c_proj.bias,
            use_separate_proj_weight=True,
            training=self.training,
            need_weights=False,
        )
        return attended[0]


class ResNetTower(nn.Module):
    """Images (B, 3, H, W) to features (B, C).

    Args:
        layers: blocks in each of its four stages.
        width: channels of the first stage.
        heads: of the attention that pools.
        image_size: pixels a side.
        output: C.
    """

    def __init__(
        self, layers: Sequence[int], *, width: int, heads: int, image_size: int, output: int
    ) -> None:
        super().__init__()
        half = width // 2
        self.conv1 = nn.Conv2d(3, half, kernel_size=3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(half)
        self.conv2 = nn.Conv2d(half, half, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(half)
        self.conv3 = nn.Conv2d(half, width, kernel_size=3, padding=1, bias=False)
        self.bn3 = nn.BatchNorm2d(width)
        self.avgpool = nn.AvgPool2d(2)
        self.layer1 = _stage(width, width, layers[0], 1)
        self.layer2 = _stage(width * 4, width * 2, layers[1], 2)
        self.layer3 = _stage(width * 8, width * 4, layers[2], 2)
        self.layer4 = _stage(width * 16, width * 8, layers[3], 2)
        self.attnpool = AttentionPool(image_size // 32, width * 32, heads, output)
        self._begin()

    def _begin(self) -> None:
        """Draw the weights that training begins with."""
        pool = self.attnpool
        for linear in (pool.q_proj, pool.k_proj, pool.v_proj, pool.c_proj):
            nn.init.normal_(linear.weight, std=pool.c_proj.in_features**-0.5)
        for block in self.modules():
            if isinstance(block, Bottleneck):
                nn.init.zeros_(block.bn3.weight)

    def forward(self, x: Tensor) -> Tensor:
        """Map images to features."""
        for convolve, norm in zip(
            (self.conv1, self.conv2, self.conv3), (self.bn1, self.bn2, self.bn3), strict=True
        ):
            x = F.relu(norm(convolve(x)), inplace=True)
        x = self.avgpool(x)
        for stage in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = stage(x)
        pooled: Tensor = self.attnpool(x)
        return pooled


def _stage(inner: int, outer: int, blocks: int, stride: int) -> nn.Sequential:
    rest = (Bottleneck(outer * EXPANSION, outer) for _ in range(1, blocks))
    return nn.Sequential(Bottleneck(inner, outer, stride), *rest)
