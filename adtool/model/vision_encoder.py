"""The CLIP vision encoder: frames in, features of the joint space out (Eq. 5).

The towers are open_clip's: any architecture that it knows by name, or one described in its own
configuration form. Only the vision half is built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from adtool.media.image import Image
from adtool.model.precision import inference_dtype
from adtool.model.towers import build_tower
from adtool.settings import ModelSettings

if TYPE_CHECKING:
    from adtool.model.text_side import TextSide

CLIP_MEAN = (0.48145466, 0.4578275, 0.40821073)
CLIP_STD = (0.26862954, 0.26130258, 0.27577711)

ENCODER_BATCH = ModelSettings().batch
"""Images that go through the encoder at once."""


@dataclass(frozen=True)
class VisionConfig:
    """An encoder's architecture and how its images are prepared.

    Attributes:
        embed_dim: C, the width of the joint space.
        vision_cfg: the tower, as in open_clip's model configurations: a ViT, a ResNet (``layers``
            is a list) or a timm model (``timm_model_name``).
        quick_gelu: whether a ViT uses OpenAI's approximation of GELU.
        resize_mode: "shortest" resizes the short side and crops the centre, as CLIP does;
            "squash" keeps every part of a wide frame and changes its proportions.
        interpolation: "bicubic" or "bilinear".
        mean: of each colour channel, in 0-1.
        std: of each colour channel, in 0-1.
    """

    embed_dim: int
    vision_cfg: Mapping[str, Any]
    quick_gelu: bool = False
    resize_mode: str = "shortest"
    interpolation: str = "bicubic"
    mean: tuple[float, ...] = CLIP_MEAN
    std: tuple[float, ...] = CLIP_STD

    def __post_init__(self) -> None:
        if self.resize_mode not in ("shortest", "squash"):
            raise ValueError(f"resize_mode is {self.resize_mode!r}, not 'shortest' or 'squash'")
        if self.interpolation not in ("bicubic", "bilinear"):
            raise ValueError(f"interpolation is {self.interpolation!r}, not 'bicubic'/'bilinear'")
        if len(self.mean) != 3 or len(self.std) != 3 or not all(s > 0 for s in self.std):
            raise ValueError("mean and std are three numbers each, and std is positive")

    @property
    def image_size(self) -> tuple[int, int]:
        """Height and width of the tower's input, in pixels."""
        size = self.vision_cfg.get("image_size", 224)
        height, width = (size, size) if isinstance(size, int) else size
        return int(height), int(width)

    @classmethod
    def from_open_clip(cls, config: Mapping[str, Any]) -> VisionConfig:
        """Read open_clip's form: a model configuration, or one with ``preprocess_cfg`` beside it.

        Raises:
            ValueError: if it describes no vision tower that we can build.
        """
        known = {"resize_mode", "interpolation", "mean", "std"}
        try:
            model = config.get("model_cfg", config)
            preprocess = {k: v for k, v in config.get("preprocess_cfg", {}).items() if k in known}
            for key in preprocess.keys() & {"mean", "std"}:
                preprocess[key] = tuple(float(value) for value in preprocess[key])
            return cls(
                embed_dim=model["embed_dim"],
                vision_cfg=dict(model["vision_cfg"]),
                quick_gelu=bool(model.get("quick_gelu", False)),
                **preprocess,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not an open_clip model configuration: {error}") from error

    def to_open_clip(self) -> dict[str, Any]:
        """Write the form that ``from_open_clip`` reads."""
        fields = asdict(self)
        model = {key: fields.pop(key) for key in ("embed_dim", "vision_cfg", "quick_gelu")}
        return {"model_cfg": model, "preprocess_cfg": fields}


class VisionEncoder(nn.Module):
    """One half of a CLIP: images to features of the joint space, not normalised.

    Args:
        config: the architecture.
        tower: an open_clip vision tower of that architecture; by default a new one, untrained.

    Attributes:
        text: the text side that was tuned to it, where there is one; no part of this module.
    """

    def __init__(self, config: VisionConfig, tower: nn.Module | None = None) -> None:
        super().__init__()
        self.config = config
        self.text: TextSide | None = None
        tower = tower if tower is not None else build_tower(config)
        # Convolutions of few channels are several times faster this way on CPUs and GPUs alike.
        self.tower = tower.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, pixels: Tensor) -> Tensor:
        """Map prepared images (n, 3, H, W) to features (n, C) in float32, with gradient."""
        weight = next(self.tower.parameters())
        prepared = pixels.to(weight.device, weight.dtype, memory_format=torch.channels_last)
        features: Tensor = self.tower(prepared)
        return features.float()

    def preprocess(self, images: Sequence[Image] | Image) -> Tensor:
        """Resize, crop and normalise RGB images (H, W, 3) uint8; returns (n, 3, H', W') float32.

        Equal to CLIP's own preparation to within one grey level before normalising.
        """
        return self.normalise(self.resize(images))

    def resize(self, images: Sequence[Image] | Image) -> Tensor:
        """Resize and crop RGB images (H, W, 3) uint8 to the tower's size: (n, 3, H', W') uint8.

        Images of one size, as the frames of one movie are, go through together.
        """
        shapes = {image.shape for image in images}
        if len(shapes) > 1:
            return torch.cat([self.resize(image[None]) for image in images])
        pixels = torch.from_numpy(np.stack(list(images))).permute(0, 3, 1, 2)
        size = self._resized(*pixels.shape[2:])
        # On uint8 this rounds as Pillow does, and is several times as fast as on floats.
        resized: Tensor = F.interpolate(
            pixels, size, mode=self.config.interpolation, antialias=True
        )
        height, width = self.config.image_size
        top, left = round((size[0] - height) / 2), round((size[1] - width) / 2)
        return resized[:, :, top : top + height, left : left + width]

    def normalise(self, pixels: Tensor) -> Tensor:
        """Turn uint8 images (n, 3, H', W') into the tower's input, float32 on their device."""
        mean, std = (
            torch.tensor(v, device=pixels.device).view(1, 3, 1, 1)
            for v in (self.config.mean, self.config.std)
        )
        return ((pixels.float() / 255 - mean) / std).contiguous()

    def _resized(self, height: int, width: int) -> tuple[int, int]:
        """The size before cropping: the target's, or the smallest of the same proportions."""
        to_height, to_width = self.config.image_size
        if self.config.resize_mode == "squash":
            return to_height, to_width
        if height * to_width <= width * to_height:
            return to_height, max(to_width, to_height * width // height)
        return max(to_height, to_width * height // width), to_width

    @torch.inference_mode()
    def encode(self, images: Sequence[Image] | Image, batch: int = ENCODER_BATCH) -> Tensor:
        """Map RGB images (H, W, 3) uint8 to features (n, C), float32 on the CPU."""
        parts = [
            self(self.preprocess(images[i : i + batch])).cpu() for i in range(0, len(images), batch)
        ]
        return torch.cat(parts) if parts else torch.zeros(0, self.config.embed_dim)

    def for_inference(self, device: str | torch.device = "cpu") -> VisionEncoder:
        """Freeze, move to ``device``, and take the number format that is fastest there."""
        self.requires_grad_(False).eval()
        size = sum(parameter.numel() for parameter in self.parameters())
        return self.to(device, inference_dtype(device, size))
