"""The towers that a vision encoder may have: those of CLIP, and whatever else open_clip builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn

from adtool.model.imports import import_transformers
from adtool.model.resnet_tower import ResNetTower
from adtool.model.transformer_tower import TransformerTower

if TYPE_CHECKING:
    from adtool.model.vision_encoder import VisionConfig


def build_tower(config: VisionConfig) -> nn.Module:
    """Build an untrained vision tower of open_clip's.

    Raises:
        ValueError: if open_clip cannot build it.
    """
    _check_size(config)
    return _clips_own(config) or _any_other(config)


_CLIPS = {"layers": 12, "width": 768, "head_width": 64, "patch_size": 16, "image_size": 224}
"""All that a configuration says of a tower as CLIP's are, and what open_clip takes it to be."""


def _clips_own(config: VisionConfig) -> nn.Module | None:
    """Build a tower as CLIP's are; None where it is another, or none."""
    vision = {**_CLIPS, **config.vision_cfg}
    layers, width, head, patch, image = (vision.pop(name) for name in _CLIPS)
    if vision or not isinstance(image, int):
        return None
    if isinstance(layers, (list, tuple)):
        heads = width * 32 // head
        if len(layers) != 4 or width % 2 or not heads or width * 32 % heads or image < 32:
            return None
        return ResNetTower(
            layers, width=width, heads=heads, image_size=image, output=config.embed_dim
        )
    heads = width // head
    if not heads or width % heads or image < patch:
        return None
    return TransformerTower(
        layers,
        width=width,
        heads=heads,
        inner=4 * width,
        patch_size=patch,
        image_size=image,
        output=config.embed_dim,
        quick_gelu=config.quick_gelu,
    )


def _any_other(config: VisionConfig) -> nn.Module:
    """Have open_clip build a tower."""
    import_transformers()
    from open_clip.model import CLIPVisionCfg, _build_vision_tower

    # Weights come from a checkpoint; a configuration must not make timm fetch its own.
    vision = {**config.vision_cfg, "timm_model_pretrained": False}
    try:
        tower: nn.Module = _build_vision_tower(
            config.embed_dim, CLIPVisionCfg(**vision), config.quick_gelu
        )
    except (
        ArithmeticError,
        AssertionError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise ValueError(f"open_clip cannot build this vision tower: {error}") from error
    return tower


def _check_size(config: VisionConfig) -> None:
    """Refuse what would exhaust time or memory before any weight is compared, or reach out."""
    vision = config.vision_cfg
    sizes = [config.embed_dim, *(vision.get(k, 1) for k in ("width", "head_width", "patch_size"))]
    layers = vision.get("layers", 1)
    layers = layers if isinstance(layers, (list, tuple)) else [layers]
    image = vision.get("image_size", 1)
    sizes += [*layers, *(image if isinstance(image, (list, tuple)) else [image])]
    if not all(type(size) is int and 1 <= size <= 16384 for size in sizes):
        raise ValueError("sizes of a vision tower are whole numbers from 1 to 16384")
    if sum(layers) > 512:
        raise ValueError(f"{sum(layers)} layers are too many for a vision tower")
    if ":" in str(vision.get("timm_model_name")):
        raise ValueError("a timm model is named without a place to fetch it from")
