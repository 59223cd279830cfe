"""A film of a data set: its annotations, and its frames from video files or pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from adtool.datasets.annotations import Annotation
from adtool.datasets.film import frame_times, parts
from adtool.datasets.portraits import PortraitSource
from adtool.datasets.reels import ReelClip
from adtool.errors import MediaError, TrainingError
from adtool.faults import UNHEARD, Fault, Faults
from adtool.media import FrameReader, StillFrames, open_footage
from adtool.media.image import Image
from adtool.settings import PICTURES_FPS

BLACK = 224
"""Pixels a side of a frame that stands for a clip of which nothing can be read."""


@dataclass(frozen=True)
class AnnotatedFilm:
    """A film of a data set; it can be pickled, and opens its files when frames are asked for.

    Attributes:
        name: the film's name.
        annotations: its clips, sorted by start.
        cast: the names of its characters.
        played: who plays them, name and actor, where that is known.
        clips: where each clip is; empty where there are no videos, and then it has no frames.
        paths: the file of each.
        fps: pictures a second, where they are pictures.
        short_side: frames are scaled down to this shorter side; None leaves them.
        faults: collects frames that cannot be read.
        portrait_sources: where there are pictures of its characters.
    """

    name: str
    annotations: tuple[Annotation, ...]
    cast: tuple[str, ...] = ()
    played: tuple[tuple[str, str], ...] = ()
    clips: tuple[ReelClip, ...] = ()
    paths: tuple[Path, ...] = ()
    fps: float = PICTURES_FPS
    short_side: int | None = None
    faults: Faults = UNHEARD
    portrait_sources: tuple[PortraitSource, ...] = ()

    @property
    def actors(self) -> dict[str, str]:
        """Who plays a character, by name; see ``film.HasActors``."""
        return dict(self.played)

    def portraits(self) -> dict[str, list[Image]]:
        """Open the pictures of its characters; see ``film.HasPortraits``."""
        return {
            one.name: one.pictures(self.name, self.fps, self.faults)
            for one in self.portrait_sources
        }

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> Image:
        """Read frames of a clip, (count, H, W, 3).

        One that is missing or unreadable repeats the nearest one of the clip that is there; where
        there is none, all are black. Either is reported.

        Raises:
            TrainingError: if the film came without videos.
        """
        if not self.clips:
            raise TrainingError(
                f"{self.name}: its frames are needed, but no folder of videos is named; "
                "say data.videos=FOLDER."
            )
        clip, path = self.clips[index], self.paths[index]
        why = ""
        try:
            read = self._read(index, count, rng)
            if isinstance(read, np.ndarray):
                return read
        except MediaError as error:
            read, why = [None] * count, error.fault
        missing = sum(frame is None for frame in read)
        if missing:
            # Without the count: jitter misses other frames each time, and one report is enough.
            detail = f"{path}, {clip.start / 1000:g} to {clip.end / 1000:g} s"
            detail += f" ({why or 'all of them'})" if missing == count else ""
            self.faults.report(Fault("frames", self.name, detail, clip.annotation.row or None))
        return np.stack(_filled(read))

    def _read(
        self, index: int, count: int, rng: np.random.Generator | None
    ) -> Image | Sequence[Image | None]:
        """Read frames; all in one array where that is at hand."""
        with open_footage(self.paths[index], self.fps, self.short_side) as reader:
            return read_clip(reader, self.clips[index], count, rng)


def read_clip(
    reader: FrameReader, clip: ReelClip, count: int, rng: np.random.Generator | None = None
) -> list[Image | None]:
    """Read frames of a clip: those that its data set names, else at ``frame_times``.

    Raises:
        MediaError: if its film cannot be read.
    """
    if clip.pictures and isinstance(reader, StillFrames):
        chosen = [clip.pictures[i] for i in parts(len(clip.pictures), count, rng)]
        return list(reader.pictures(chosen))
    return list(reader.read(frame_times(clip, count, rng)))


def _filled(frames: Sequence[Image | None]) -> list[Image]:
    """Put the nearest frame that is there in the place of each that is not; else black.

    Image of one video have one size; a picture that differs from the first is as good as missing.
    """
    first = next((frame for frame in frames if frame is not None), None)
    if first is None:
        return [np.zeros((BLACK, BLACK, 3), np.uint8)] * len(frames)
    there = {i: f for i, f in enumerate(frames) if f is not None and f.shape == first.shape}
    return [there[min(there, key=lambda j: abs(i - j))] for i in range(len(frames))]
