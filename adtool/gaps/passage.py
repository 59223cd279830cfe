"""The way through a movie's gaps, on which each of their frames is decoded once.

Gaps are cut into clips while their frames go by, and the frames that a clip is shown with are held
until it is known where it ends. Where that was known before, only those frames are gone to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TypeAlias

import av

from adtool.errors import MediaError
from adtool.gaps.clip_end import ClipEnd
from adtool.gaps.known_clips import KnownEnds
from adtool.gaps.shots import SCALING, SHORT_SIDE
from adtool.media import MediaInfo
from adtool.media.frame_converter import FrameConverter
from adtool.media.held_frames import HeldFrame, HeldFrames, Holding, Shown
from adtool.media.image import Image
from adtool.media.subscribers import PassingClip
from adtool.media.tally import Tally
from adtool.media.video_cursor import VideoCursor
from adtool.progress import Progress
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap

HELD_BYTES = 350_000_000
"""Bytes that the frames of the longest clip may have; larger ones are held scaled down. About two
thirds of them are held at once: of 720p at 30 a second frames as they are, of 1080p small ones."""

_OFTEN = 500  # ms after which it is asked anew which of the frames that are held are still wanted

Counts: TypeAlias = "Callable[[int], Sequence[int]]"
"""Says of a place among the clips how many uniform frames each of its viewers wants."""


class Passage:
    """A movie that is gone through, gap after gap; close it in the end.

    Args:
        info: the movie.
        settings: how long clips are.
        ends: where clips end, as far as that is known.
        short_sides: the sizes of the pictures that viewers want; none where there are none.
        tally: counts the frames that are decoded.
        progress: told of a clip that cannot be read.

    Raises:
        MediaError: if the movie's video cannot be opened.
    """

    def __init__(
        self,
        info: MediaInfo,
        settings: GapSettings,
        ends: KnownEnds,
        *,
        short_sides: Sequence[int],
        tally: Tally,
        progress: Progress,
    ) -> None:
        self._settings, self._ends, self._progress = settings, ends, progress
        self._cursor = VideoCursor(info.path, info.clock, tally)
        aspect = self._cursor.pixel_aspect
        rate = (info.video.fps if info.video else 0) or 25
        longest = math.ceil(rate * settings.longest_clip / 1000)
        self._holding = Holding(aspect, max(short_sides, default=1), HELD_BYTES // longest)
        self._viewed = bool(short_sides)
        self._small = FrameConverter(aspect, SHORT_SIDE, SCALING)

    @property
    def pixel_aspect(self) -> Fraction:
        """Width of a stored pixel over its height."""
        return self._cursor.pixel_aspect

    def close(self) -> None:
        """Close the movie."""
        self._cursor.close()

    def clip(
        self, place: int, clip: Clip, counts: Counts, held: HeldFrames | None = None
    ) -> PassingClip:
        """Return a clip with the frames that its viewers want; those that are held are there."""
        times = {time for count in counts(place) for time in clip.frame_times(count)}
        held = HeldFrames() if held is None else held
        frames: dict[int, HeldFrame | None] = dict.fromkeys(times)
        try:
            for time in sorted(times):
                frames[time] = held.at(time) if held.covers(time) else self._go_to(time)
        except MediaError as error:
            self._note(clip.start, error)
        return PassingClip(place, clip, frames)

    def gap(self, gap: Gap, start: int, place: int, counts: Counts) -> Iterator[PassingClip]:
        """Cut a gap into clips, and yield those from one on.

        Args:
            gap: the gap.
            start: where that clip begins.
            place: its place among the movie's clips.
            counts: what their viewers want.
        """
        held = HeldFrames()
        frames = self._cursor.onward(start, gap.end)
        while gap.end - start > self._settings.longest_clip:
            end = self._find_end(gap, start, frames, held, counts(place))
            self._ends.keep(gap, start, end)
            yield self.clip(place, Clip(start, end, gap), counts, held)
            start, place = end, place + 1
            held.keep(partial(_ends_after, start))
        yield self.clip(place, Clip(start, gap.end, gap), counts, held)

    def _find_end(
        self,
        gap: Gap,
        start: int,
        frames: Iterator[tuple[int, av.VideoFrame | None]],
        held: HeldFrames,
        counts: Sequence[int],
    ) -> int:
        """Let frames go by until it is known where a clip ends."""
        search, thinned = ClipEnd(start, gap.end, self._settings), start
        for shown in held:
            search.see(shown.start, shown.small)
        while not search.is_settled:
            following = self._next(frames, held, gap, start)
            if following is None:
                break
            time, frame = following
            small = self._picture(frame) if frame is not None and search.looks_at(time) else None
            kept = self._holding.hold(frame) if frame is not None and self._viewed else None
            held.add(Shown(time, None, kept, small))
            search.see(time, small)
            if time - thinned >= _OFTEN:
                thinned = time
                held.keep(partial(_is_wanted, search.earliest, search.wants(counts)))
        return search.bound

    def _next(
        self,
        frames: Iterator[tuple[int, av.VideoFrame | None]],
        held: HeldFrames,
        gap: Gap,
        start: int,
    ) -> tuple[int, av.VideoFrame | None] | None:
        """Return the next frame of a gap; None where there is no other, or it cannot be read."""
        try:
            return next(frames)
        except StopIteration:
            held.close(gap.end)
        except MediaError as error:
            held.close()
            self._note(start, error)
        return None

    def _go_to(self, time: int) -> HeldFrame | None:
        frame = self._cursor.at(time)
        return None if frame is None else self._holding.hold(frame)

    def _picture(self, frame: av.VideoFrame) -> Image | None:
        try:
            return self._small.image(frame)
        except (av.error.FFmpegError, ValueError):
            return None  # a pixel format that cannot be converted

    def _note(self, start: int, error: MediaError) -> None:
        self._progress.note(f"The clip at {start / 1000:.1f} s cannot be read: {error.fault}.")


def _ends_after(time: int, start: int, end: int) -> bool:
    return end > time


def _is_wanted(earliest: int, spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a frame may be shown with a clip, or belongs to the one after it."""
    return end > earliest or any(first < end and start <= last for first, last in spans)
