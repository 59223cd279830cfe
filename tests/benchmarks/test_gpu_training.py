import importlib.util
import json
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "gpu_training.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("gpu_training", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["gpu_training"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["gpu_training"]


def run(script, monkeypatch, capsys, *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["gpu_training.py", *arguments])
    script.main()
    return capsys.readouterr().out


def test_tiny_sizes_run_both_stages_on_any_machine(script, monkeypatch, capsys):
    found = json.loads(run(script, monkeypatch, capsys, "--tiny", "--steps", "1", "--json"))
    for stage in ("stage1", "stage2"):
        assert found[stage]["steps_s"] > 0
        assert found[stage]["tflops"] > 0
        assert found[stage]["memory_gib"] > 0


def test_a_peak_that_is_given_makes_a_share_of_it(script, monkeypatch, capsys):
    arguments = ("--tiny", "--stage", "stage2", "--steps", "1", "--peak", "0.000001")
    out = run(script, monkeypatch, capsys, *arguments)
    assert "the figures mean nothing" in out
    assert out.splitlines()[-1].endswith("%")


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_the_papers_shape_is_refused(script, monkeypatch, capsys):
    with pytest.raises(SystemExit):
        run(script, monkeypatch, capsys)
    assert "there is no GPU here; --tiny" in capsys.readouterr().err


def test_a_cards_peak_is_found_by_its_name(script):
    assert script.peak_of("NVIDIA H100 80GB HBM3") == 989
    assert script.peak_of("NVIDIA H100 PCIe") == 756
    assert script.peak_of("NVIDIA A100-SXM4-80GB") == 312
    assert script.peak_of("CPU") is None


def test_the_papers_shape_has_its_parameters(script):
    from transformers import LlamaConfig, LlamaForCausalLM

    with torch.device("meta"):
        model = LlamaForCausalLM(LlamaConfig(**script.PAPER.llama))
    assert sum(p.numel() for p in model.parameters()) == pytest.approx(8.03e9, rel=0.001)
