"""A small CLIP from scratch, for where no pretrained one is to be had: the "vanilla" CLIP.

It learns still pictures of a drawn world with plain captions: contrastively, as CLIP does, and
with linear heads on its image embedding that predict the scene graph, which are dropped at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from adtool.datasets.settings import DataSettings
from adtool.media.image import Image
from adtool.model.clip import Clip, load_clip
from adtool.progress import SILENT, Progress
from adtool.storyworld.pictures import FACTS, Pictures, pictures
from adtool_training.loop.steps import LoopSettings, learning_parameters, run_steps

_DATA = DataSettings()


@dataclass(frozen=True, slots=True)
class VanillaSettings:
    """A small CLIP and how it is trained.

    Attributes:
        pictures: how many pictures are drawn.
        size: pixels a side.
        tower_width: channels of the vision tower's stem; it is CLIP's own ResNet, small.
        tower_blocks: residual blocks in each of its two middle stages.
        width: C, width of the joint space.
        text_width: width of the text tower.
        text_layers: its transformer blocks.
        context: longest caption in tokens.
        heads_weight: weight of the scene graph's cross-entropies beside the contrastive loss.
        batch: pictures a step.
        learning_rate: of AdamW.
        weight_decay: of AdamW.
        loop: how long and how.
    """

    pictures: int = 120_000
    size: int = _DATA.size
    tower_width: int = 16
    tower_blocks: int = 2
    width: int = 256
    text_width: int = 128
    text_layers: int = 2
    context: int = 48
    heads_weight: float = 1.0
    batch: int = 256
    learning_rate: float = 2e-3
    weight_decay: float = 0.02
    loop: LoopSettings = field(
        default_factory=lambda: LoopSettings(
            steps=1600, schedule="cosine", warmup=100, clip_norm=5.0, workers=1
        )
    )


def train(
    settings: VanillaSettings,
    folder: Path,
    progress: Progress = SILENT,
    world: str = _DATA.kind,
) -> Path:
    """Train a CLIP from scratch on a world, going on where a run in ``folder`` stopped.

    Returns:
        The folder ``model``, in open_clip's form.

    Raises:
        TrainingError: if the loss is no number.
        UnavailableError: if open_clip cannot build such a CLIP.
        OutputError: if the folder cannot be written.
    """
    place = folder / "model"
    if place.exists():
        load_clip(str(place))
        return place
    workers = settings.loop.workers + 1
    drawn = pictures(folder, settings.pictures, settings.size, workers, progress, world)
    torch.manual_seed(settings.loop.seed)
    task = PictureTask(Clip(clip_config(settings)), settings.heads_weight, drawn.graph)
    optimiser = torch.optim.AdamW(
        learning_parameters(task), settings.learning_rate, weight_decay=settings.weight_decay
    )
    batches = PictureBatches(drawn, task.clip, settings)
    run_steps(
        "Vanilla CLIP",
        task,
        optimiser,
        batches,
        folder,
        settings.loop,
        alone=True,
        progress=progress,
    )
    task.clip.save(place)
    return place


def clip_config(settings: VanillaSettings) -> dict[str, Any]:
    """Return the small CLIP's configuration in open_clip's form.

    Wide frames are squashed to a square, so that nothing at their sides is lost.
    """
    return {
        "model_cfg": {
            "embed_dim": settings.width,
            "vision_cfg": {
                "layers": [1, settings.tower_blocks, settings.tower_blocks, 1],
                "width": settings.tower_width,
                "head_width": 64,
                "image_size": settings.size,
            },
            "text_cfg": {
                "context_length": settings.context,
                "vocab_size": 49408,
                "width": settings.text_width,
                "heads": max(1, settings.text_width // 32),
                "layers": settings.text_layers,
            },
        },
        "preprocess_cfg": {
            "mean": [0.5, 0.5, 0.5],
            "std": [0.25, 0.25, 0.25],
            "resize_mode": "squash",
            "interpolation": "bilinear",
        },
    }


class PictureTask(nn.Module):
    """CLIP's contrastive loss, and the cross-entropies of the scene graph.

    Args:
        clip: the CLIP; all of it learns.
        heads_weight: of the mean cross-entropy over the scene graph's facts.
        graph: how many values each fact has.
    """

    def __init__(self, clip: Clip, heads_weight: float, graph: Mapping[str, int] = FACTS) -> None:
        super().__init__()
        self.clip = clip
        self.heads_weight = heads_weight
        width = clip.vision.config.embed_dim
        self.heads = nn.ModuleDict({name: nn.Linear(width, n) for name, n in graph.items()})

    def forward(self, images: Tensor, tokens: Tensor, facts: Tensor) -> dict[str, Tensor]:
        """Return the losses of a batch.

        Args:
            images: uint8 (B, H, W, 3).
            tokens: of the captions (B, L).
            facts: the scene graphs (B, facts), in the order of ``graph``.
        """
        seen = self.clip.encode_frames(images[:, None]).squeeze(1)
        said = self.clip.encode_words(tokens).sentences
        scale = self.clip.model.logit_scale.exp().clamp(max=100)
        logits = scale * F.normalize(seen, dim=-1) @ F.normalize(said, dim=-1).T
        own = torch.arange(len(logits), device=logits.device)
        contrast = (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
        graph = torch.stack(
            [F.cross_entropy(head(seen), facts[:, i]) for i, head in enumerate(self.heads.values())]
        )
        shown = {name: value.detach() for name, value in zip(self.heads, graph, strict=True)}
        total = contrast + self.heads_weight * graph.sum()
        return {"loss": total, "contrast": contrast.detach(), **shown}


@dataclass(frozen=True)
class PictureBatches:
    """Batches of pictures, each picture once an epoch, varied anew every time."""

    drawn: Pictures
    clip: Clip
    settings: VanillaSettings

    def __call__(self, step: int) -> dict[str, object]:
        """Make the batch of a step."""
        size, seed = self.settings.batch, self.settings.loop.seed
        an_epoch = max(1, len(self.drawn.captions) // size)
        epoch, part = divmod(step, an_epoch)
        order = np.random.default_rng([seed, epoch]).permutation(len(self.drawn.captions))
        chosen = order[part * size : (part + 1) * size]
        rng = np.random.default_rng([seed, epoch, part])
        drawn = self.drawn.images
        images = np.stack([vary(drawn[i], rng) for i in chosen])
        captions = [self.drawn.captions[i] for i in chosen]
        return {
            "images": images,
            "tokens": self.clip.tokenize(captions),
            "facts": self.drawn.facts[chosen],
        }


def vary(image: Image, rng: np.random.Generator) -> Image:
    """Vary a picture (H, W, 3) as cameras and codecs do: mirrored, moved, tinted, noisy."""
    if rng.random() < 0.5:
        image = image[:, ::-1]
    down, right = rng.integers(-5, 6, 2)
    moved = np.pad(image, ((5, 5), (5, 5), (0, 0)), mode="edge")
    height, width = image.shape[:2]
    moved = moved[5 + down : 5 + down + height, 5 + right : 5 + right + width]
    tint = rng.uniform(0.88, 1.12, 3) * rng.uniform(0.85, 1.15)
    noise = rng.normal(0, rng.uniform(0, 6), moved.shape).astype(np.float32)
    bright = np.clip(moved * tint.astype(np.float32) + noise, 0, 255)
    varied: Image = bright.astype(np.uint8)
    return varied
