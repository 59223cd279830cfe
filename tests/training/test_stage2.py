"""Stage-II on tiny features, a tiny language model and films of colours."""

from __future__ import annotations

import dataclasses
import json

import pytest
import torch
from safetensors.torch import load_file

from adtool.datasets.settings import DATA
from adtool.errors import CheckpointError, ConfigError
from adtool.features.of_clips import encode_films
from adtool.model import DistinctAD
from adtool.model.clip import load_clip
from adtool.model.prompt import Role
from adtool.settings import ModelSettings
from adtool_training import stage2
from adtool_training.loop.steps import LoopSettings
from adtool_training.stage2 import ModelShape
from adtool_training.stage2_data.windows import WindowBatches
from adtool_training.validation import Validation, ValidationSettings

from .conftest import LANGUAGE_MODEL, changed, the_loss


def test_a_run_ends_in_a_model_that_narrates(config, tmp_path):
    folder = stage2.run(config, tmp_path)
    model = DistinctAD.from_pretrained(folder)
    settings = ModelSettings(beams=2, max_tokens=8)
    told = model.narrate(torch.randn(5, 2, 16), [[Role("Ann")]] * 5, settings=settings)
    assert [len(candidates) for candidates in told] == [2] * 5
    best = json.loads((tmp_path / "best.json").read_text())
    metrics = map(json.loads, (tmp_path / "stage2/metrics.jsonl").read_text().splitlines())
    scores = [m["validation_CIDEr"] for m in metrics if "validation_CIDEr" in m]
    assert best["validation_CIDEr"] == max(scores)
    samples = (tmp_path / "stage2" / "samples.jsonl").read_text().splitlines()
    assert json.loads(samples[0]).keys() == {
        "step",
        "film",
        "start",
        "ad",
        "written",
        "distinctive",
    }
    assert f"validation loss {best['validation_loss']:.4g}" in (folder / "README.md").read_text()
    assert model.config.alpha == 3.0
    assert model.config.latents == 2


@pytest.mark.parametrize("faces", [False, True])
def test_a_broken_run_goes_on_bit_for_bit(config, tmp_path, monkeypatch, faces):
    config = changed(config, {"model.faces": faces})
    whole = load_file(stage2.run(config, tmp_path / "whole") / "model.safetensors")
    make = WindowBatches.__call__

    def power_cut(self, step):
        if step == 3:
            raise RuntimeError("power cut")
        return make(self, step)

    monkeypatch.setattr(WindowBatches, "__call__", power_cut)
    with pytest.raises(RuntimeError):
        stage2.run(config, tmp_path / "broken")
    monkeypatch.setattr(WindowBatches, "__call__", make)
    resumed = load_file(stage2.run(config, tmp_path / "broken") / "model.safetensors")
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)
    states = [
        load_file(tmp_path / run / "stage2/state/step-00000006/model.safetensors")
        for run in ("whole", "broken")
    ]
    assert all(torch.equal(states[0][name], states[1][name]) for name in states[0])


def test_encoder_and_language_model_stay_as_they_were(config, tmp_path, tiny_clip):
    from transformers import AutoModelForCausalLM

    folder = stage2.run(config, tmp_path)
    tensors = load_file(folder / "model.safetensors")
    for name, tensor in load_clip(str(tiny_clip)).vision.state_dict().items():
        assert torch.equal(tensors[f"encoder.{name}"], tensor)
    before = AutoModelForCausalLM.from_pretrained(tmp_path / "language_model" / "model")
    after = AutoModelForCausalLM.from_pretrained(folder / "language_model")
    for name, tensor in before.state_dict().items():
        assert torch.equal(tensor, after.state_dict()[name])


def test_features_are_encoded_once_and_anew_for_another_encoder(config, tmp_path):
    films = DATA["colours"](config.data, "train")
    clip = load_clip(config.clip)
    first = encode_films(clip.vision, films, 2, tmp_path)
    stamps = [first.path(film).stat().st_mtime_ns for film in films]
    assert first.of(films[0]).shape == (6, 2, 16)
    assert first.of(films[0]).dtype == torch.float16
    again = encode_films(clip.vision, films, 2, tmp_path)
    assert [again.path(film).stat().st_mtime_ns for film in films] == stamps
    with torch.no_grad():
        next(clip.vision.parameters()).mul_(torch.arange(32.0))
    other = encode_films(clip.vision, films[:1], 2, tmp_path, workers=1)
    assert other.folder != first.folder
    assert not torch.equal(other.of(films[0]), first.of(films[0]))
    first.path(films[0]).write_bytes(b"x")
    with pytest.raises(CheckpointError, match="delete it and resume"):
        first.of(films[0])


def test_a_run_with_faces_ends_in_a_model_that_looks_at_them(config, tmp_path):
    folder = stage2.run(changed(config, {"model.faces": True}), tmp_path)
    model = DistinctAD.from_pretrained(folder)
    assert model.config.faces
    assert len(list((tmp_path / "portraits").rglob("*.safetensors"))) == 6
    begun = stage2._new_model(
        changed(config, {"model.faces": True}), load_clip(config.clip), tmp_path
    )
    assert not torch.equal(model.face_projection.weight, begun.face_projection.weight)
    settings = ModelSettings(beams=2, max_tokens=8)
    who = [[Role("Ann"), Role("Bob"), Role("Cid")]]
    ann, bob = (model.portrait_features(p) for p in DATA["colours"](config.data, "train")[0]
                .portraits().values())  # fmt: skip
    told = model.narrate(torch.randn(1, 2, 16), who, settings=settings, faces=[[ann, bob, None]])
    assert len(told[0]) == 2


def test_faces_without_any_portrait_are_refused(config, tmp_path, monkeypatch):
    monkeypatch.setattr("adtool.features.of_portraits.portraits_of", lambda film: {})
    with pytest.raises(ConfigError, match="no film has a picture of any of its characters"):
        stage2.run(changed(config, {"model.faces": True}), tmp_path)
    with pytest.raises(ValueError, match="names is 'last'"):
        ModelShape(names="last")
    with pytest.raises(ValueError, match="scale is 'loud'"):
        ModelShape(scale="loud")
    with pytest.raises(ValueError, match='faces are told by prompt="characters"'):
        ModelShape(faces=True, prompt="none")


def test_what_is_missing_is_said(config, tmp_path):
    with pytest.raises(ValueError, match="name a language model"):
        dataclasses.replace(config, language_model=None)
    with pytest.raises(ConfigError, match="clip=STAGE1_RUN/clip_ad"):
        stage2.run(dataclasses.replace(config, clip=""), tmp_path)
    with pytest.raises(ValueError, match="reading is 'D'"):
        dataclasses.replace(config, reading="D")


ABLATIONS = {
    "αĤ": {"model.alpha": 0.0},
    "βH̃": {"model.beta": 0.0},
    "scale mean": {"model.scale": "mean"},
    "scale norm": {"model.scale": "norm"},
    "K": {"model.bases": 2},
    "R": {"model.iterations": 5},
    "N": {"model.window": 2},
    "L_dist": {"distinct_weight": 0.0},
    "reading B": {"reading": "B"},
    "reading C": {"reading": "C"},
    "non-consecutive": {"consecutive": False},
    "contexts": {"model.prompt": "contexts"},
    "no prompt": {"model.prompt": "none"},
    "faces": {"model.faces": True},
}


def test_every_ablation_of_the_paper_takes_a_step_and_changes_the_loss(config, tmp_path):
    config = dataclasses.replace(
        config, language_model=dataclasses.replace(LANGUAGE_MODEL, loop=LoopSettings(steps=2))
    )
    films = DATA["colours"](config.data, "train")
    losses = {"full": the_loss(config, tmp_path, films)[0]}
    for name, settings in ABLATIONS.items():
        losses[name] = the_loss(changed(config, settings), tmp_path, films)[0]
    same = [(a, b) for a in losses for b in losses if a < b and losses[a] == losses[b]]
    assert not same  # a setting without effect would be equal to the bit


def test_a_contextual_run_validates_with_its_own_lines_or_the_true_ones(config, tmp_path):
    config = changed(config, {"model.prompt": "contexts"})
    own = json.loads((stage2.run(config, tmp_path / "own").parent / "best.json").read_text())
    true = dataclasses.replace(config, validation=ValidationSettings(contexts="true"))
    best = json.loads((stage2.run(true, tmp_path / "true").parent / "best.json").read_text())
    assert best.keys() == own.keys()
    assert DistinctAD.from_pretrained(tmp_path / "own/distinctad").config.prompt == "contexts"


@pytest.mark.parametrize(("best", "kept"), [("cider", 4), ("loss", 2), ("last", 6)])
def test_the_best_model_is_kept_by_the_figure_that_is_chosen(
    config, tmp_path, monkeypatch, best, kept
):
    seen = iter([(0.8, 30.0), (1.0, 50.0), (0.9, 40.0)])

    def figures(self):
        loss, cider = next(seen)
        return {"validation_loss": loss, "validation_CIDEr": cider}

    monkeypatch.setattr(Validation, "_losses", figures)
    monkeypatch.setattr(Validation, "_scores", lambda self, done: {})
    monkeypatch.setattr(WindowBatches, "an_epoch", 2)
    validation = ValidationSettings(best=best)
    folder = stage2.run(dataclasses.replace(config, validation=validation), tmp_path)
    assert json.loads((tmp_path / "best.json").read_text())["step"] == kept
    assert f"{kept} of 6 steps" in (folder / "README.md").read_text()
