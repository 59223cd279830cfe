import importlib.util
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "training_throughput.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("training_throughput", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["training_throughput"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["training_throughput"]


def test_a_ratio_over_one_says_that_ours_is_faster(script):
    pairs = [script.Pair(1.0, 2.0, 4.0, 4.0), script.Pair(2.0, 3.0, 4.0, 6.0)]
    pairs.append(script.Pair(2.0, 2.0, 5.0, 4.0))
    found = script.summary(pairs, steps=10)
    assert (found["ours_s"], found["plain_s"]) == (0.2, 0.2)
    assert (found["ratio"], found["ratio_least"], found["ratio_greatest"]) == (1.5, 1.0, 2.0)
    assert (found["cpu_ratio"], found["cpu_ratio_least"]) == (1.0, 0.8)
    row = script.as_table({"stage1": found}).splitlines()[1].split()
    assert row == ["stage1", "0.200", "0.200", "1.50", "(1.00-2.00)", "1.00", "(0.80-1.50)"]


def test_the_loops_take_turns_after_one_unmeasured_turn_each(script):
    begun = []
    pairs = script.take_turns(lambda run: begun.append("o"), lambda run: begun.append("p"), 2)
    assert "".join(begun) == "opoppo"
    assert len(pairs) == 2


def test_the_plain_losses_are_the_modules(script):
    from adtool_training.losses import FineGrainedMatchingLoss, GlobalMatchingLoss

    torch.manual_seed(0)
    frames, sentences, words = torch.randn(5, 3, 8), torch.randn(5, 8), torch.randn(5, 4, 8)
    is_word = torch.arange(4) < torch.tensor([[4], [1], [2], [3], [4]])
    chosen = torch.randint(3, (5,), generator=torch.Generator().manual_seed(9))
    torch.manual_seed(9)
    plain = script.plain_adaptation_loss(frames, sentences, words, is_word, 20.0)
    ours = GlobalMatchingLoss(20.0)(frames, sentences)
    ours = ours + FineGrainedMatchingLoss(20.0)(frames, words, is_word, chosen=chosen)
    torch.testing.assert_close(plain, ours / 2)
