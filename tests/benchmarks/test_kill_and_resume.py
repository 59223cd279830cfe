import importlib.util
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "kill_and_resume.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("kill_and_resume", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["kill_and_resume"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["kill_and_resume"]


def test_the_last_whole_line_says_how_far_a_run_is(script, tmp_path):
    metrics = tmp_path / "metrics.jsonl"
    assert script.last_step(metrics) == 0
    metrics.write_text('{"step": 1')
    assert script.last_step(metrics) == 0
    metrics.write_text('{"step": 1}\n{"step": 2, "loss": 1.0}\n{"step": 2, "score": 0.5}\n{"st')
    assert script.last_step(metrics) == 2


def make_run(script, folder, moment: float) -> Path:
    from safetensors.torch import save_file

    state = folder / "stage1" / "state" / f"step-{script.STEPS:08d}"
    made = folder / "clip_ad"
    for place in (state, made):
        place.mkdir(parents=True)
    save_file({"weight": torch.ones(3)}, state / "model.safetensors")
    save_file({"weight": torch.ones(3)}, made / "open_clip_model.safetensors")
    torch.save({"state": {0: {"exp_avg": torch.tensor(moment)}}}, state / "optimiser.pt")
    (folder / "stage1" / "metrics.jsonl").write_text('{"step": 1}\n')
    return folder


def test_the_smallest_difference_is_found_and_named(script, tmp_path):
    whole = make_run(script, tmp_path / "whole", 1.0)
    same = make_run(script, tmp_path / "same", 1.0)
    other = make_run(script, tmp_path / "other", 1.0 + 2**-23)
    assert script.different("stage1", whole, same) == ()
    optimiser = f"stage1/state/step-{script.STEPS:08d}/optimiser.pt"
    assert script.different("stage1", whole, other) == (optimiser,)
    (same / "clip_ad" / "open_clip_model.safetensors").unlink()
    assert script.different("stage1", whole, same) == ("clip_ad/open_clip_model.safetensors",)


def test_what_differs_is_shouted(script):
    kill = script.Kill(7, 6, ("stage1/metrics.jsonl",))
    expected = "killed after step 7, resumed from step 6: DIFFERENT: stage1/metrics.jsonl"
    assert script.told(kill) == expected
    assert script.told(script.Kill(7, 6, ())).endswith(": identical")
