"""What ``adtool features`` does for a whole benchmark."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from adtool.features.encoding import EncodingSettings
from adtool.features.run import FeatureSettings, encode_benchmark

HOW = EncodingSettings(batch=3)


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


def test_a_benchmark_with_a_missing_film_leaves_it_out_and_says_so(tmp_path, tiny_clip):
    video(tmp_path / "videos" / "x.mp4")
    table = tmp_path / "own.csv"
    table.write_text("movie,start,end,text\nx,0,1,One.\ny,0,1,Two.\n")
    what = FeatureSettings(
        tmp_path / "videos", tmp_path / "out", str(tiny_clip), annotations=table, frames=2
    )
    for _ in range(2):
        left_out = encode_benchmark(what, HOW)
        assert [(fault.kind, fault.where) for fault in left_out] == [("no film", "y")]
    video(tmp_path / "videos" / "y.mp4", 1)
    assert encode_benchmark(what, HOW) == []
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["x.safetensors", "y.safetensors"]
