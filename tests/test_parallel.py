"""Several processes are one run: the same losses, gradients and weights as one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file

from adtool.cli import group
from adtool.errors import TrainingError
from adtool.parallel import WHOLE, Part, any_of, collect, gather, total

PORT = 20_000 + os.getpid() % 10_000  # below those that connections are given by themselves


def launch(script: Path, *arguments: object) -> list[str]:
    """Run a script in two processes that find one another as a launcher's do."""
    base = {**os.environ, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(PORT)}
    base |= {"WORLD_SIZE": "2", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(script), *map(str, arguments)]
    return together(
        (command, {**base, "RANK": str(rank), "LOCAL_RANK": str(rank)}) for rank in range(2)
    )


def launch_machines(*arguments: object) -> list[str]:
    """Run the README's command of two machines, both of which are this one."""
    base = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "accelerate.commands.launch", "--multi_gpu"]
    command += ["--num_machines", "2", "--num_processes", "2", "--main_process_ip", "127.0.0.1"]
    command += ["--main_process_port", str(PORT), "--mixed_precision", "no"]
    command += ["--dynamo_backend", "no"]
    ours = ["-m", "adtool", *map(str, arguments)]
    return together(([*command, "--machine_rank", str(rank), *ours], base) for rank in range(2))


def together(commands: Iterable[tuple[list[str], dict[str, str]]]) -> list[str]:
    """Run commands side by side, each with its environment; return what they print."""
    running = [
        subprocess.Popen(
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for command, env in commands
    ]
    try:
        outputs = [process.communicate(timeout=150) for process in running]
    finally:
        for process in running:
            process.kill()  # one that waits for another that failed would wait for hours
    assert not any(process.returncode for process in running), [error for _, error in outputs]
    return [out for out, _ in outputs]


def test_shares_in_order_are_the_whole():
    items = list(range(12))
    assert [x for rank in range(4) for x in Part(rank, 4).share(items)] == items
    assert sorted(x for rank in range(5) for x in Part(rank, 5).some(items)) == items
    assert WHOLE.share(items) == items


def test_a_batch_that_cannot_be_shared_equally_is_refused():
    with pytest.raises(TrainingError, match="A batch of 12 cannot be shared by 5 processes"):
        Part(0, 5).share(range(12))


def test_one_process_gathers_and_sums_nothing():
    x = torch.ones(2, 3, requires_grad=True)
    assert gather(x) is x
    assert total(x) is x
    assert collect([1, 2]) == [1, 2]
    assert any_of(True)


COLLECTIVES = """
import torch
from adtool.parallel import any_of, collect, gather, part, total

here = part()
x = torch.full((2, 1), float(here.rank + 1), requires_grad=True)
joined = gather(x)
assert joined.tolist() == [[1.0], [1.0], [2.0], [2.0]]
(joined * torch.tensor([[1.0], [2.0], [3.0], [4.0]])).sum().backward()
assert x.grad.tolist() == ([[1.0], [2.0]] if here.rank == 0 else [[3.0], [4.0]])
y = torch.tensor(here.rank + 1.0, requires_grad=True)
summed = total(2 * y)
assert summed.item() == 6
summed.backward()
assert y.grad.item() == 2
assert collect([here.rank] * (here.rank + 1)) == [0, 1, 1]
assert any_of(here.rank == 1) and not any_of(False)
"""


@pytest.mark.slow
def test_two_processes_gather_values_with_the_gradient_of_their_own(tmp_path):
    script = tmp_path / "collectives.py"
    script.write_text(COLLECTIVES)
    launch(script)


SMALL = ["data.train_films=2", "data.validation_films=1", "data.clips=8", "data.size=32"]
LOOP = ["loop.steps=5", "loop.log_steps=1", "loop.workers=0"]


def metrics(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]


def agree(one: Path, two: Path, part: str) -> None:
    """Compare the states after five steps, and all that was logged on the way."""
    state = f"{part}/state/step-00000005/model.safetensors"
    mine, yours = load_file(one / state), load_file(two / state)
    assert mine.keys() == yours.keys()
    for name in mine:
        if name.endswith("in_proj_bias"):
            # A softmax does not see the bias of its keys: the gradient there is rounding alone,
            # which Adam blows up to whole steps, in a direction of its own.
            mine[name].chunk(3)[1].zero_()
            yours[name].chunk(3)[1].zero_()
        torch.testing.assert_close(mine[name], yours[name], rtol=0, atol=1e-5, msg=name)
    for a, b in zip(metrics(one / part), metrics(two / part), strict=True):
        assert a == pytest.approx(b, abs=1e-5)


@pytest.fixture(scope="module")
def configurations(tmp_path_factory) -> Path:
    from adtool.model.clip import Clip

    folder = tmp_path_factory.mktemp("configurations")
    torch.manual_seed(0)
    size = {"width": 32, "layers": 1}
    vision = {"image_size": 32, "patch_size": 16, "head_width": 16, **size}
    text = {"context_length": 32, "vocab_size": 49408, "heads": 2, **size}
    model = {"embed_dim": 16, "vision_cfg": vision, "text_cfg": text}
    Clip({"model_cfg": model, "preprocess_cfg": {"resize_mode": "squash"}}).save(folder / "clip")
    (folder / "one.toml").write_text("frames = 2\nbatch = 8\n")
    (folder / "two.toml").write_text(
        'clip = ""\nbatch = 4\n[model]\nframes = 2\nwindow = 4\nlatents = 2\nbases = 3\n'
        "[language_model]\nfilms = 2\nvocabulary = 320\nwidth = 32\nlayers = 2\nheads = 2\n"
        "batch = 4\nloop.steps = 2\n"
    )
    return folder


TRAIN = "import sys\nfrom adtool.cli import main\nsys.argv[0] = 'adtool'\nmain()\n"


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "extra"), [("stage1", ["chunk=2"]), ("stage2", ["chunk=3"])])
def test_two_processes_train_like_one_on_one_machine_or_on_two(
    tmp_path, configurations, stage, extra
):
    script = tmp_path / "train.py"
    script.write_text(TRAIN)
    config = configurations / {"stage1": "one.toml", "stage2": "two.toml"}[stage]
    settings = [f"clip={configurations / 'clip'}", *SMALL, *LOOP]
    arguments = ["train", stage, "--config", str(config), *settings, "-o"]
    alone = CliRunner().invoke(group, [*arguments, str(tmp_path / "one")])
    assert alone.exit_code == 0, alone.stderr
    told = [*arguments, tmp_path / "two", *extra]
    out = launch_machines(*told) if stage == "stage1" else launch(script, *told)
    said = [line for line in "".join(out).splitlines() if not line.startswith("[Gloo]")]
    assert len(said) == 1  # the main process alone says where the result is
    agree(tmp_path / "one", tmp_path / "two", stage)
