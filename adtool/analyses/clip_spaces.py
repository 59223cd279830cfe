"""Films' clips and their ADs as vectors of CLIPs: what ``adtool analyse`` compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import open_clip
import torch
from torch import Tensor

from adtool.datasets.film import TrainingFilm
from adtool.errors import CheckpointError
from adtool.features.encoding import encode_strips
from adtool.features.of_clips import ClipStrip
from adtool.features.settings import EncodingSettings
from adtool.model import DistinctAD
from adtool.model.clip import CONFIG, Clip, load_clip
from adtool.model.vision_encoder import VisionEncoder
from adtool.progress import SILENT, Progress

SENTENCES = 64
"""Sentences that go through a text encoder at once."""


@dataclass(frozen=True)
class Encoders:
    """A CLIP's encoders.

    Attributes:
        vision: the vision encoder.
        clip: the whole CLIP; None for a DistinctAD, which keeps the vision encoder alone.
    """

    vision: VisionEncoder
    clip: Clip | None = None


def load_encoders(source: str) -> Encoders:
    """Load a CLIP, or the vision encoder of a DistinctAD.

    Args:
        source: a folder in open_clip's form; an architecture and its weights, as
            "ViT-B-32/openai" or "ViT-B-32/FILE"; or a DistinctAD as ``from_pretrained`` takes it.

    Raises:
        CheckpointError: if a folder is incomplete or damaged.
        UnavailableError: if there is no such model, or its weights are not to be had.
    """
    architecture, slash, pretrained = source.partition("/")
    if Path(source).is_dir() and (Path(source) / CONFIG).is_file():
        clip = load_clip(source)
    elif not Path(source).exists() and architecture in open_clip.list_models():
        if not slash:
            fault = f"is an architecture; say which weights, as in {architecture}/openai"
            raise CheckpointError(source, fault)
        clip = load_clip(architecture, pretrained)
    else:
        return Encoders(DistinctAD.from_pretrained(source).encoder)
    return Encoders(clip.vision, clip)


def frame_features(
    encoder: VisionEncoder,
    films: Sequence[TrainingFilm],
    frames: int,
    settings: EncodingSettings,
    progress: Progress = SILENT,
) -> list[Tensor]:
    """Encode the uniform frames of every clip.

    Returns:
        For each film its features, (clips, T, C) fp16.

    Raises:
        AdtoolError: if a film cannot be read.
    """
    kept: dict[int, Tensor] = {}

    def keep(number: int, features: Tensor) -> None:
        kept[number] = features.reshape(-1, frames, features.shape[-1])

    encode_strips(
        encoder, [ClipStrip(film, frames) for film in films], keep, settings, progress=progress
    )
    return [kept[number] for number in range(len(films))]


@torch.inference_mode()
def ad_vectors(
    clip: Clip,
    films: Sequence[TrainingFilm],
    device: str | torch.device = "cpu",
    progress: Progress = SILENT,
) -> list[Tensor]:
    """Encode every clip's AD.

    Returns:
        For each film the [CLS] embeddings of its ADs, (clips, C) fp32.
    """
    clip = clip.to(device).eval()
    sentences = [one.text for film in films for one in film.annotations]
    parts = []
    with progress.stage("Encoding ADs", len(sentences)) as stage:
        for i in range(0, len(sentences), SENTENCES):
            tokens = clip.tokenize(sentences[i : i + SENTENCES]).to(device)
            parts.append(clip.encode_words(tokens).sentences.float().cpu())
            stage.advance(len(tokens))
    return list(torch.split_with_sizes(torch.cat(parts), [len(f.annotations) for f in films]))
