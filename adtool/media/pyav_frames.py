"""Frames read by PyAV: the default, for every container and codec that FFmpeg decodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import av

from adtool.media.frame_converter import FrameConverter, Scaling
from adtool.media.image import Image
from adtool.media.probe import MediaInfo
from adtool.media.reader import FrameReader
from adtool.media.tally import Tally
from adtool.media.video_cursor import VideoCursor
from adtool.timeline import Span


class PyAVFrames(FrameReader):
    """Frames decoded in this process, and all frames of a span."""

    def __init__(
        self,
        info: MediaInfo,
        short_side: int | None = None,
        tally: Tally | None = None,
        scaling: Scaling = "BICUBIC",
    ) -> None:
        """Open a movie; as ``adtool.media.open_frames``, with the ``scaling`` of frames."""
        self._cursor = VideoCursor(info.path, info.clock, tally)
        self._converter = FrameConverter(self._cursor.pixel_aspect, short_side, scaling)
        self._others: dict[int, FrameConverter] = {}
        self._given: av.VideoFrame | None = None

    @property
    def skipped_packets(self) -> int:
        """How many packets turned out to be unreadable so far."""
        return self._cursor.skipped_packets

    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        """Return the frames on screen at some times; see ``FrameReader.read``."""
        images: dict[int, Image | None] = {}
        shown: av.VideoFrame | None = None
        image: Image | None = None
        for time in sorted(set(times_ms)):
            frame = self._cursor.at(time)
            if frame is not shown:
                shown, image = frame, self._image(frame)
            images[time] = image
        return [images[time] for time in times_ms]

    def span(self, span: Span) -> Iterator[tuple[int, Image]]:
        """Give every frame that is on screen in a span, with the time in ms when it appears.

        The first is the one on screen at the span's start, and is given that time.
        """
        for time, image in self.onward(span):
            if image is not None:
                yield time, image

    def onward(self, span: Span) -> Iterator[tuple[int, Image | None]]:
        """Do as ``span``, and give None where frames are missing, until the next there is."""
        for time, frame in self._cursor.onward(span.start, span.end):
            self._given = frame
            yield time, self._image(frame)

    def given(self, short_side: int) -> Image | None:
        """Give the frame that has just been given in another size, as if opened with it."""
        if short_side not in self._others:
            self._others[short_side] = FrameConverter(self._cursor.pixel_aspect, short_side)
        return self._image(self._given, self._others[short_side])

    def _image(
        self, frame: av.VideoFrame | None, converter: FrameConverter | None = None
    ) -> Image | None:
        try:
            return None if frame is None else (converter or self._converter).image(frame)
        except (av.error.FFmpegError, ValueError):
            return None  # a pixel format that cannot be converted

    def close(self) -> None:
        """Close the movie."""
        self._cursor.close()
