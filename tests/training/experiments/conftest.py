"""A small plan, on storyworld's own films."""

from __future__ import annotations

import json

import pytest

from adtool_training.experiments.plan import read_plan

STAGE_ONE = """
gamma = 0.5
clip = {clip}
frames = 2
batch = 8
[data]
kind = "storyworld"
train_films = 2
validation_films = 1
clips = 6
size = 16
[loop]
steps = 1
"""
STAGE_TWO = """
clip = ""
batch = 1
[data]
kind = "storyworld"
train_films = 2
validation_films = 1
clips = 6
size = 16
[model]
frames = 2
window = 4
latents = 2
perceiver_layers = 1
bases = 3
iterations = 2
[validation]
windows = 1
[language_model]
films = 2
vocabulary = 320
width = 32
layers = 2
heads = 2
batch = 4
positions = 160
length = 64
[language_model.loop]
steps = 2
[loop]
steps = 2
"""
PLAN = """
seeds = [3, 5]
films = 2
recalls = [[1, 5], [2, 3]]
stage1 = {one}
stage2 = {two}

[[experiments]]
name = "Table 5"
claim = "It helps."
reference = "A0"

[[experiments.rows]]
name = "A0"
stage2 = {{ model = {{ alpha = 0.0 }}, distinct_weight = 0.0 }}
paper = {{ CIDEr = 23.1 }}

[[experiments.rows]]
name = "C3"
paper = {{ CIDEr = 25.5 }}

[[experiments]]
name = "Table 6"
reference = "consecutive"

[[experiments.rows]]
name = "consecutive"
"""


@pytest.fixture
def plan_file(tmp_path, tiny_clip):
    folder = tmp_path / "plan"
    folder.mkdir()
    one, two = folder / "one.toml", folder / "two.toml"
    one.write_text(STAGE_ONE.format(clip=json.dumps(str(tiny_clip))))
    two.write_text(STAGE_TWO)
    path = folder / "plan.toml"
    path.write_text(PLAN.format(one=json.dumps(str(one)), two=json.dumps(str(two))))
    return path


@pytest.fixture
def plan(plan_file):
    return read_plan(plan_file)
