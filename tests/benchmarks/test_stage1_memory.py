import importlib.util
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "stage1_memory.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("stage1_memory", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_largest_difference_is_found_in_any_tensor(script):
    one = {"a": torch.zeros(3), "b": torch.tensor([1.0, 2.0])}
    other = {"a": torch.zeros(3), "b": torch.tensor([1.0, 1.5])}
    assert script.largest_difference(one, one) == 0
    assert script.largest_difference(one, other) == 0.5
    with pytest.raises(ValueError, match="not the same"):
        script.largest_difference(one, {"a": torch.zeros(3)})


def test_the_table_calls_the_whole_batch_all(script):
    row = {"chunk": 0, "peak_mb": 4321.0, "step_mb": 3210.4, "cpu_s": 12.34, "loss": 1.5}
    rows = [row | {"difference": 0.0, "largest": 0.25}, row | {"chunk": 8, "difference": 1e-7}]
    rows[1]["largest"] = 0.25
    lines = script.as_table(rows).splitlines()
    assert lines[1].split() == ["all", "4321", "3210", "12.3", "1.500000", "0.0e+00", "0.25"]
    assert lines[2].split()[0] == "8"
    assert lines[2].split()[-2] == "1.0e-07"


def test_its_clip_is_one_that_can_be_built(script):
    from adtool.model.clip import Clip

    clip = Clip(script.clip_config(32, 64, 1))
    frames = torch.zeros(2, 3, 32, 32, 3, dtype=torch.uint8)
    assert clip.encode_frames(frames).shape == (2, 3, 64)
