"""Files of features: their names, and what they say of themselves."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np
import pytest
import torch
from safetensors import safe_open

from adtool.datasets.film import Annotation
from adtool.errors import MediaError
from adtool.features.encoding import EncodingSettings
from adtool.features.files import file_of, fingerprint, read_made
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


@pytest.fixture(scope="module")
def encoder(tiny_clip) -> VisionEncoder:
    return load_clip(str(tiny_clip)).vision


def test_a_file_says_how_it_was_made(encoder, tmp_path):
    one = film("Amélie (2001)", (0, 1000), (2000, 2500))
    encode_clips(encoder, [one], 2, tmp_path, HOW)
    path = tmp_path / "Amélie (2001).safetensors"
    with safe_open(path, "pt") as file:
        metadata = file.metadata()
    assert metadata.keys() == {"movie", "encoder", "frames", "times", "fps", "length"}
    assert metadata["times"] == "[[0, 1000], [2000, 2500]]"
    assert read_made(path)[0].frames == 2


def test_an_encoder_kept_in_half_precision_has_the_features_of_the_whole_one(encoder):
    kept = copy.deepcopy(encoder).half().float()
    assert fingerprint(kept) == fingerprint(encoder)
    with torch.no_grad():
        next(kept.parameters()).mul_(1.01)
    assert fingerprint(kept) != fingerprint(encoder)


def test_names_that_are_no_file_names_never_meet(tmp_path):
    names = ["a/b", "a_b", "a:b", "..", ".a", "x" * 300, "x" * 301, "é" * 150, "a b"]
    paths = [file_of(tmp_path, name) for name in names]
    assert len(set(paths)) == len(names)
    assert all(path.parent == tmp_path and len(path.name.encode()) < 255 for path in paths)
    assert not any(path.name.startswith(".") for path in paths)
