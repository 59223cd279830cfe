"""Features of annotated clips, encoded once and kept on disk, a file a film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from adtool.datasets.film import TrainingFilm, require_frames
from adtool.errors import CheckpointError, OutputError
from adtool.faults import UNHEARD, Fault, Faults
from adtool.features.encoding import BLOCK, encode_strips
from adtool.features.files import (
    Made,
    file_of,
    fingerprint,
    read_features,
    read_made,
    times_of,
    write,
)
from adtool.features.settings import EncodingSettings
from adtool.model.vision_encoder import VisionEncoder
from adtool.output import check_output_folder
from adtool.parallel import collect, part, progress_of_main, wait
from adtool.progress import SILENT, Progress


@dataclass(frozen=True)
class FilmFeatures:
    """The features of films' clips, in a folder.

    Attributes:
        folder: the folder, a file a film.
    """

    folder: Path

    def of(self, film: TrainingFilm, clips: Sequence[int] | None = None) -> Tensor:
        """Return a film's features, (clips, T, C) fp16; see ``ready.ReadyFeatures``.

        Raises:
            CheckpointError: if its file is missing or damaged, or of other clips.
        """
        path = self.path(film)
        made, _ = read_made(path)
        if made.times != times_of(film.annotations):
            raise CheckpointError(path, "is of other clips than the annotations'; encode it again")
        return read_features(path, None if clips is None else torch.tensor(list(clips)))

    def path(self, film: TrainingFilm) -> Path:
        """Return where a film's features are kept."""
        return file_of(self.folder, film.name)


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

    With several processes, each encodes a share of the films, and waits for the others; all of
    them must call this.

    Args:
        encoder: CLIP_AD's vision encoder; it is not changed.
        films: what to encode.
        frames: T, frames a clip.
        folder: where to keep them: a subfolder named by the encoder's weights and T.
        device: where to encode.
        workers: processes that read or draw frames ahead.
        progress: shows how far it is.

    Raises:
        AdtoolError: if a film cannot be read.
        OutputError: if the folder cannot be written.
    """
    place = folder / f"{fingerprint(encoder)}-{frames}"
    settings = EncodingSettings(device, workers=workers, strict=True)
    encode_clips(encoder, films, frames, place, settings, overwrite=True, progress=progress)
    return FilmFeatures(place)


def encode_clips(
    encoder: VisionEncoder,
    films: Sequence[TrainingFilm],
    frames: int,
    folder: Path,
    settings: EncodingSettings,
    *,
    overwrite: bool = False,
    faults: Faults = UNHEARD,
    progress: Progress = SILENT,
) -> list[Fault]:
    """Encode the clips of films into ``folder`` itself; as ``encode_films``, but for the following.

    Args:
        encoder: the encoder.
        films: what to encode.
        frames: T, frames a clip.
        folder: where to keep them.
        settings: how.
        overwrite: encode films anew whose files are of another encoder or of other clips.
        faults: collects films with frames that cannot be read.
        progress: shows how far it is.

    Returns:
        The films that could not be encoded, in any process.

    Raises:
        OutputError: if there are such files and they may not be replaced, or on writing.
        TrainingError: if the frames that are kept of the films are too few or too small.
    """
    require_frames(films, frames, min(encoder.config.image_size))
    mark = fingerprint(encoder)
    wanted = [Made(f.name, mark, frames, times_of(f.annotations)) for f in films]
    left = to_encode(wanted, folder, overwrite)
    strips = [ClipStrip(films[i], frames) for i in left]

    def keep(number: int, features: Tensor) -> None:
        made = wanted[left[number]]
        shaped = features.reshape(len(made.times), frames, -1)
        write(file_of(folder, made.movie), shaped, made)

    return collect(
        encode_strips(encoder, strips, keep, settings, faults, progress_of_main(progress))
    )


def to_encode(wanted: Sequence[Made], folder: Path, overwrite: bool) -> list[int]:
    """Return this process's share of the films that have no file yet, as numbers in ``wanted``.

    Args:
        wanted: the features that there shall be.
        folder: where they shall be.
        overwrite: count films whose files are of something else as well.

    Raises:
        OutputError: if there are such files and they may not be replaced, or the folder cannot be
            written.
    """
    check_output_folder(folder)
    missing = []
    for number, made in enumerate(wanted):
        path = file_of(folder, made.movie)
        if path.exists():
            difference = _difference(path, made)
            if not difference:
                continue
            if difference != DAMAGED and not overwrite:
                raise OutputError(
                    path, f"holds features of {difference}; choose another folder, or --overwrite"
                )
        missing.append(number)
    wait()  # nobody writes a file before everybody has seen that it is missing
    return list(part().some(missing))


DAMAGED = "nothing readable"


def _difference(path: Path, wanted: Made) -> str:
    try:
        return read_made(path)[0].difference(wanted)
    except CheckpointError:
        return DAMAGED


@dataclass(frozen=True)
class ClipStrip:
    """The uniform frames of a film's clips, as ``encoding.Strip``.

    Attributes:
        film: the film.
        frames: T, frames a clip.
    """

    film: TrainingFilm
    frames: int

    @property
    def movie(self) -> str:
        """The film's name."""
        return self.film.name

    @property
    def blocks(self) -> int:
        """How many blocks of clips there are."""
        return -(-len(self.film.annotations) // self._each)

    def read(self, block: int, encoder: VisionEncoder) -> tuple[Tensor, Tensor]:
        """Return the frames of some clips; films fill what they lack themselves."""
        clips = range(len(self.film.annotations))[block * self._each : (block + 1) * self._each]
        shown = [encoder.resize(self.film.frames(i, self.frames, None)) for i in clips]
        pixels = torch.cat(shown)
        return pixels, torch.ones(len(pixels), dtype=torch.bool)

    @property
    def _each(self) -> int:
        return max(1, BLOCK // self.frames)
