"""A run of either stage that is killed again and again on its way ends as one that never was."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from adtool.datasets.settings import DataSettings
from adtool_training import stage1, stage2
from adtool_training.loop.steps import LoopSettings
from adtool_training.stage1 import StageOneConfig
from adtool_training.stage2 import ModelShape, StageTwoConfig

STEPS, KILLS = 20, 2
SHAPE = ModelShape(frames=2, window=4, latents=2, perceiver_layers=1, bases=3, iterations=2)


def train(stage: str, folder: Path) -> Path:
    """Train a stage in ``folder``, beside which its CLIP and its language model lie."""
    data = DataSettings(kind="colours", train_films=4, validation_films=1, clips=6)
    loop = LoopSettings(steps=STEPS, save_steps=2, log_steps=1, schedule="cosine", warmup=5)
    clip = str(folder.parent / "clip")
    if stage == "stage1":
        one = StageOneConfig(
            data=data, clip=clip, frames=2, batch=8, learning_rate=1e-3, epochs=60, loop=loop
        )
        return stage1.run(one, folder)
    narrator = str(folder.parent / "language_model" / "model")
    two = StageTwoConfig(
        data=data, clip=clip, narrator=narrator, model=SHAPE, batch=2, learning_rate=1e-3, loop=loop
    )
    return stage2.run(two, folder)


PLACES = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])

# Everything heavy is imported once, and each run is a fork: real processes in a few seconds.
KILLER = """
import json, os, signal, sys, time
from pathlib import Path
sys.path[:0] = sys.argv[1].split(os.pathsep)
import conftest
import test_kill_and_resume as test
from adtool.datasets.settings import DATA

def last_step(metrics):
    whole = metrics.read_text().split("\\n")[:-1] if metrics.exists() else []
    return json.loads(whole[-1])["step"] if whole else 0

DATA["colours"] = conftest.colours
stage, folder = sys.argv[2], Path(sys.argv[3])
for step in map(int, sys.argv[4:]):
    child = os.fork()
    if not child:
        test.train(stage, folder)
        os._exit(0)
    while last_step(folder / stage / "metrics.jsonl") < step:
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "a run ended by itself"
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
"""


@pytest.fixture
def beginnings(tmp_path, tiny_clip, colour_data):
    """The folder that runs begin from: a CLIP and a language model."""
    from adtool.datasets.settings import DATA
    from adtool_training.from_scratch import language_model

    shutil.copytree(tiny_clip, tmp_path / "clip")
    settings = language_model.LanguageModelSettings(
        vocabulary=320, width=32, layers=2, heads=2, batch=4, loop=LoopSettings(steps=2)
    )
    films = DATA["colours"](colour_data, "train")
    language_model.train(settings, films, tmp_path / "language_model")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "seed"), [("stage1", 1), ("stage2", 2)])
def test_a_run_killed_again_and_again_ends_in_the_weights_of_one_never_stopped(
    beginnings, stage, seed
):
    steps = sorted(random.Random(seed).sample(range(1, STEPS - 5), KILLS))
    killed, whole = beginnings / "killed", beginnings / "whole"
    command = [sys.executable, "-c", KILLER, PLACES, stage, str(killed)]
    subprocess.run([*command, *map(str, steps)], check=True, timeout=240)
    assert len(list((killed / stage / "state").glob("step-*"))) > 0
    models = [train(stage, folder) for folder in (killed, whole)]
    state = Path(stage) / "state" / f"step-{STEPS:08d}"
    assert same_tensors(killed / state / "model.safetensors", whole / state / "model.safetensors")
    moments = [
        torch.load(folder / state / "optimiser.pt", weights_only=True)["state"]
        for folder in (killed, whole)
    ]
    torch.testing.assert_close(*moments, rtol=0, atol=0)
    for made in models[1].glob("*.safetensors"):
        assert same_tensors(models[0] / made.name, made)
    metrics = [(folder / stage / "metrics.jsonl").read_text() for folder in (killed, whole)]
    assert metrics[0] == metrics[1]


def same_tensors(one: Path, other: Path) -> bool:
    mine, yours = load_file(one), load_file(other)
    return mine.keys() == yours.keys() and all(torch.equal(mine[k], yours[k]) for k in mine)
