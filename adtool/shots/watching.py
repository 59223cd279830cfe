"""One pass over a stretch of a movie: its cuts, how its shots look and move, stills of its clips.

Every frame is decoded once. All of them go through the search for cuts in the size that it takes;
now and then one is taken for the looks, and, inside a clip, for a still, in the still's size.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from adtool.gaps.shots import SCALING, SHORT_SIDE, CutDetector
from adtool.media.image import Image
from adtool.media.probe import MediaInfo
from adtool.media.tally import Tally
from adtool.shots.looks import look_of
from adtool.shots.stills import SHORT_SIDE as STILL
from adtool.timeline import Clip, Span

STEP = 400
"""Milliseconds between the frames that are taken for looks and stills: each shot has one."""

APART = 80
"""Milliseconds at least between two frames that are compared for movement, whatever the rate."""

FAR = 1000
"""Milliseconds between two frames from which on what has changed is no movement."""

CHANGED = 10
"""Levels (of 255) by which a part of the picture must change to count: more than noise."""

SLIVER = STEP
"""Milliseconds of a shot in a clip under which it is passed over: a cut beside the clip's edge."""

_SETTLED = 3  # frames after a time, from which on all cuts before it are known


@dataclass(frozen=True, slots=True)
class WatchedShot(Span):
    """A shot, as far as it was watched.

    Attributes:
        motion: the share of the picture that changes between two frames, in the median.
        looks: of its beginning, its middle and its end.
    """

    motion: float
    looks: tuple[Image, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """The frame that stands for a shot in a clip.

    Attributes:
        time: when it is, in ms.
        clip: the clip.
        picture: RGB (H, W, 3) uint8.
    """

    time: int
    clip: Clip
    picture: Image


def watch(
    info: MediaInfo,
    span: Span,
    clips: Sequence[Clip] = (),
    take: Callable[[Taken], object] | None = None,
    tally: Tally | None = None,
) -> list[WatchedShot]:
    """Watch a stretch of a movie.

    Args:
        info: the movie.
        span: the stretch.
        clips: the clips in it, in order.
        take: is given a frame from the middle of each part of a clip that one shot fills, in order
            of time; None where nobody wants them.
        tally: counts the frames that are decoded.

    Returns:
        Its shots, in order; there are holes where nothing could be read.

    Raises:
        MediaError: if the movie cannot be opened, or has no video.
    """
    from adtool.media.pyav_frames import PyAVFrames

    shots = _Shots(span)
    parts = _Parts(clips if take else ())
    with PyAVFrames(info, SHORT_SIDE, tally, SCALING) as frames:
        for time, image in frames.onward(span):
            shots.add(time, image)
            if image is not None and parts.wants(time):
                parts.add(time, frames.given(STILL))
            for taken in parts.settled(time, shots.cuts):
                take(taken)  # type: ignore[misc]  # without it there are no parts
        for taken in parts.settled(None, shots.cuts):
            take(taken)  # type: ignore[misc]
    return shots.all()


def parts_of(span: Span, cuts: Sequence[int]) -> list[Span]:
    """Cut a stretch at those cuts that lie in it; what is too short to be seen is left out."""
    edges = [span.start, *(cut for cut in cuts if span.start < cut < span.end), span.end]
    parts = [Span(start, end) for start, end in pairwise(edges)]
    return [part for part in parts if part.duration >= SLIVER] or parts[:1]


class _Shots:
    """Finds the cuts, and remembers of each frame what its shot will be told by."""

    def __init__(self, span: Span) -> None:
        self.cuts: list[int] = []
        self._end = span.end
        self._detector = CutDetector()
        self._looks: list[tuple[int, Image]] = []
        self._changes: list[tuple[int, int, float]] = []
        self._before: tuple[int, npt.NDArray[np.int16]] | None = None
        self._runs: list[Span] = []
        self._begin: int | None = None

    def add(self, time: int, image: Image | None) -> None:
        """Look at the next frame; None where those to come are missing."""
        if image is None:
            self._end_run(time)
            return
        self._begin = time if self._begin is None else self._begin
        self.cuts += self._detector.cuts(time, image)
        if not self._looks or time - self._looks[-1][0] >= STEP:
            self._looks.append((time, look_of(image)))
        if self._before is None or time - self._before[0] >= APART:
            grey = image.sum(axis=2, dtype=np.int16) // 3
            if self._before is not None and time - self._before[0] < FAR:
                share = float((np.abs(grey - self._before[1]) > CHANGED).mean())
                self._changes.append((self._before[0], time, share))
            self._before = time, grey

    def all(self) -> list[WatchedShot]:
        """Return the shots."""
        self._end_run(self._end)
        return [self._shot(start, end) for run in self._runs for start, end in self._edges(run)]

    def _end_run(self, time: int) -> None:
        if self._begin is not None and time > self._begin:
            self._runs.append(Span(self._begin, time))
        self._begin = None

    def _edges(self, run: Span) -> Iterator[tuple[int, int]]:
        cuts = (cut for cut in self.cuts if run.start < cut < run.end)
        return pairwise([run.start, *cuts, run.end])

    def _shot(self, start: int, end: int) -> WatchedShot:
        first = bisect_left(self._changes, start, key=lambda change: change[0])
        past = bisect_left(self._changes, end, key=lambda change: change[1])
        changes = [share for _, _, share in self._changes[first:past]]
        first = bisect_left(self._looks, start, key=lambda look: look[0])
        past = bisect_left(self._looks, end, key=lambda look: look[0])
        first = min(first, past - 1)  # without one of its own, the last before it is the nearest
        looks = [look for _, look in self._looks[first:past]]
        chosen = (looks[0], looks[len(looks) // 2], looks[-1])
        return WatchedShot(start, end, median(changes) if changes else 0.0, chosen)


@dataclass(slots=True)
class _Held:
    """Frames of a clip, and how many frames have come since it ended."""

    clip: Clip
    frames: list[tuple[int, Image]] = field(default_factory=list)
    since: int = 0


class _Parts:
    """Collects frames of clips until it is known which shots fill them."""

    def __init__(self, clips: Sequence[Clip]) -> None:
        self._open = deque(_Held(clip) for clip in clips)

    def wants(self, time: int) -> bool:
        """Say whether a frame is wanted."""
        return any(not held.frames or time - held.frames[-1][0] >= STEP for held in self._at(time))

    def add(self, time: int, picture: Image | None) -> None:
        """Hold a frame that is wanted."""
        if picture is not None:
            for held in self._at(time):
                held.frames.append((time, picture))

    def settled(self, time: int | None, cuts: Sequence[int]) -> Iterator[Taken]:
        """Yield what stands for the parts of clips whose cuts are all known at a time.

        Args:
            time: of the frame that was added last; None where no more will come.
            cuts: those that are known.
        """
        while self._open and self._is_settled(self._open[0], time):
            held = self._open.popleft()
            for part in parts_of(held.clip, cuts):
                middle = (part.start + part.end) // 2
                within = [one for one in held.frames if part.start <= one[0] < part.end]
                if within:
                    nearest, picture = min(within, key=lambda one: abs(one[0] - middle))
                    yield Taken(nearest, held.clip, picture)

    def _is_settled(self, held: _Held, time: int | None) -> bool:
        if time is not None:
            held.since += time >= held.clip.end
        return time is None or held.since >= _SETTLED

    def _at(self, time: int) -> Iterator[_Held]:
        """Yield the clips at a time."""
        for held in self._open:
            if held.clip.start > time:
                return
            if time < held.clip.end:
                yield held
