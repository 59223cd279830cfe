"""A long sound in blocks that overlap, so that each is heard with what surrounds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from adtool.speech.detector import SAMPLE_RATE, Stretch


@dataclass(frozen=True, slots=True)
class Block:
    """Some seconds of sound, with context on both sides where there is any.

    Attributes:
        samples: float32, shape (n,), context included.
        origin: where ``samples`` begins, in seconds of the movie.
        start: where the block proper begins, in seconds of the movie.
        end: where the block proper ends, in seconds of the movie.
    """

    samples: np.ndarray
    origin: float
    start: float
    end: float

    @property
    def duration(self) -> float:
        """The block's length in seconds, context not counted."""
        return self.end - self.start

    def kept(self, found: Iterable[Stretch]) -> Iterator[Stretch]:
        """Move what was found in ``samples`` onto the movie's clock, and drop the context's."""
        for start, end, *words in found:
            kept_start = max(self.start, self.origin + start)
            kept_end = min(self.end, self.origin + end)
            if kept_start < kept_end:
                yield (kept_start, kept_end, words[0]) if words else (kept_start, kept_end)


def blocks(
    audio: Iterable[np.ndarray], seconds: float, context: float, rate: int = SAMPLE_RATE
) -> Iterator[Block]:
    """Gather consecutive pieces of sound into blocks.

    Never holds more than one block, its context, and one piece.

    Args:
        audio: pieces of shape (n,), of any length.
        seconds: a block's length, context not counted; the last one is what is left, which may be
            shorter, or longer by up to ``context``.
        context: seconds on either side of it that come along.
        rate: samples per second.
    """
    size, margin = round(seconds * rate), round(context * rate)
    held = np.empty(0, np.float32)
    origin = start = 0  # in samples: where ``held`` begins, where the next block begins
    for piece in audio:
        held = np.concatenate((held, piece))
        while origin + len(held) >= start + size + margin:
            samples = held[: start + size + margin - origin]
            yield Block(samples, origin / rate, start / rate, (start + size) / rate)
            start += size
            held = held[max(0, start - margin) - origin :].copy()
            origin = max(0, start - margin)
    end = origin + len(held)
    if end > start:
        yield Block(held, origin / rate, start / rate, end / rate)
