"""Decoded frames that went by, held until it is known who wants to see them.

They are held as the decoder gave them, since turning one into a picture takes longer than decoding
it. Frames too large for that are scaled down at once, in their own pixel format, to the largest
size that their viewers will ask for; pictures made of those differ from pictures made at once by a
level or so (of 255), as they are scaled twice. CLIP features of such pictures have cosines of .999
with the others (.993 at least, of small drawn ones).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from adtool.media.frame_converter import FrameConverter
from adtool.media.image import Image

if TYPE_CHECKING:
    import av


@dataclass(frozen=True, slots=True)
class HeldFrame:
    """A frame that can still become a picture.

    Attributes:
        frame: the frame.
        rotation: the angle in degrees, counter-clockwise, by which it is to be turned.
        scaled: whether it was scaled down, and has square pixels.
    """

    frame: av.VideoFrame
    rotation: int
    scaled: bool = False


class Holding:
    """Says how the frames of a movie are held.

    Args:
        pixel_aspect: width of a stored pixel over its height.
        short_side: pixels of the shorter side of the largest pictures that will be wanted.
        most: bytes of a frame that is held as it is; a larger one is scaled down at once.
    """

    def __init__(self, pixel_aspect: Fraction, short_side: int, most: int) -> None:
        self._scaler = FrameConverter(pixel_aspect, short_side, "AREA")
        self._most = most

    def hold(self, frame: av.VideoFrame) -> HeldFrame | None:
        """Return a frame to be kept; None where its pixel format cannot be scaled."""
        import av

        if sum(plane.buffer_size for plane in frame.planes) <= self._most:
            return HeldFrame(frame, frame.rotation)
        try:
            return HeldFrame(self._scaler.smaller(frame), frame.rotation, scaled=True)
        except (av.error.FFmpegError, ValueError):
            return None


class Developing:
    """Makes pictures of held frames, all in one size; for one thread.

    Args:
        pixel_aspect: width of a stored pixel over its height.
        short_side: pixels of the pictures' shorter side, at most.
    """

    def __init__(self, pixel_aspect: Fraction, short_side: int) -> None:
        self._whole = FrameConverter(pixel_aspect, short_side)
        self._scaled = FrameConverter(Fraction(1), short_side)

    def picture(self, held: HeldFrame | None) -> Image | None:
        """Return a frame's picture (H, W, 3), upright; None where there is none."""
        import av

        if held is None:
            return None
        converter = self._scaled if held.scaled else self._whole
        try:
            picture = converter.image(held.frame)
        except (av.error.FFmpegError, ValueError):
            return None
        lost = held.rotation - held.frame.rotation  # scaling a frame drops what else it says
        return np.ascontiguousarray(np.rot90(picture, round(lost / 90) % 4))


@dataclass(slots=True)
class Shown:
    """What was on screen for a while.

    Attributes:
        start: from when on, in ms.
        end: until when; None where what follows is not there yet.
        frame: what is held of it; None where a frame is missing.
        small: the picture that cuts are looked for in, where one was made.
    """

    start: int
    end: int | None
    frame: HeldFrame | None
    small: Image | None = None


class HeldFrames:
    """Consecutive frames of a stretch, without those that nobody can want any more."""

    def __init__(self) -> None:
        self._shown: list[Shown] = []
        self._begin: int | None = None

    def __iter__(self) -> Iterator[Shown]:
        return iter(self._shown)

    def add(self, shown: Shown) -> None:
        """Take the next frame, which ends the one before it."""
        self.close(shown.start)
        self._shown.append(shown)
        self._begin = shown.start if self._begin is None else self._begin

    def close(self, time: int | None = None) -> None:
        """Say that the last frame is on screen until a time; None: that nothing more is known."""
        if self._shown and self._shown[-1].end is None:
            self._shown[-1].end = self._shown[-1].start + 1 if time is None else time

    def keep(self, wanted: Callable[[int, int], bool]) -> None:
        """Let go of all frames but the last and those whose time on screen is wanted."""
        self._shown = [one for one in self._shown if one.end is None or wanted(one.start, one.end)]

    def covers(self, time: int) -> bool:
        """Say whether it is known what is on screen at a time."""
        if not self._shown:
            return False
        last = self._shown[-1]
        return time <= last.start if last.end is None else time < last.end

    def at(self, time: int) -> HeldFrame | None:
        """Return the frame on screen at a time that is covered; None where it is missing.

        Raises:
            LookupError: if it was let go of.
        """
        for one in self._shown:
            if one.start <= time and (one.end is None or time < one.end):
                return one.frame
        if self._begin is None or time < self._begin:
            return None
        raise LookupError(f"the frame at {time} ms was let go of")
