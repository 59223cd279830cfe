"""What the characters of films look like, as the frozen encoder sees it; kept a file a film."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from adtool.datasets.film import TrainingFilm, portraits_of
from adtool.errors import CheckpointError
from adtool.features.files import file_of, fingerprint
from adtool.model.faces import portrait_vector
from adtool.model.vision_encoder import VisionEncoder
from adtool.output import check_output_folder, write_bytes
from adtool.parallel import part, progress_of_main, wait
from adtool.progress import SILENT, Progress

Faces: TypeAlias = Mapping[str, NDArray[np.float32]]
"""By the character's name: a unit vector (C,)."""


def encode_portraits(
    encoder: VisionEncoder,
    films: Sequence[TrainingFilm],
    folder: Path,
    *,
    device: str | torch.device = "cpu",
    progress: Progress = SILENT,
) -> dict[str, Faces]:
    """Encode the portraits of every film's characters; films that are there are skipped.

    With several processes, each encodes a share of the films, and waits for the others; all of
    them must call this.

    Args:
        encoder: the model's; it is not changed.
        films: whose characters.
        folder: where to keep the faces: a subfolder named by the encoder's weights.
        device: where to encode.
        progress: counts every film.

    Returns:
        By the film's name: the faces of those of its characters who have portraits.

    Raises:
        AdtoolError: if a film's pictures cannot be read.
        CheckpointError: if a file in the folder is damaged.
        OutputError: if the folder cannot be written.
    """
    place = folder / fingerprint(encoder)
    check_output_folder(place)
    paths = {film.name: file_of(place, film.name) for film in films}
    missing = [film for film in films if not paths[film.name].exists()]
    wait()  # nobody writes a file before everybody has seen that it is missing
    own = part().some(missing)
    ready = copy.deepcopy(encoder).for_inference(device)
    with progress_of_main(progress).stage("Encoding portraits", len(own)) as stage:
        for film in own:
            write_faces(paths[film.name], film.name, faces_of(ready, film))
            stage.advance()
    wait()
    return {name: read_faces(path) for name, path in paths.items()}


def faces_of(encoder: VisionEncoder, film: TrainingFilm) -> Faces:
    """Encode the portraits of a film's characters; who has none is left out."""
    return {
        name: portrait_vector(encoder.encode(pictures)).numpy()
        for name, pictures in portraits_of(film).items()
        if len(pictures)
    }


def write_faces(path: Path, movie: str, faces: Faces) -> None:
    """Write a film's faces, whole or not at all.

    Raises:
        OutputError: if the file cannot be written.
    """
    vectors = np.stack(list(faces.values())) if faces else np.zeros((0, 0), np.float32)
    names = {"movie": json.dumps(movie), "characters": json.dumps(list(faces))}
    write_bytes(path, save({"faces": vectors}, names))


def read_faces(path: Path) -> Faces:
    """Read what ``write_faces`` wrote.

    Raises:
        CheckpointError: if the file is missing, damaged, or no file of faces.
    """
    try:
        with safe_open(path, "np") as file:
            names = json.loads(file.metadata()["characters"])
            return dict(zip(names, file.get_tensor("faces"), strict=True))
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError(path, "is missing or damaged; delete it and resume") from error
