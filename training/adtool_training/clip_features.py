"""Features of whole films, encoded once with CLIP_AD and kept on disk (fp16, a file a film)."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from adtool.errors import CheckpointError, OutputError
from adtool.model.vision_encoder import VisionEncoder
from adtool.progress import SILENT, Progress

from .annotations import TrainingFilm
from .batches import Batch, batches_ahead


@dataclass(frozen=True)
class FilmFeatures:
    """The features of films, in a folder."""

    folder: Path

    def of(self, film: TrainingFilm) -> Tensor:
        """Return a film's features, (clips, T, C) fp16.

        Raises:
            CheckpointError: if its file is missing or damaged.
        """
        path = self.path(film)
        try:
            return load_file(path)["features"]
        except (OSError, SafetensorError, KeyError) as error:
            raise CheckpointError(path, "is missing or damaged; delete it and resume") from error

    def path(self, film: TrainingFilm) -> Path:
        """Return where a film's features are kept."""
        safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in film.name)
        return self.folder / f"{safe}.safetensors"


def encode_films(
    encoder: VisionEncoder,
    films: Sequence[TrainingFilm],
    frames: int,
    folder: Path,
    *,
    device: str | torch.device = "cpu",
    workers: int = 0,
    progress: Progress = SILENT,
) -> FilmFeatures:
    """Encode the uniform frames of every clip of every film; films that are there are skipped.

    Args:
        encoder: CLIP_AD's vision encoder; it is not changed.
        films: what to encode.
        frames: T, frames a clip.
        folder: where to keep them: a subfolder named by the encoder's weights and T.
        device: where to encode.
        workers: processes that read or draw frames ahead.
        progress: hears of every film.

    Raises:
        OutputError: if the folder cannot be written.
    """
    found = FilmFeatures(folder / f"{_fingerprint(encoder)}-{frames}")
    try:
        found.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(found.folder, f"cannot be written: {error.strerror}") from error
    missing = [film for film in films if not found.path(film).exists()]
    if not missing:
        return found
    ready = copy.deepcopy(encoder).requires_grad_(False).eval().to(device)

    def of_film(number: int) -> Batch:
        film = missing[number]
        shown = [film.frames(i, frames, None) for i in range(len(film.annotations))]
        return {"pixels": torch.cat([encoder.resize(clip) for clip in shown])}

    with (
        progress.stage("Encoding films", len(missing)) as stage,
        batches_ahead(of_film, range(len(missing)), workers) as ahead,
    ):
        for film, batch in zip(missing, ahead, strict=True):
            features = _encode(ready, batch["pixels"], device)
            _save(features.reshape(-1, frames, features.shape[1]), found.path(film))
            stage.advance()
    return found


@torch.inference_mode()
def _encode(
    encoder: VisionEncoder, pixels: Tensor, device: str | torch.device, batch: int = 64
) -> Tensor:
    parts = [
        encoder(encoder.normalise(part.to(device))).cpu() for part in torch.split(pixels, batch)
    ]
    return torch.cat(parts).half()


def _save(features: Tensor, path: Path) -> None:
    draft = path.with_suffix(".draft")
    try:
        save_file({"features": features.contiguous()}, draft)
        draft.replace(path)
    except (OSError, SafetensorError) as error:
        raise OutputError(path, f"cannot be written: {error}") from error


def _fingerprint(encoder: VisionEncoder) -> str:
    digest = sha256()
    for name, tensor in sorted(encoder.state_dict().items()):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensor.detach().cpu().float().numpy()).tobytes())
    return digest.hexdigest()[:12]
