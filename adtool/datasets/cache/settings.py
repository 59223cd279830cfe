"""What ``adtool frames`` is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from adtool.datasets.annotations import PLAIN
from adtool.datasets.cache.index import KeptAs
from adtool.settings import PICTURES_FPS, FramesSettings


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Which clips' frames are kept, and how the work is done.

    Attributes:
        annotations: the table of the clips.
        kind: the table's form, an entry of ``adtool.datasets.annotations.FORMATS``.
        picture_fps: pictures a second, where films are pictures.
        workers: films that are read at once.
        shard: which share of the films: (2, 4) is the second of four.
        strict: stop at the first film that is missing or broken, instead of going on without it.
        overwrite: replace frames of other clips, or made otherwise.
    """

    annotations: Path
    kind: str = PLAIN
    picture_fps: float = PICTURES_FPS
    workers: int = 2
    shard: tuple[int, int] = (1, 1)
    strict: bool = False
    overwrite: bool = False

    def made(self, frames: FramesSettings) -> KeptAs:
        """Return how the frames will be made."""
        return KeptAs(frames.frames, frames.short_side, frames.quality, self.picture_fps)

    @property
    def faults(self) -> str:
        """The name of the file of all that is wrong with this share's films."""
        which, of = self.shard
        return "faults.jsonl" if of == 1 else f"faults-{which}-of-{of}.jsonl"
