"""Films of noise, videos of grey, and how they are encoded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from adtool.datasets.film import Annotation
from adtool.errors import MediaError
from adtool.features.settings import EncodingSettings
from adtool.model.clip import load_clip
from adtool.model.vision_encoder import VisionEncoder

HOW = EncodingSettings("cpu", batch=3, workers=0)


@dataclass(frozen=True)
class Film:
    """A film of noise with any clips."""

    name: str
    annotations: tuple[Annotation, ...]
    cast: tuple[str, ...] = ()

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> np.ndarray:
        if self.annotations[index].text == "broken":
            raise MediaError(f"{self.name}.mkv", "cannot be opened")
        noise = np.random.default_rng([len(self.name), index])
        return noise.integers(0, 256, (count, 16, 16, 3)).astype(np.uint8)


def film(name: str, *times: tuple[int, int], text: str = "x") -> Film:
    return Film(name, tuple(Annotation(name, a, b, text) for a, b in times))


def video(path: Path, seconds: int = 3) -> Path:
    """Ten frames a second, each a level of grey of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10), options={"threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(seconds * 10):
            image = np.full((48, 64, 3), 20 + 6 * i, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    return path


@pytest.fixture(scope="module")
def encoder(tiny_clip) -> VisionEncoder:
    return load_clip(str(tiny_clip)).vision
