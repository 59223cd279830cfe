"""What ``adtool features`` does for a whole benchmark."""

from __future__ import annotations

import pytest
import torch

from adtool.errors import UnavailableError
from adtool.features.encoding import chosen_device
from adtool.features.run import encode_benchmark
from adtool.features.settings import FeatureSettings

from .conftest import HOW, video


def test_a_benchmark_with_a_missing_film_leaves_it_out_and_says_so(tmp_path, tiny_clip):
    video(tmp_path / "videos" / "x.mp4")
    table = tmp_path / "own.csv"
    table.write_text("movie,start,end,text\nx,0,1,One.\ny,0,1,Two.\n")
    what = FeatureSettings(str(tiny_clip), annotations=table, frames=2)
    places = tmp_path / "videos", tmp_path / "out"
    for _ in range(2):
        left_out = encode_benchmark(*places, what, HOW)
        assert [(fault.kind, fault.where) for fault in left_out] == [("no film", "y")]
    video(tmp_path / "videos" / "y.mp4", 1)
    assert encode_benchmark(*places, what, HOW) == []
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["x.safetensors", "y.safetensors"]


def test_the_device_is_the_processs_own_or_the_one_that_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adtool.features.encoding.device", lambda: torch.device("cuda", 3))
    assert chosen_device("auto") == torch.device("cuda", 3)
    assert str(chosen_device("cpu")) == "cpu"
    with pytest.raises(UnavailableError, match="no device 'moon'"):
        chosen_device("moon")
