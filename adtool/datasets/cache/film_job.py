"""Keeping one film's frames: from its files to its shard and the shard's index."""

from __future__ import annotations

import glob
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np

from adtool.datasets.annotated_film import read_clip
from adtool.datasets.cache.clip_key import ClipKey, clip_key, clips_digest
from adtool.datasets.cache.index import SHARD, FilmRows, FrameIndex, KeptAs, write_index
from adtool.datasets.cache.shard import ShardWriter
from adtool.datasets.reels import Reel, ReelClip
from adtool.errors import MediaError
from adtool.faults import Fault, Faults
from adtool.media import FrameReader, open_footage
from adtool.media.image import Image
from adtool.output import replacing

STALE = 3600
"""Seconds after which a file that was never finished is taken for one that somebody left."""


@dataclass(frozen=True)
class FilmJob:
    """One film whose frames are to be kept.

    Attributes:
        film: its name.
        keys: ``clip_keys`` of all its annotations.
        clips: its clips that can be had, each once, in the keys' order, and the file of each.
        index: where the shard's index goes; the shard lies beside it.
        made: how its frames are made.
    """

    film: str
    keys: tuple[ClipKey, ...]
    clips: tuple[tuple[ReelClip, Path], ...]
    index: Path
    made: KeptAs

    @property
    def shard(self) -> Path:
        """The tar file."""
        return self.index.with_name(self.index.stem + SHARD)

    @property
    def kept(self) -> tuple[int, ...]:
        """Which of the keys have a clip."""
        places = {key: place for place, key in enumerate(self.keys)}
        return tuple(places[clip_key(clip.annotation)] for clip, _ in self.clips)

    def run(self, faults: Faults, check: Callable[[], None]) -> None:
        """Read the frames, and write the shard and its index.

        Args:
            faults: hears of clips with frames that cannot be read.
            check: called before each clip; what it raises ends the work, and leaves nothing.

        Raises:
            MediaError: if nothing of the film can be read.
            OutputError: if the files cannot be written.
        """
        _sweep(self.shard)
        stamp = uuid4().hex
        starts, sizes = [], []
        with replacing(self.shard) as draft:
            with ShardWriter(draft, stamp, self.index.stem, self.made.quality) as shard:
                for clip, frames in self._read(faults, check):
                    where = shard.add(clip.annotation, frames, self.made.short_side)
                    starts.append(where[0])
                    sizes.append(where[1])
            if not any(size.any() for size in sizes):
                raise MediaError(self.clips[0][1], "has no frames that can be read")
            self.index.unlink(missing_ok=True)  # it would tell of the file that is replaced now
            length = draft.stat().st_size
        digest = clips_digest(self.keys)
        rows = FilmRows(self.film, self.shard.name, stamp, length, digest, self.kept)
        index = FrameIndex(self.made, (rows,), np.stack(starts), np.stack(sizes))
        write_index(self.index, index)

    def _read(
        self, faults: Faults, check: Callable[[], None]
    ) -> Iterator[tuple[ReelClip, Sequence[Image | None]]]:
        """Yield each clip's frames, in twice the size that they will have.

        In that size training reads films too, and CLIP scales it as ``shard.encode`` does.
        """
        opened: tuple[Path, FrameReader] | None = None
        try:
            for clip, path in self.clips:
                check()
                if opened is None or opened[0] != path:
                    if opened is not None:
                        opened[1].close()
                    opened = None
                    reader = open_footage(path, self.made.fps, 2 * self.made.short_side)
                    opened = path, reader
                frames, why = _frames(opened[1], clip, self.made.frames)
                missing = sum(frame is None for frame in frames)
                if missing:
                    detail = f"{path}, {clip.start / 1000:g} to {clip.end / 1000:g} s"
                    detail += f" ({why or f'{missing} of {len(frames)}'})"
                    row = clip.annotation.row or None
                    faults.report(Fault("frames", self.film, detail, row))
                yield clip, frames
        finally:
            if opened is not None:
                opened[1].close()


def _frames(reader: FrameReader, clip: ReelClip, count: int) -> tuple[list[Image | None], str]:
    """Read a clip's frames; all are missing where it cannot be read, and why."""
    try:
        return read_clip(reader, clip, count), ""
    except MediaError as error:
        return [None] * count, error.fault


def clips_of(reels: Sequence[Reel], keys: Sequence[ClipKey]) -> tuple[tuple[ReelClip, Path], ...]:
    """Return the clips of a film that can be had, each once, in the order of its keys."""
    found: dict[ClipKey, tuple[ReelClip, Path]] = {}
    for reel in reels:
        if reel.fault is None:
            for clip in reel.within:
                found.setdefault(clip_key(clip.annotation), (clip, reel.paths[0]))
    return tuple(found[key] for key in keys if key in found)


def _sweep(path: Path) -> None:
    """Delete what killed runs left of a file that they were writing."""
    for left in path.parent.glob(f".{glob.escape(path.name[:100])}.*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()
