"""Encoding films: broken ones, and ones without frames."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import torch

from adtool.datasets.film import Annotation
from adtool.errors import AdtoolError, MediaError
from adtool.features.at_rate import RateStrip, encode_whole
from adtool.features.encoding import EncodingSettings
from adtool.features.of_clips import encode_clips
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


@pytest.mark.parametrize("workers", [0, 1])
def test_a_broken_film_is_left_out_and_the_rest_go_on(encoder, tmp_path, workers):
    films = [film("a", (0, 9)), film("b", (0, 9), text="broken"), film("c", (0, 9))]
    how = replace(HOW, workers=workers)
    broken = encode_clips(encoder, films, 2, tmp_path, how)
    assert [str(fault) for fault in broken] == ["b: b.mkv: cannot be opened"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.safetensors", "c.safetensors"]


def test_a_broken_film_ends_a_strict_run(encoder, tmp_path):
    films = [film("a", (0, 9)), film("b", (0, 9), text="broken")]
    with pytest.raises(AdtoolError, match=r"b cannot be encoded: b\.mkv: cannot be opened"):
        encode_clips(encoder, films, 2, tmp_path, replace(HOW, strict=True))


def test_a_film_without_any_frame_is_broken(encoder, tmp_path):
    strip = RateStrip("x", video(tmp_path / "x.mp4", 1), 1000, 10)
    late = replace(strip, path=tmp_path / "x.mp4")
    nothing = torch.zeros(0, 3, 16, 16, dtype=torch.uint8), torch.zeros(4, dtype=torch.bool)
    object.__setattr__(late, "read", lambda *_: nothing)
    broken = encode_whole(encoder, [late], tmp_path / "out", HOW)
    assert [str(fault) for fault in broken] == ["x: none of its frames can be read"]
    assert list((tmp_path / "out").iterdir()) == []
