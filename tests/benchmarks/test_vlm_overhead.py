import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from adtool.chat.chat import Question, Sampling
from adtool.chat.folder import ChatFolder
from adtool.model.placing import Place
from adtool.narration.vision_language import load_chat

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "vlm_overhead.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("vlm_overhead", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["vlm_overhead"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["vlm_overhead"]


def test_overhead_is_what_the_model_does_not_take(script):
    times = script.Times(10.0, {"model": 9.0, "pictures": 0.5, "drawing": 0.2})
    assert times.overhead == pytest.approx(0.1)
    row = script.as_line("x", 200_000_000, 8, times).split()
    assert row == ["x", "200.0", "10.0%", "5.0%", "2.0%", "3.0%", "16.0"]
    assert len(script.HEAD.split()) == len(row)


def test_an_answers_parts_are_timed_and_left_as_they_were(script, random_vlms):
    checked = ChatFolder.check(random_vlms["Qwen2-VL"], must_see=True)
    chat = load_chat(checked, Place("cpu", torch.float32), "tiny")
    prepare, draw = chat._prepare, script.drawing.Drawing.__call__
    picture = np.zeros((40, 60, 3), np.uint8)
    times = script.measure(chat, [Question("", "who", [picture])] * 2, Sampling(0.6, 0.9, 5, 0))
    assert all(times.parts[part] > 0 for part in script.PARTS)
    assert sum(times.parts.values()) < times.whole
    assert 0 < times.overhead < 1
    assert chat._prepare == prepare
    assert script.drawing.Drawing.__call__ is draw
    assert not chat.model._forward_hooks
    assert not chat.model._forward_pre_hooks


def test_what_is_too_long_to_be_asked_ends_the_measurement(script, random_vlms):
    checked = ChatFolder.check(random_vlms["Qwen2-VL"], must_see=True)
    chat = load_chat(checked, Place("cpu", torch.float32), "tiny")
    with pytest.raises(SystemExit, match="reads 2048"):
        script.measure(chat, [Question("", "who", [])], Sampling(0, 1, 4000, 0))


def test_the_small_model_made_on_the_spot_reads_as_much_as_a_real_one(script, tmp_path):
    folder = next(script.random_models(tmp_path))
    checked = ChatFolder.check(folder, must_see=True)
    assert checked.weights.floats < 1_000_000
    chat = load_chat(checked, Place("cpu", torch.float32), "tiny")
    assert not chat._too_long(30_000, Sampling(0, 1, 64, 0))
