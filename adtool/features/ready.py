"""Features that somebody has encoded already, read as features of a data set's clips.

``open_features`` takes MAD's own HDF5 files, in which ``CLIP_B32_frames_features_5fps.h5`` holds
for each movie's number the features (frames, 512) of 5 frames a second; or a folder that
``adtool features`` wrote. Of features at a fixed rate, a clip's T frames are those on screen at
``linspace(start, end, T, endpoint=False)``, as AutoAD takes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import torch
from torch import Tensor

from adtool.datasets.annotations import Annotation
from adtool.datasets.film import Timed, TrainingFilm, frame_times
from adtool.errors import CheckpointError, UnavailableError
from adtool.features.files import Made, file_of, fingerprint, read_features, read_made, times_of
from adtool.features.slices import rows_at
from adtool.model.vision_encoder import VisionEncoder
from adtool.progress import SILENT, Progress
from adtool.settings import FEATURES_FPS

if TYPE_CHECKING:
    import h5py


ENCODER = "encoder"
"""The attribute of an HDF5 file that says which encoder made its features."""


class ReadyFeatures(Protocol):
    """Features of films; what ``of_clips.FilmFeatures`` is, too."""

    def of(self, film: TrainingFilm, clips: Sequence[int] | None = None) -> Tensor:
        """Return a film's features, (clips, T, C) fp16.

        Args:
            film: the film.
            clips: of which of its annotations, and no more is read; None for all.

        Raises:
            CheckpointError: if they are missing or damaged.
        """


class CheckedFeatures(ReadyFeatures, Protocol):
    """Features that can be checked before a training begins."""

    def check(
        self, films: Sequence[TrainingFilm], encoder: VisionEncoder, progress: Progress = SILENT
    ) -> None:
        """Make sure that every film's features are there, and what ``encoder`` would make.

        Notes how many clips end after the last frame, which then stands for what is missing.

        Raises:
            CheckpointError: if they are not.
        """


def open_features(path: Path, frames: int) -> CheckedFeatures:
    """Open ready features.

    Args:
        path: an HDF5 file as MAD's, or a folder that ``adtool features`` wrote.
        frames: T, frames a clip.

    Raises:
        CheckpointError: if there is no such file or folder, or it is no HDF5 file.
        UnavailableError: if it is an HDF5 file and h5py is not installed.
    """
    if path.is_dir():
        return FolderFeatures(path, frames)
    if not path.exists():
        raise CheckpointError(path, "there is no such file or folder of features")
    features = Hdf5Features(path, frames)
    with features.opened():
        return features


def frame_numbers(clips: Sequence[Timed], frames: int, fps: float, count: int) -> Tensor:
    """Return which of ``count`` frames at a fixed rate show the clips, (clips, T).

    After the last frame, that one.
    """
    times = torch.tensor([frame_times(clip, frames) for clip in clips], dtype=torch.float64)
    return torch.floor(times * fps / 1000).long().clamp(max=count - 1)


def chosen(clips: Sequence[Annotation], which: Sequence[int] | None) -> Sequence[Annotation]:
    """Return some clips of a film; all of them where nothing is chosen."""
    return clips if which is None else [clips[i] for i in which]


@dataclass(frozen=True)
class FolderFeatures:
    """A folder that ``adtool features`` wrote, of clips or at a fixed rate.

    Attributes:
        folder: the folder.
        frames: T, frames a clip.
    """

    folder: Path
    frames: int

    def of(self, film: TrainingFilm, clips: Sequence[int] | None = None) -> Tensor:
        """Return a film's features; see ``ReadyFeatures``."""
        path = file_of(self.folder, film.name)
        made, shape = read_made(path)
        if made.fps:
            wanted = chosen(film.annotations, clips)
            return read_features(path, frame_numbers(wanted, self.frames, made.fps, shape[0]))
        self._refuse_other_clips(film, path, made, shape)
        return read_features(path, None if clips is None else torch.tensor(list(clips)))

    def check(
        self, films: Sequence[TrainingFilm], encoder: VisionEncoder, progress: Progress = SILENT
    ) -> None:
        """Check before training; see ``CheckedFeatures``."""
        mark, late = fingerprint(encoder), 0
        for film in films:
            path = file_of(self.folder, film.name)
            if not path.exists():
                raise CheckpointError(path, f"is missing: no features of {film.name!r}")
            made, shape = read_made(path)
            if made.encoder != mark:
                fault = f"is of another encoder ({made.encoder}) than this training's ({mark})"
                raise CheckpointError(path, f"{fault}; encode it again with adtool features")
            if made.fps:
                late += _late(film, shape[0], made.fps)
            else:
                self._refuse_other_clips(film, path, made, shape)
        _note(late, self.folder, progress)

    def _refuse_other_clips(
        self, film: TrainingFilm, path: Path, made: Made, shape: tuple[int, ...]
    ) -> None:
        if made.times != times_of(film.annotations):
            raise CheckpointError(path, "is of other clips than the annotations'; encode it again")
        if made.frames != self.frames or shape[:2] != (len(made.times), self.frames):
            fault = f"has {made.frames} frames a clip, but the model takes {self.frames}"
            raise CheckpointError(path, f"{fault}; encode it again, or set model.frames")


@dataclass(frozen=True)
class Hdf5Features:
    """An HDF5 file with a data set (frames, C) a film, under its name or one of its ids.

    Its attribute ``encoder``, or that of a film's data set, is the fingerprint of the encoder that
    made the features (``files.fingerprint``). MAD's own files have none.

    Attributes:
        path: the file.
        frames: T, frames a clip.
        fps: frames a second.
    """

    path: Path
    frames: int
    fps: float = FEATURES_FPS

    def of(self, film: TrainingFilm, clips: Sequence[int] | None = None) -> Tensor:
        """Return a film's features; see ``ReadyFeatures``."""
        with self.opened() as file:
            rows = self._rows(file, film)
            wanted = chosen(film.annotations, clips)
            try:
                return rows_at(rows, frame_numbers(wanted, self.frames, self.fps, len(rows)))
            except OSError as error:
                raise self._damaged(error) from error

    def check(
        self, films: Sequence[TrainingFilm], encoder: VisionEncoder, progress: Progress = SILENT
    ) -> None:
        """Check before training; see ``CheckedFeatures``."""
        width, late, unsaid, mark = encoder.config.embed_dim, 0, 0, fingerprint(encoder)
        with self.opened() as file:
            for film in films:
                rows = self._rows(file, film)
                if rows.shape[1] != width:
                    fault = f"has features of width {rows.shape[1]} ({film.name})"
                    raise CheckpointError(self.path, f"{fault}, but the encoder's have {width}")
                said = _encoder_of(rows)
                if said not in ("", mark):
                    fault = f"has features of another encoder ({said}, {film.name})"
                    raise CheckpointError(
                        self.path, f"{fault} than this training's ({mark}); name the CLIP of these"
                    )
                unsaid += not said
                late += _late(film, len(rows), self.fps)
        _note(late, self.path, progress)
        if unsaid:
            progress.note(
                f"{self.path}: does not say which encoder made its features; they are taken for "
                f"this training's. If they are, let it say so: h5py.File(FILE, 'a')"
                f".attrs['{ENCODER}'] = '{mark}'"
            )

    @contextmanager
    def opened(self) -> Iterator[h5py.File]:
        """Give the open file; an open one could not be handed to the processes that read ahead.

        Raises:
            CheckpointError: if it is no HDF5 file, or is cut off.
            UnavailableError: if h5py is not installed.
        """
        try:
            import h5py
        except ImportError as error:
            raise UnavailableError(
                "h5py is not installed.", "Install it: pip install 'adtool[train]'."
            ) from error
        try:
            file = h5py.File(self.path, "r")
        except OSError as error:
            raise self._damaged(error) from error
        with file:
            yield file

    def _rows(self, file: h5py.File, film: TrainingFilm) -> h5py.Dataset:
        names = (film.name, *(film.annotations[0].ids if film.annotations else ()))
        try:
            rows = next((file[name] for name in names if name in file), None)
        except (KeyError, OSError, RuntimeError) as error:  # h5py's, of a damaged index
            raise self._damaged(error) from error
        if rows is None:
            raise CheckpointError(self.path, f"has no features of {film.name!r}")
        if len(getattr(rows, "shape", ())) != 2 or 0 in rows.shape or rows.dtype.kind != "f":
            raise CheckpointError(self.path, f"holds no features (frames, C) of {film.name!r}")
        return rows

    def _damaged(self, error: Exception) -> CheckpointError:
        fault = " ".join(str(error).split())[:160]
        return CheckpointError(self.path, f"is no HDF5 file, or cut off; fetch it again ({fault})")


def _encoder_of(rows: h5py.Dataset) -> str:
    """Return what a film's features, or else their file, say of the encoder; empty if nothing."""
    for place in (rows, rows.file):
        if ENCODER in place.attrs:
            said = place.attrs[ENCODER]
            text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
            return text.strip()
    return ""


def _late(film: TrainingFilm, count: int, fps: float) -> int:
    """Count the clips that end more than a second after the last frame."""
    return sum(clip.end > (count / fps + 1) * 1000 for clip in film.annotations)


def _note(late: int, path: Path, progress: Progress) -> None:
    if late:
        progress.note(
            f"{path}: {late:,} clips end after their film's last frame, "
            "which stands for what is missing."
        )
