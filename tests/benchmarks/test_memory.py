import importlib.util
import sys
from pathlib import Path

import pytest

from adtool.media import probe

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def script(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    spec = importlib.util.spec_from_file_location("memory", BENCHMARKS / "memory.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.modules.pop("frame_readers", None)


def test_a_long_film_is_a_short_one_over_and_over(script, tmp_path):
    script.lengthen(script.EXAMPLE, 5, tmp_path / "long.mp4")
    short, long = probe(script.EXAMPLE), probe(tmp_path / "long.mp4")
    assert long.duration == pytest.approx(4 * short.duration, abs=500)
    assert long.audio is not None
    assert not long.notes
