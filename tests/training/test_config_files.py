"""The configurations that come with the package hold the paper's numbers (§4.1, Tables 1-6)."""

from __future__ import annotations

from typing import Any

import pytest

from adtool_training.config import CONFIGS, bundled_configs, find_config, read_config
from adtool_training.stage1 import StageOneConfig
from adtool_training.stage2 import StageTwoConfig

KINDS: dict[str, Any] = {"stage1": StageOneConfig, "stage2": StageTwoConfig}
OURS = ("plain", "storyworld", "storyworld-ad")
PAPERS = {stage: [name for name in bundled_configs(stage) if name not in OURS] for stage in KINDS}


def read(name: str, stage: str) -> Any:
    return read_config(KINDS[stage], find_config(name, stage))


def test_every_bundled_configuration_loads():
    read_all = {f"{name}-{stage}.toml" for stage in KINDS for name in bundled_configs(stage)}
    for stage, kind in KINDS.items():
        for name in bundled_configs(stage):
            assert isinstance(read(name, stage), kind)
    assert read_all == {path.name for path in CONFIGS.glob("*-stage?.toml")}


@pytest.mark.parametrize("stage", KINDS)
def test_there_is_one_for_every_data_set(stage):
    kinds = {name: read(name, stage).data.kind for name in bundled_configs(stage)}
    assert {"mad", "cmdad", "tvad", *OURS} <= kinds.keys()
    assert all(kind in (name, name.split("-")[0]) for name, kind in kinds.items())


@pytest.mark.parametrize("name", PAPERS["stage1"])
def test_stage_one_is_the_papers(name):
    config = read(name, "stage1")
    assert (config.gamma, config.frames, config.batch, config.epochs) == (0.5, 8, 512, 5.0)
    assert (config.learning_rate, config.loop.schedule) == (5e-5, "fixed")
    assert (config.temperature, config.pretrained) == (0.01, "openai")
    assert config.loop.warmup == config.loop.steps == 0


@pytest.mark.parametrize("name", PAPERS["stage2"])
def test_stage_two_is_the_papers(name):
    config = read(name, "stage2")
    assert (config.batch, config.epochs, config.learning_rate) == (8, 10.0, 1e-4)
    assert (config.loop.schedule, config.weight_decay) == ("cosine", 0.0)
    assert config.loop.warmup > 0
    shape = config.model
    assert (shape.frames, shape.window, shape.latents) == (8, 16, 10)
    assert (shape.bases, shape.iterations, shape.temperature) == (32, 9, 1.0)
    assert (shape.alpha, shape.beta) == (3.0, 1.0)
    assert (config.names.in_clip, config.names.missed) == (1.0, 0.0)  # who was recognised
    assert (config.auto_weight, config.distinct_weight, config.reading) == (1.0, 1.0, "A")


@pytest.mark.parametrize(
    ("name", "clip", "narrator"),
    [
        ("mad-clip-b32-gpt2", "ViT-B-32", "openai-community/gpt2"),
        ("mad-b32-gpt2", "", "openai-community/gpt2"),
        ("mad-b16-llama2", "", "meta-llama/Llama-2-7b-hf"),
        ("mad", "", "meta-llama/Meta-Llama-3-8B"),
        ("cmdad", "", "meta-llama/Meta-Llama-3-8B"),
        ("tvad", "", "meta-llama/Meta-Llama-3-8B"),
    ],
)
def test_the_backbones_are_those_of_tables_1_to_3(name, clip, narrator):
    config = read(name, "stage2")
    assert (config.clip, config.narrator) == (clip, narrator)
    assert config.pretrained == ("openai" if clip else "")


def test_the_adapted_clips_are_b16_and_b32():
    clips = {name: read(name, "stage1").clip for name in PAPERS["stage1"]}
    assert clips == {
        "mad": "ViT-B-16",
        "mad-b32": "ViT-B-32",
        "cmdad": "ViT-B-16",
        "tvad": "ViT-B-16",
    }


def test_a_backbone_differs_from_its_data_set_in_nothing_else():
    whole = read("mad", "stage2")
    for name in ("mad-b16-llama2", "mad-b32-gpt2"):
        other = read_config(
            StageTwoConfig, find_config(name, "stage2"), [f"narrator={whole.narrator}"]
        )
        assert other == whole


def test_ones_own_films_take_a_small_language_model_and_hold_out_one_film():
    one, two = read("plain", "stage1"), read("plain", "stage2")
    assert (one.batch, one.data.validation_films, one.loop.precision) == (128, 1, "fp32")
    assert (two.narrator, two.data.validation_films) == ("openai-community/gpt2", 1)
    assert (two.batch, two.model.window, two.learning_rate) == (8, 16, 1e-4)


TEST_SETS = ("Eval", "eval", "tvad_anno")


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*-stage?.toml")), ids=lambda path: path.name)
def test_no_configuration_tells_anyone_to_choose_a_model_on_a_test_set(path):
    told = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if "validation_annotations" in line and any(name in line for name in TEST_SETS)
    ]
    assert all("never" in line for line in told)
    stage = path.stem.rpartition("-")[2]
    config = read_config(KINDS[stage], path)
    assert config.data.validation_annotations == ""
    assert config.data.validation_films > 0 or config.validation.best == "last"


def test_no_text_of_ours_tells_anyone_to_either():
    root = CONFIGS.parents[2]
    texts = [root / "README.md", *root.glob("examples/*"), *root.glob("benchmarks/*")]
    for path in (path for path in texts if path.suffix in (".md", ".sh", ".py")):
        assert "validation_annotations=" not in path.read_text(encoding="utf-8"), path
