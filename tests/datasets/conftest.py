"""Films of one's own: videos of grey, tar files of pictures, and the tables about them."""

from __future__ import annotations

import io
import tarfile
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from adtool.datasets.settings import DataSettings


def grey_video(path: Path, seconds: float = 2) -> Path:
    """A video of 10 frames a second, each ten grey levels brighter than the last."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10), options={"threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(round(seconds * 10)):
            image = np.full((48, 64, 3), 20 + 10 * i, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    return path


def tar_of_pictures(path: Path, numbers: range, broken: frozenset[int] = frozenset()) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w") as archive:
        for number in numbers:
            buffer = io.BytesIO()
            Image.new("L", (64, 48), 10 * number).save(buffer, "JPEG")
            content = b"broken" if number in broken else buffer.getvalue()
            info = tarfile.TarInfo(f"{path.stem}/{number:05}.jpg")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


@pytest.fixture
def own(tmp_path) -> DataSettings:
    """Settings of three films of one's own, two seconds each."""
    for name in ("a", "b", "c"):
        grey_video(tmp_path / "videos" / f"{name}.mp4")
    rows = [f"{name},{s},{s + 1},AD {s} of {name}.,Ann;Bob" for name in "abc" for s in (0, 1)]
    return plain(tmp_path, rows)


def plain(tmp_path: Path, rows: list[str], **changes: object) -> DataSettings:
    table = tmp_path / "own.csv"
    table.write_text("\n".join(["movie,start,end,text,characters", *rows]), encoding="utf-8")
    (tmp_path / "videos").mkdir(exist_ok=True)
    known = {"kind": "plain", "annotations": str(table), "videos": str(tmp_path / "videos")}
    return DataSettings(**{**known, "validation_films": 0, **changes})  # type: ignore[arg-type]


def levels(frames: np.ndarray) -> list[float]:
    return list(frames.mean((1, 2, 3)))


def about(*grey: int) -> object:
    return pytest.approx(list(grey), abs=3)
