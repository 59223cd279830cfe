"""A folder that ``adtool frames`` wrote, read by its index: no tar file is ever searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from adtool.datasets.annotations import Annotation
from adtool.datasets.cache.clip_key import clip_key, clip_keys, clips_digest
from adtool.datasets.cache.index import FilmRows, KeptAs, OpenIndex
from adtool.datasets.cache.open_shards import OpenShards
from adtool.datasets.reels import ReelClip
from adtool.errors import MediaError
from adtool.faults import Fault
from adtool.media.footage import CLIPS
from adtool.media.image import Image
from adtool.media.jpegs import decode_all

SHARDS = "shards"
"""The folder of the shards."""


@dataclass(frozen=True, slots=True)
class KeptClips:
    """The clips of a film whose frames are kept.

    Attributes:
        clips: the clips, sorted by start.
        rows: of the index, one for each clip.
        shard: the film's tar file.
        faults: the clips that are not kept.
    """

    clips: tuple[ReelClip, ...]
    rows: tuple[int, ...]
    shard: Path
    faults: tuple[Fault, ...]


def is_cache(folder: Path) -> bool:
    """Say whether a folder is one that ``adtool frames`` wrote."""
    return (folder / CLIPS).is_file()


@dataclass(frozen=True)
class FrameCache:
    """Frames of annotated clips; it can be pickled, and opens its files where it is used.

    Attributes:
        folder: the folder.
    """

    folder: Path

    @property
    def made(self) -> KeptAs:
        """How the frames were made.

        Raises:
            MediaError: if the index is damaged.
        """
        return self._index.made

    def find(self, film: str, clips: Sequence[Annotation]) -> KeptClips | Fault:
        """Find a film's clips, or say why there are none.

        Raises:
            MediaError: if the index is damaged, or of other clips than these.
        """
        rows = self._films.get(film)
        if rows is None:
            return Fault("no film", film, f"{len(clips)} annotations, and no frames kept of them")
        keys = clip_keys(clips)
        if rows.annotations != clips_digest(keys):
            raise MediaError(
                self.folder,
                f"holds frames of other clips of {film} than the annotations have; "
                "run adtool frames again, with --overwrite",
            )
        shard = self.folder / SHARDS / rows.shard
        if fault := _shard_fault(shard, rows):
            return Fault("broken film", film, f"{shard} {fault}; run adtool frames again")
        places = {keys[i]: rows.first + row for row, i in enumerate(rows.clips)}
        kept = [clip for clip in clips if clip_key(clip) in places]
        kept.sort(key=lambda clip: (clip.start, clip.end))
        lost = [clip for clip in clips if clip_key(clip) not in places]
        return KeptClips(
            tuple(ReelClip(clip, *_times(clip)) for clip in kept),
            tuple(places[clip_key(clip)] for clip in kept),
            shard,
            tuple(Fault("not kept", film, f"of {self.folder}", clip.row or None) for clip in lost),
        )

    def read(
        self, shard: Path, row: int, which: Sequence[int], short_side: int | None
    ) -> Image | list[Image | None]:
        """Read frames of a clip, an array (n, H, W, 3) where all of them are there.

        Args:
            shard: the film's tar file.
            row: the clip's.
            which: of its K frames.
            short_side: as in ``open_frames``.

        Returns:
            The array; else a frame for each, None for those that were missing, or are damaged.

        Raises:
            MediaError: if the shard cannot be opened, or is another than that of the index.
        """
        starts, sizes = (table[0].tolist() for table in self._index.rows(row, 1))
        stamp = self._stamps[shard.name]
        found: dict[int, bytes | None] = {}
        for start, size in {(starts[i], sizes[i]) for i in which if sizes[i]}:
            content = self._shards.read(shard, stamp, start, size)
            found[start] = content if len(content) == size else None
        return decode_all([found[starts[i]] if sizes[i] else None for i in which], short_side)

    @cached_property
    def _index(self) -> OpenIndex:
        return OpenIndex(self.folder / CLIPS)

    @cached_property
    def _films(self) -> dict[str, FilmRows]:
        return {film.film: film for film in self._index.films}

    @cached_property
    def _stamps(self) -> dict[str, str]:
        return {film.shard: film.stamp for film in self._index.films}

    @cached_property
    def _shards(self) -> OpenShards:
        return OpenShards()

    def __reduce__(self) -> tuple[Any, ...]:
        return FrameCache, (self.folder,)


def _times(clip: Annotation) -> tuple[int, int]:
    there = clip.excerpt or clip
    return there.start, there.end


def _shard_fault(shard: Path, rows: FilmRows) -> str:
    try:
        size = shard.stat().st_size
    except OSError:
        return "is not there"
    return "" if size == rows.bytes else f"has {size:,} bytes, but should have {rows.bytes:,}"
