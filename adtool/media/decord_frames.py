"""Frames read by decord, in a child process that can be killed.

decord is an alternative for clean progressive H.264. On other files it can hang, crash, or give
frames of other times, so it never runs in this process. Its clock starts at the first frame;
here it is moved to the movie's.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from threading import Timer
from typing import IO

import numpy as np

from adtool.errors import MediaError, UnavailableError
from adtool.media.image import Image
from adtool.media.probe import MediaInfo
from adtool.media.reader import FrameReader

_FAILURES = 3  # in a row; then decord is not the reader for this movie


class DecordFrames(FrameReader):
    """Frames decoded by a child process that runs decord."""

    def __init__(
        self, info: MediaInfo, short_side: int | None = None, *, timeout: float = 60.0
    ) -> None:
        """Open a movie; the first two arguments are those of ``adtool.media.open_frames``.

        Args:
            info: the movie.
            short_side: scale frames down to this.
            timeout: seconds that opening, or reading one clip, may take.

        Raises:
            MediaError: if decord cannot open the movie, or its clock jumps.
            UnavailableError: if decord is not installed.
        """
        if importlib.util.find_spec("decord") is None:
            raise UnavailableError(
                "decord is not installed.",
                "Install it (pip install decord), or use --frame-reader pyav.",
            )
        if info.clock.jumps:
            raise MediaError(info.path, "its clock jumps; use --frame-reader pyav")
        self._info = info
        self._short_side = short_side
        self._timeout = timeout
        self._failures = 0
        self._child: subprocess.Popen[bytes] | None = None
        try:
            self._start()
        except (OSError, EOFError) as error:
            self.close()
            raise self._gave_up("cannot open it") from error

    @property
    def skipped_packets(self) -> int:
        """Always 0: decord does not tell."""
        return 0

    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        """Return the frames on screen at some times; see ``FrameReader.read``.

        Where decord fails, hangs or crashes, all of these frames are missing.

        Raises:
            MediaError: if it crashed or hung several times in a row.
        """
        try:
            if self._child is None:
                self._start()
            frames = self._ask({"times": list(times_ms)}, len(times_ms))
        except (OSError, EOFError) as error:
            self.close()
            self._failures += 1
            if self._failures >= _FAILURES:
                raise self._gave_up("crashed or hung again and again on it") from error
            return [None] * len(times_ms)
        self._failures = 0
        return frames

    def close(self) -> None:
        """End the child process."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _gave_up(self, what: str) -> MediaError:
        return MediaError(self._info.path, f"decord {what}; use --frame-reader pyav")

    def _start(self) -> None:
        """Start the child and wait until it has opened the movie."""
        self._child = subprocess.Popen(
            [sys.executable, "-m", "adtool.media.decord_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        video = self._info.video
        question = {
            "path": str(self._info.path.resolve()),
            "start": video.start if video else 0,
            "short_side": self._short_side,
        }
        self._ask(question, 0)

    def _ask(self, question: dict[str, object], count: int) -> list[Image | None]:
        """Send one line of JSON; the answer is one line, the images' sizes, and their bytes."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise EOFError("no child process")
        watch = Timer(self._timeout, child.kill)  # a killed child ends the reading below
        watch.daemon = True
        watch.start()
        try:
            child.stdin.write(json.dumps(question).encode() + b"\n")
            child.stdin.flush()
            sizes = json.loads(child.stdout.readline() or b"null")
            if not isinstance(sizes, list) or len(sizes) != count:
                raise EOFError("the child process ended")
            return [None if size is None else _image(child.stdout, size) for size in sizes]
        finally:
            watch.cancel()


def _image(stream: IO[bytes], size: Sequence[int]) -> Image:
    height, width = size
    data = stream.read(height * width * 3)
    if len(data) != height * width * 3:
        raise EOFError("the child process ended inside an image")
    return np.frombuffer(data, np.uint8).reshape(height, width, 3)
