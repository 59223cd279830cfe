import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "frame_readers.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("frame_readers", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["frame_readers"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["frame_readers"]


def test_clips_are_spread_over_the_movie(script):
    times = script.clip_times(65_000, 3)
    assert [clip[0] for clip in times] == [0, 30_000, 60_000]
    assert times[0] == [0, 625, 1250, 1875, 2500, 3125, 3750, 4375]


def test_frames_agree_when_both_are_missing_or_nearly_equal(script):
    one, other = np.zeros((4, 16, 16), np.float32), np.zeros((4, 16, 16), np.float32)
    one[1:3], other[2] = np.nan, np.nan  # 0 equal, 1 missing in one, 2 in both, 3 different
    other[3] = 50
    assert script.agreement(one, other) == (0.5, 2, 1)


def test_a_film_is_made_and_read_and_a_bad_one_explained(script, tmp_path):
    script.make_film(tmp_path / "film.mp4", seconds=2)
    reading = script.measure("pyav", tmp_path / "film.mp4", 1, 32)
    assert reading.frames.shape == (8, 16, 16)
    assert reading.cpu > 0
    assert "no such file" in script.measure("pyav", tmp_path / "none.mp4", 1, None)
