"""The process that runs decord: reads questions as lines of JSON, answers with images.

The first question names the movie; each further one asks for the frames at some times. Run by
``adtool.media.decord_frames``, not by hand.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import IO, Any

import numpy as np

from adtool.media.image import Image

_ROUNDING = 0.5  # ms; decord's times are 32-bit seconds, too coarse for exact comparison


def main() -> None:
    """Answer questions until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever decord prints must not get among the answers
    film: Film | None = None
    for line in sys.stdin.buffer:
        question = json.loads(line)
        if film is None:
            film = Film(question["path"], question["start"], question["short_side"])
            _answer(answers, [])
        else:
            _answer(answers, film.read(question["times"]))


def _answer(answers: IO[bytes], images: Sequence[Image | None]) -> None:
    sizes = [None if image is None else image.shape[:2] for image in images]
    answers.write(json.dumps(sizes).encode() + b"\n")
    for image in images:
        if image is not None:
            answers.write(image.tobytes())
    answers.flush()


class Film:
    """A movie opened by decord, with the times of all its frames."""

    def __init__(self, path: str, start: int, short_side: int | None) -> None:
        """Open the movie; its first frame is shown at ``start`` ms."""
        import decord

        size = _size(decord.VideoReader(path, num_threads=1), short_side)
        self._reader: Any = decord.VideoReader(path, num_threads=1, **size)
        times = self._reader.get_frame_timestamp(np.arange(len(self._reader))) * 1000.0
        times = times.astype(np.float64)
        self._starts = times[:, 0] - times[0, 0] + start
        self._end = times[-1, 1] - times[0, 0] + start

    def read(self, times: Sequence[int]) -> list[Image | None]:
        """Return the frames on screen at some times in ms; all are missing if decord fails."""
        import decord

        found = np.searchsorted(self._starts, np.asarray(times) + _ROUNDING, side="right") - 1
        there = [i >= 0 and t < self._end for i, t in zip(found, times, strict=True)]
        wanted = sorted({int(i) for i, here in zip(found, there, strict=True) if here})
        try:
            batch = self._reader.get_batch(wanted).asnumpy() if wanted else ()
        except decord.DECORDError:
            return [None] * len(times)
        images = dict(zip(wanted, batch, strict=True))
        return [images[int(i)] if here else None for i, here in zip(found, there, strict=True)]


def _size(reader: Any, short_side: int | None) -> dict[str, int]:
    """Return decord's width and height to scale down to ``short_side``."""
    from adtool.media.frame_converter import shown_size

    height, width = reader[0].shape[:2]
    width, height = shown_size(width, height, Fraction(1), short_side)
    return {"width": width, "height": height}


if __name__ == "__main__":
    main()
