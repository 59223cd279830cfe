import importlib.util
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def script():
    sys.path.insert(0, str(BENCHMARKS))
    spec = importlib.util.spec_from_file_location("one_decode", BENCHMARKS / "one_decode.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["one_decode"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(BENCHMARKS))
    del sys.modules["one_decode"], sys.modules["frame_readers"]


def test_each_way_decodes_the_gaps_and_one_by_one_decodes_most(script, tmp_path):
    script.make_film(tmp_path / "film.mp4", 26, (128, 72), 8)
    gaps = script.gaps_of(tmp_path / "film.mp4", 9)
    assert [(gap.start, gap.end) for gap in gaps] == [(4_500, 13_500), (22_500, 26_000)]
    ways = {way: script.measure(way, tmp_path / "film.mp4", gaps, [(8, 48)]) for way in script.WAYS}
    assert all(cost.cpu > 0 and cost.memory > 0 for cost in ways.values())
    assert 300 <= ways["bare"].frames < 626
    assert ways["cuts"].frames <= ways["passage"].frames < ways["one by one"].frames
