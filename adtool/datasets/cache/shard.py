"""One film's frames as a tar file, a sample a clip, in the form that WebDataset reads.

The members of clip 12 of "Up" are ``Up/000012.00.jpg`` and so on, and ``Up/000012.json``: film,
start and end in seconds, text, and in ``frames`` which member shows each of the K evenly spaced
times; pictures that are on screen at several of them are kept once, and null stands for one that
could not be read.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow

from adtool.datasets.annotations import Annotation
from adtool.media.image import Image

if TYPE_CHECKING:
    import numpy.typing as npt

HEAD = 4096
"""Bytes at a shard's beginning in which its stamp is looked for."""


class ShardWriter:
    """Writes a shard; use it in a ``with`` statement.

    Args:
        path: the file; it must not exist.
        stamp: what its head says, a few letters and digits.
        folder: the folder of the samples in it.
        quality: of the JPEGs.
    """

    def __init__(self, path: Path, stamp: str, folder: str, quality: int) -> None:
        self._file = path.open("xb")
        self._tar = tarfile.open(  # noqa: SIM115 - closed in __exit__
            fileobj=self._file,
            mode="w",
            format=tarfile.PAX_FORMAT,
            pax_headers={"comment": f"adtool {stamp}"},
        )
        self._folder = folder
        self._quality = quality
        self._clips = 0

    def add(
        self, clip: Annotation, frames: Sequence[Image | None], short_side: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Add a clip; return where its frames' JPEGs begin and their sizes: each (K,)."""
        name = f"{self._folder}/{self._clips:06}"
        width = len(str(len(frames) - 1))
        places = np.zeros((2, len(frames)), np.int64)
        named: list[str | None] = [None] * len(frames)
        jpeg, before = b"", None
        for number, frame in enumerate(frames):
            if frame is None:
                continue
            if before is not None and (frame is before[1] or np.array_equal(frame, before[1])):
                places[:, number], named[number] = places[:, before[0]], named[before[0]]
                continue
            jpeg = encode(frame, short_side, self._quality)
            named[number] = f"{number:0{width}}.jpg"
            places[:, number] = self._add(f"{name}.{named[number]}", jpeg), len(jpeg)
            before = number, frame
        self._add(f"{name}.json", json.dumps(_said(clip, named), ensure_ascii=False).encode())
        self._clips += 1
        return places[0], places[1]

    def _add(self, name: str, content: bytes) -> int:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        self._tar.addfile(info, io.BytesIO(content))
        padded = -(-len(content) // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
        return self._tar.offset - padded

    def __enter__(self) -> ShardWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._tar.close()
        finally:
            self._file.close()


def encode(frame: Image, short_side: int, quality: int) -> bytes:
    """Return a frame as a JPEG, scaled down to a shorter side as CLIP scales it."""
    picture = Pillow.fromarray(frame)
    size = scaled(picture.size, short_side)
    if size != picture.size:
        picture = picture.resize(size, Pillow.Resampling.BICUBIC)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return content.getvalue()


def scaled(size: tuple[int, int], short_side: int) -> tuple[int, int]:
    """Return the (width, height) of a shorter side, rounded as ``VisionEncoder.resize`` does."""
    width, height = size
    if min(size) <= short_side:
        return size
    if height <= width:
        return max(short_side, short_side * width // height), short_side
    return short_side, max(short_side, short_side * height // width)


def _said(clip: Annotation, frames: Sequence[str | None]) -> dict[str, object]:
    return {
        "film": clip.movie,
        "start": clip.start / 1000,
        "end": clip.end / 1000,
        "text": clip.text,
        "frames": frames,
    }
