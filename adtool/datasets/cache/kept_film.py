"""A film whose frames come from a folder that ``adtool frames`` wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from adtool.datasets.annotated_film import AnnotatedFilm
from adtool.datasets.cache.frame_cache import FrameCache
from adtool.datasets.film import parts
from adtool.errors import TrainingError
from adtool.media.image import Image


@dataclass(frozen=True)
class KeptFilm(AnnotatedFilm):
    """A film of which K frames a clip are kept, evenly spaced; n of them are read, n dividing K.

    Without jitter they are those at ``linspace(start, end, n, endpoint=False)``; with it, one of
    K / n that lie evenly in each n-th of the clip.

    Attributes:
        cache: the folder.
        rows: of its index, one for each clip.
    """

    cache: FrameCache = field(default_factory=lambda: FrameCache(Path()))
    rows: tuple[int, ...] = ()

    def require(self, count: int, side: int) -> None:
        """Refuse another number or size of frames than can be taken; see ``film.KeepsFrames``."""
        made = self.cache.made
        if made.frames % count:
            raise TrainingError(
                f"{self.cache.folder}: holds {made.frames} frames a clip, of which {count} cannot "
                f"be taken evenly; write others with adtool frames --frames {4 * count}"
            )
        if made.short_side < side:
            raise TrainingError(
                f"{self.cache.folder}: holds frames of {made.short_side} pixels a side, but "
                f"{side} are needed; write others with adtool frames --short-side {side}"
            )

    def _read(
        self, index: int, count: int, rng: np.random.Generator | None
    ) -> Image | Sequence[Image | None]:
        self.require(count, 1)
        which = parts(self.cache.made.frames, count, rng)
        return self.cache.read(self.paths[index], self.rows[index], which, self.short_side)
