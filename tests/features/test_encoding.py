"""Encoding films: broken ones, and ones without frames."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from adtool.errors import AdtoolError
from adtool.features.at_rate import RateStrip, encode_whole
from adtool.features.of_clips import encode_clips

from .conftest import HOW, film, video


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
