"""Films of one's own, and their frames kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from adtool.datasets.annotated import annotated_films
from adtool.datasets.annotated_film import AnnotatedFilm
from adtool.datasets.cache.keeping import keep_frames
from adtool.datasets.cache.settings import KeepSettings
from adtool.datasets.settings import DataSettings
from adtool.faults import UNHEARD, Fault, Faults
from adtool.settings import FramesSettings

from ..conftest import grey_video, plain

FOUR = FramesSettings(frames=4)


@pytest.fixture
def own(tmp_path: Path) -> DataSettings:
    """Settings of three films of one's own, two clips of a second each."""
    for name in ("a", "b", "c"):
        grey_video(tmp_path / "videos" / f"{name}.mp4")
    rows = [f"{name},{s},{s + 1},AD {s} of {name}.,Ann;Bob" for name in "abc" for s in (0, 1)]
    return plain(tmp_path, rows)


def kept(
    data: DataSettings, how: FramesSettings = FOUR, folder: Path | None = None, **what: object
) -> tuple[Path, list[Fault]]:
    """Keep the frames of what settings name; return the folder, and what was left out."""
    folder = folder or Path(data.videos).with_name("kept")
    told = KeepSettings(Path(data.annotations), data.kind, data.fps, **what)  # type: ignore[arg-type]
    return folder, keep_frames(Path(data.videos), folder, told, how)


def films_of(data: DataSettings, faults: Faults = UNHEARD, **other: object) -> list[AnnotatedFilm]:
    return annotated_films(replace(data, **other), "train", faults)  # type: ignore[arg-type]


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean difference of grey levels."""
    assert one.shape == other.shape
    return float(np.abs(one.astype(int) - other).mean())
