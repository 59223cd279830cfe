"""Features of whole films at a fixed rate."""

from __future__ import annotations

import torch

from adtool.faults import FaultList
from adtool.features.at_rate import RateStrip, encode_whole, strips_of
from adtool.features.files import read_features, read_made
from adtool.features.of_clips import encode_clips
from adtool.features.ready import open_features
from adtool.features.run import FeatureSettings

from .conftest import HOW, video


def test_whole_films_at_a_rate_give_the_features_of_their_clips(encoder, tmp_path):
    video(tmp_path / "videos" / "x.mp4")
    strips, broken = strips_of(tmp_path / "videos", 5, 3.0, None)
    assert [(strip.movie, strip.count, broken) for strip in strips] == [("x", 15, [])]
    encode_whole(encoder, strips, tmp_path / "whole", HOW)
    made, shape = read_made(tmp_path / "whole" / "x.safetensors")
    assert (made.fps, made.length, shape) == (5, 3000, (15, 16))
    table = tmp_path / "own.csv"
    table.write_text("movie,start,end,text\nx,0,1,One.\nx,1.4,2.4,Two.\n")
    what = FeatureSettings("", annotations=table, frames=5)
    from adtool.datasets.films import load_films
    from adtool.features.run import _data

    films, _ = load_films(_data(what, tmp_path / "videos", False), tmp_path)
    encode_clips(encoder, films, 5, tmp_path / "clips", HOW)
    own = open_features(tmp_path / "clips", 5)
    picked = open_features(tmp_path / "whole", 5)
    torch.testing.assert_close(picked.of(films[0]), own.of(films[0]), atol=2e-3, rtol=2e-3)
    assert picked.of(films[0]).shape == (2, 5, 16)
    for ready in (own, picked):
        ready.check(films, encoder)


def test_frames_that_cannot_be_read_are_filled_and_reported(encoder, tmp_path, monkeypatch):
    path = video(tmp_path / "x.mp4", 1)
    strip = RateStrip("x", path, 1000, 10)
    whole, _ = strip.read(0, encoder)
    monkeypatch.setattr(
        RateStrip, "read", lambda *_: (whole[2:5], torch.tensor([False, True, True, True, False]))
    )
    faults = FaultList()
    encode_whole(encoder, [strip], tmp_path / "out", HOW, faults=faults)
    with torch.no_grad():
        plain = encoder(encoder.normalise(whole[[2, 2, 3, 4, 4]])).half()
    found = read_features(tmp_path / "out" / "x.safetensors")
    torch.testing.assert_close(found, plain, atol=2e-3, rtol=2e-3)
    assert [str(fault) for fault in faults.faults] == ["x: 2 of 5 frames"]
