"""Small films of shots that look alike, or do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from adtool.media.image import Image

RED = [(200, 40, 40), (230, 90, 60), (160, 20, 30), (240, 150, 120)]
BLUE = [(40, 60, 200), (20, 30, 130), (90, 130, 230), (10, 20, 90)]
GREEN = [(30, 180, 60), (10, 110, 30), (120, 220, 130), (20, 80, 10)]
BLACK = [(0, 0, 0)]


def _setup(number: int, palette: Sequence[tuple[int, int, int]] = RED) -> Image:
    """Draw what a camera shows from one set-up: blocks of a palette's colours, (108, 192, 3)."""
    places = np.random.default_rng(number).integers(0, len(palette), (9, 16))
    blocks = np.array(palette, np.uint8)[places]
    return blocks.repeat(12, axis=0).repeat(12, axis=1)


def _shot(picture: Image, length: int, step: int = 40, pan: int = 0) -> Iterable[tuple[int, Image]]:
    """Yield a shot's frames with their lengths in ms, each ``pan`` pixels beside the last."""
    for number, _ in enumerate(range(0, length, step)):
        yield step, np.roll(picture, number * pan, axis=1)


@pytest.fixture
def setup() -> Callable[..., Image]:
    return _setup


@pytest.fixture
def shot() -> Callable[..., Iterable[tuple[int, Image]]]:
    return _shot


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    """Write a film of shots: frames, each with its length in ms."""

    def make(*shots: Iterable[tuple[int, Image]], name: str = "film.mp4") -> Path:
        path, time = tmp_path / name, 0
        frames = [frame for one in shots for frame in one]
        height, width, _ = frames[0][1].shape
        with av.open(str(path), "w") as container:
            stream = container.add_stream(
                "libx264", rate=25, options={"preset": "ultrafast", "g": "25"}
            )
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.codec_context.time_base = Fraction(1, 1000)
            stream.codec_context.thread_count = 1
            for length, picture in frames:
                frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
                frame.pts, frame.time_base = time, Fraction(1, 1000)
                container.mux(stream.encode(frame))
                time += length
            container.mux(stream.encode(None))
        return path

    return make


@pytest.fixture
def palettes() -> dict[str, list[tuple[int, int, int]]]:
    return {"red": RED, "blue": BLUE, "green": GREEN, "black": BLACK}
