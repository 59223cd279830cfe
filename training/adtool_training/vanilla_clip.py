"""A small CLIP from scratch on storyworld's pictures: the "vanilla" CLIP that Stage-I adapts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from adtool.progress import SILENT, Progress

from .annotations import TrainingFilm
from .clip import Clip
from .films import DataSettings, storyworld
from .loop import LoopSettings, learning_parameters, run_steps
from .losses import GlobalMatchingLoss


@dataclass(frozen=True, slots=True)
class VanillaSettings:
    """A small ViT and text transformer, and how they are trained.

    Attributes:
        films: how many films the pictures come from.
        size: pixels a side.
        patch: pixels a side of a patch.
        embed: C, the joint space.
        width: of the vision tower.
        layers: of the vision tower.
        text_width: of the text tower.
        text_layers: of the text tower.
        batch: pictures a step.
        learning_rate: of AdamW.
        loop: how long and how.
    """

    films: int = 2000
    size: int = 64
    patch: int = 8
    embed: int = 192
    width: int = 192
    layers: int = 6
    text_width: int = 128
    text_layers: int = 3
    batch: int = 128
    learning_rate: float = 5e-4
    loop: LoopSettings = field(
        default_factory=lambda: LoopSettings(
            steps=4000, schedule="cosine", warmup=200, clip_norm=1.0
        )
    )


def train(settings: VanillaSettings, folder: Path, progress: Progress = SILENT) -> Path:
    """Train the CLIP, going on where a run stopped; return its folder."""
    place = folder / "clip"
    if (place / "open_clip_config.json").exists():
        return place
    torch.manual_seed(settings.loop.seed)
    clip = Clip(open_clip_config(settings))
    task = ContrastiveTask(clip)
    optimiser = torch.optim.AdamW(learning_parameters(task), settings.learning_rate)
    films = storyworld(DataSettings(train_films=settings.films, size=settings.size), "train")
    batches = Pictures(films, clip, settings)
    run_steps("Vanilla CLIP", task, optimiser, batches, folder, settings.loop, progress=progress)
    clip.save(place)
    return place


def open_clip_config(settings: VanillaSettings) -> dict[str, object]:
    """Describe the architecture in open_clip's form."""
    return {
        "model_cfg": {
            "embed_dim": settings.embed,
            "vision_cfg": {
                "image_size": settings.size,
                "patch_size": settings.patch,
                "width": settings.width,
                "layers": settings.layers,
                "head_width": 32,
            },
            "text_cfg": {
                "context_length": 32,
                "vocab_size": 49408,
                "width": settings.text_width,
                "heads": settings.text_width // 32,
                "layers": settings.text_layers,
            },
        },
        "preprocess_cfg": {"resize_mode": "squash", "interpolation": "bilinear"},
    }


class ContrastiveTask(nn.Module):
    """CLIP's own training: pictures against captions."""

    def __init__(self, clip: Clip) -> None:
        super().__init__()
        self.clip = clip

    def forward(self, frames: Tensor, tokens: Tensor) -> dict[str, Tensor]:
        """Return the contrastive loss of pictures (B, 1, H, W, 3) and captions (B, L)."""
        scale = self.clip.model.logit_scale.exp().clamp(max=100)
        seen = nn.functional.normalize(self.clip.encode_frames(frames), dim=-1)
        said = self.clip.encode_words(tokens).sentences
        return {"loss": GlobalMatchingLoss(scale)(seen, said), "scale": scale.detach()}


@dataclass(frozen=True)
class Pictures:
    """One frame of random clips, and their ADs."""

    films: Sequence[TrainingFilm]
    clip: Clip
    settings: VanillaSettings

    def __call__(self, step: int) -> dict[str, object]:
        """Make the batch of a step."""
        rng = np.random.default_rng([self.settings.loop.seed, step])
        frames, texts = [], []
        for _ in range(self.settings.batch):
            film = self.films[int(rng.integers(len(self.films)))]
            index = int(rng.integers(len(film.annotations)))
            frames.append(film.frames(index, 1, rng))
            texts.append(film.annotations[index].text)
        return {"frames": np.stack(frames), "tokens": self.clip.tokenize(texts)}
