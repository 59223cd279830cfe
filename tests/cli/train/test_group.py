"""``adtool train``: what it takes and refuses, and a whole tiny run of both stages."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group

STAGE_ONE = """
frames = 2
batch = 4
[data]
train_films = 2
validation_films = 1
clips = 4
size = 32
[loop]
steps = 2
"""

STAGE_TWO = """
clip = ""
batch = 2
[data]
train_films = 2
validation_films = 1
clips = 4
size = 32
[model]
frames = 2
window = 4
latents = 2
bases = 3
[language_model]
films = 3
vocabulary = 320
width = 32
layers = 2
heads = 2
batch = 4
loop.steps = 2
[loop]
steps = 2
"""


def adtool(*arguments: object) -> tuple[int, str, str]:
    ran = CliRunner().invoke(group, [str(a) for a in arguments], prog_name="adtool")
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.fixture
def small_clip(tmp_path) -> Path:
    """An untrained CLIP for frames of 32 pixels."""
    from adtool.model.clip import Clip

    size = {"width": 32, "layers": 1}
    vision = {"image_size": 32, "patch_size": 16, "head_width": 16, **size}
    text = {"context_length": 32, "vocab_size": 49408, "heads": 2, **size}
    folder = tmp_path / "clip"
    model = {"embed_dim": 16, "vision_cfg": vision, "text_cfg": text}
    Clip({"model_cfg": model, "preprocess_cfg": {"resize_mode": "squash"}}).save(folder)
    return folder


@pytest.mark.slow
def test_both_stages_run_and_run_again_from_their_folders(tmp_path, small_clip):
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(STAGE_ONE)
    two.write_text(STAGE_TWO)
    first = ("train", "stage1", "--config", one, f"clip={small_clip}", "-o", tmp_path / "run1")
    assert adtool(*first)[:2] == (0, f"{tmp_path}/run1/clip_ad\n")
    adapted = f"clip={tmp_path}/run1/clip_ad"
    second = ("train", "stage2", "--config", two, adapted, "-o", tmp_path / "run2")
    assert adtool(*second)[:2] == (0, f"{tmp_path}/run2/distinctad\n")
    weights = (tmp_path / "run2/distinctad/model.safetensors").read_bytes()
    code, _, error = adtool(*second)
    assert code == 1
    assert "run2: holds a run already; say --resume to go on with it, or --overwrite" in error
    assert adtool(*second, "--resume")[:2] == (0, f"{tmp_path}/run2/distinctad\n")
    assert (tmp_path / "run2/distinctad/model.safetensors").read_bytes() == weights
    code, _, error = adtool(*second, "batch=1", "--resume")
    assert code == 1
    assert "batch was 2, is 1): choose another folder, or --overwrite" in error
    assert adtool(*second, "batch=1", "--overwrite")[0] == 0


@pytest.mark.slow
def test_a_run_that_is_told_to_stop_saves_its_state_first_and_exits_with_130(tmp_path, small_clip):
    config, folder = tmp_path / "one.toml", tmp_path / "run"
    config.write_text(STAGE_ONE)
    arguments = ["--config", config, f"clip={small_clip}", "-o", folder, "loop.log_steps=1"]
    arguments += ["loop.steps=100000", "--progress", "lines"]
    command = [sys.executable, "-m", "adtool", "train", "stage1", *map(str, arguments)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        while not (folder / "stage1" / "metrics.jsonl").exists():
            assert running.poll() is None
            time.sleep(0.2)
        running.send_signal(signal.SIGTERM)
        _, error = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130
    assert "Stage-I stopped after step" in error
    assert "Traceback" not in error
    assert len(list((folder / "stage1" / "state").glob("step-*"))) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--config", "mars"], "no such configuration for stage1; there are cmdad"),
        (["--config", "none.toml"], "none.toml: cannot be read: No such file or directory"),
        (["--config", "storyworld", "gama=1"], "unknown key gama; did you mean gamma?"),
        (["--config", "storyworld", "gamma=2"], "gamma is 2.0; it must lie in [0, 1]"),
        (["--config", "storyworld", "loop.schedule=sine"], "loop.schedule is 'sine'"),
    ],
)
def test_a_wrong_configuration_is_one_line_and_exit_1(tmp_path, arguments, message):
    code, out, error = adtool("train", "stage1", *arguments, "-o", tmp_path / "run")
    assert (code, out) == (1, "")
    assert message in error
    assert not (tmp_path / "run").exists()


def test_the_bundled_configurations_are_valid():
    from adtool_training.config import bundled_configs, find_config, read_config
    from adtool_training.stage1 import StageOneConfig
    from adtool_training.stage2 import StageTwoConfig

    for stage, kind in (("stage1", StageOneConfig), ("stage2", StageTwoConfig)):
        for name in bundled_configs(stage):
            assert isinstance(read_config(kind, find_config(name, stage)), kind)
