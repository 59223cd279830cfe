"""Features of whole films at a fixed rate, as MAD's own are (5 frames a second)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from adtool.errors import MediaError
from adtool.faults import UNHEARD, Fault, Faults
from adtool.features.encoding import BLOCK, encode_strips
from adtool.features.files import Made, file_of, fingerprint, write
from adtool.features.of_clips import to_encode
from adtool.features.settings import EncodingSettings
from adtool.media import FootageFolder, footage_folder, footage_length, open_footage
from adtool.model.vision_encoder import VisionEncoder
from adtool.parallel import collect, progress_of_main
from adtool.progress import SILENT, Progress
from adtool.settings import PICTURES_FPS

_AT_ONCE = 32
"""Frames that are held before they are scaled down to the encoder's size."""


@dataclass(frozen=True)
class RateStrip:
    """A film's frames at a fixed rate, as ``encoding.Strip``.

    Attributes:
        movie: the film's name.
        path: its file, or its folder or tar file of pictures.
        length: how long it is, in ms.
        fps: frames a second that are wanted.
        picture_fps: pictures a second that are there, where it is pictures.
        short_side: frames are scaled down to this shorter side when they are read; None leaves
            them.
    """

    movie: str
    path: Path
    length: int
    fps: float
    picture_fps: float = PICTURES_FPS
    short_side: int | None = None

    @property
    def count(self) -> int:
        """How many frames there are: at 0, 1/fps, 2/fps, … before the end, and at least one."""
        return max(1, -int(-self.length * self.fps // 1000))

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.count // BLOCK)

    def read(self, block: int, encoder: VisionEncoder) -> tuple[Tensor, Tensor]:
        """Return the frames of a block that can be read, and which they are."""
        places = range(self.count)[block * BLOCK : (block + 1) * BLOCK]
        times = [int(place * 1000 / self.fps) for place in places]
        size = encoder.config.image_size
        pixels, there = [torch.zeros(0, 3, *size, dtype=torch.uint8)], []
        with open_footage(self.path, self.picture_fps, self.short_side) as reader:
            for first in range(0, len(times), _AT_ONCE):
                images = reader.read(times[first : first + _AT_ONCE])
                shown = [image for image in images if image is not None]
                pixels += [encoder.resize(shown)] if shown else []
                there += [image is not None for image in images]
        return torch.cat(pixels), torch.tensor(there)


def strips_of(
    videos: Path,
    fps: float,
    picture_fps: float,
    short_side: int | None,
    faults: Faults = UNHEARD,
) -> tuple[list[RateStrip], list[Fault]]:
    """Return what is to be encoded of a video, or of every video below a folder.

    Args:
        videos: the video, or the folder of videos, folders of pictures and tar files of them.
        fps: frames a second that are wanted.
        picture_fps: pictures a second, where films are pictures.
        short_side: as in ``RateStrip``.
        faults: collects videos that cannot be opened.

    Returns:
        The films that can be opened, by name, and the faults of the others.

    Raises:
        MediaError: if there is no video at all.
    """
    found = _named(footage_folder(videos)) if videos.is_dir() else {videos.stem: videos}
    if not found:
        raise MediaError(videos, "has no videos in it")
    strips: list[RateStrip] = []
    broken: list[Fault] = []
    for name, path in found.items():
        length = _length(path, picture_fps)
        if isinstance(length, MediaError):
            broken.append(Fault("broken film", name, str(length)))
            faults.report(broken[-1])
        else:
            strips.append(RateStrip(name, path, length, fps, picture_fps, short_side))
    return strips, broken


def _length(path: Path, picture_fps: float) -> int | MediaError:
    try:
        return footage_length(path, picture_fps)
    except MediaError as error:
        return error


def _named(footage: FootageFolder) -> dict[str, Path]:
    """Return every movie of a folder by its path in there, without extension."""
    paths = sorted({path for several in footage.by_name.values() for path in several})
    named: dict[str, Path] = {}
    for path in paths:
        inside = path.relative_to(footage.folder).as_posix()
        stem = inside if path.is_dir() else inside.removesuffix(path.suffix)
        named[inside if stem in named else stem] = path
    return named


def encode_whole(
    encoder: VisionEncoder,
    strips: Sequence[RateStrip],
    folder: Path,
    settings: EncodingSettings,
    *,
    overwrite: bool = False,
    faults: Faults = UNHEARD,
    progress: Progress = SILENT,
) -> list[Fault]:
    """Encode whole films at their rate; arguments and errors are those of ``encode_clips``."""
    mark = fingerprint(encoder)
    wanted = [Made(s.movie, mark, fps=s.fps, length=s.length) for s in strips]
    left = to_encode(wanted, folder, overwrite)

    def keep(number: int, features: Tensor) -> None:
        made = wanted[left[number]]
        write(file_of(folder, made.movie), features, made)

    mine = [strips[i] for i in left]
    return collect(encode_strips(encoder, mine, keep, settings, faults, progress_of_main(progress)))
