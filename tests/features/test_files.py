"""Files of features: their names, and what they say of themselves."""

from __future__ import annotations

import copy

import torch
from safetensors import safe_open

from adtool.features.files import file_of, fingerprint, read_made
from adtool.features.of_clips import encode_clips

from .conftest import HOW, film


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
