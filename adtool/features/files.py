"""One film's CLIP features on disk: a safetensors file that says how they were made.

The file holds ``features``, fp16: (clips, T, C) of annotated clips, or (frames, C) at a fixed rate.
Its metadata hold every field of ``Made`` as JSON, so that features of another encoder, or of
annotations that have changed since, are noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save
from torch import Tensor

from adtool.datasets.annotations import Annotation
from adtool.datasets.file_name import safe_name
from adtool.errors import CheckpointError
from adtool.features.slices import rows_at
from adtool.model.digest import weights_digest
from adtool.model.vision_encoder import VisionEncoder
from adtool.output import write_bytes

SUFFIX = ".safetensors"

Times = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What features are of, and how they were made.

    Attributes:
        movie: the film's name.
        encoder: the encoder's fingerprint.
        frames: T, frames a clip; 0 where the features are at a fixed rate.
        times: of every clip, as ``times_of``; empty where the features are at a fixed rate.
        fps: frames a second; 0 where the features are of clips.
        length: the film's, in ms; 0 where the features are of clips.
    """

    movie: str
    encoder: str
    frames: int = 0
    times: Times = ()
    fps: float = 0.0
    length: int = 0

    def difference(self, other: Made) -> str:
        """Say how features made as ``self`` differ from what is wanted; empty if they do not."""
        if self == other:
            return ""
        words = {
            "movie": "another film",
            "encoder": "another encoder",
            "frames": f"{self.frames} frames a clip",
            "times": "other clips than the annotations'",
            "fps": f"{self.fps:g} frames a second",
            "length": "a film of another length",
        }
        return next(words[key] for key in words if getattr(self, key) != getattr(other, key))


def times_of(clips: Iterable[Annotation]) -> Times:
    """Return when clips begin and end, in ms: in the movie, and in the file that shows them."""
    return tuple(
        (clip.start, clip.end, *((e.start, e.end) if (e := clip.excerpt) else ())) for clip in clips
    )


def fingerprint(encoder: VisionEncoder) -> str:
    """Return 12 hexadecimal digits that tell an encoder's weights from others'.

    They are the first of ``weights_digest``: in half precision, and features are no finer either.
    """
    return weights_digest(encoder)[:12]


def file_of(folder: Path, movie: str) -> Path:
    """Return the file of a film; a name that is no safe file name is changed, and stays unique."""
    return folder / f"{safe_name(movie)}{SUFFIX}"


def write(path: Path, features: Tensor, made: Made) -> None:
    """Write features as fp16, whole or not at all.

    Raises:
        OutputError: if the file cannot be written.
    """
    metadata = {key: json.dumps(value) for key, value in asdict(made).items()}
    write_bytes(path, save({"features": features.half().contiguous()}, metadata))


def read_made(path: Path) -> tuple[Made, tuple[int, ...]]:
    """Return how a file's features were made, and their shape, without reading them.

    Raises:
        CheckpointError: if the file is missing, damaged, or no file of features.
    """
    try:
        with safe_open(path, "pt") as file:
            fields = {key: json.loads(value) for key, value in (file.metadata() or {}).items()}
            shape = tuple(file.get_slice("features").get_shape())
        fields["times"] = tuple(map(tuple, fields["times"]))
        return Made(**fields), shape
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError(path, "is missing or damaged; delete it and resume") from error


def read_features(path: Path, places: Tensor | None = None) -> Tensor:
    """Return a file's features, fp16: all, or the rows at some places and no more than those.

    Raises:
        CheckpointError: if the file is missing, damaged, or no file of features.
    """
    try:
        if places is None:
            return load_file(path)["features"].to(torch.float16)
        with safe_open(path, "np") as file:
            return rows_at(file.get_slice("features"), places)
    except (OSError, SafetensorError, KeyError) as error:
        raise CheckpointError(path, "is missing or damaged; delete it and resume") from error
