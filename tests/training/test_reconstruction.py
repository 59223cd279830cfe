"""Appendix A on a tiny CLIP, a tiny language model and films of colours."""

from __future__ import annotations

import dataclasses
import json

import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from adtool.datasets.settings import DATA
from adtool.errors import ConfigError, TrainingError
from adtool.model.clip import load_clip
from adtool.model.language_model import LanguageModel
from adtool.parallel import Part
from adtool_training.from_scratch import language_model
from adtool_training.from_scratch.language_model import LanguageModelSettings
from adtool_training.loop.steps import LoopSettings
from adtool_training.reconstruction import (
    ReconstructionConfig,
    ReconstructionTask,
    SentenceBatches,
    _plain,
    reconstruct,
    run,
    table,
)

SCORES = {"BLEU-1": 30.04, "BLEU-4": 5.0, "ROUGE-L": 100.0, "CIDEr": 1.0, "exact": 3.0}


@pytest.fixture(scope="module")
def gpt2(tmp_path_factory):
    """The folder of a tiny GPT-2, untrained, with a tokenizer for the colours."""
    texts = [f"{who} paints the wall {x}." for who in ("Ann", "Bob") for x in ("red", "blue")]
    tokenizer = language_model.train_tokenizer(texts, 300)
    settings = LanguageModelSettings(width=32, layers=2, heads=2, positions=96)
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("gpt2")
    language_model.new_model(settings, tokenizer).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture
def config(colour_data, tiny_clip, gpt2):
    return ReconstructionConfig(
        clip=str(tiny_clip),
        narrator=str(gpt2),
        data=colour_data,
        batch=8,
        learning_rate=1e-2,
        loop=LoopSettings(steps=4, save_steps=2, log_steps=1),
    )


@pytest.fixture
def narrator(gpt2) -> LanguageModel:
    from adtool.model.checkpoint import load_language_model

    return load_language_model(gpt2)


ADS = ["Ann paints the wall red.", "Bob waits."]


@pytest.mark.parametrize("inputs", ["cls", "words"])
def test_the_loss_is_the_cross_entropy_of_the_ad_behind_its_own_embeddings(
    inputs, tiny_clip, narrator
):
    clip = load_clip(str(tiny_clip))
    task = ReconstructionTask(clip, narrator, inputs)
    lm, tokenizer = narrator.model, narrator.tokenizer
    summed, count = 0.0, 0
    for ad in ADS:
        # Of one sentence alone: start, words, end.
        encoded = clip.encode_words(clip.tokenize([ad]))
        shown = encoded.sentences if inputs == "cls" else encoded.words[0, 1:-1]
        ids = torch.tensor([*tokenizer(f" {ad}").input_ids, tokenizer.eos_token_id])
        prompt = torch.cat([task.projector(shown), task.begin])
        vectors = torch.cat([prompt, lm.get_input_embeddings()(ids)])
        logits = lm(inputs_embeds=vectors[None]).logits[0, len(prompt) - 1 : -1]
        summed += F.cross_entropy(logits, ids, reduction="sum").item()
        count += len(ids)
    assert task(ADS)["loss"].item() == pytest.approx(summed / count, rel=1e-4)


def test_only_the_projector_and_the_begin_vector_learn(tiny_clip, narrator):
    task = ReconstructionTask(load_clip(str(tiny_clip)), narrator, "words")
    learning = {name for name, p in task.named_parameters() if p.requires_grad}
    assert learning == {"begin", "projector.weight", "projector.bias"}
    task(ADS)["loss"].backward()
    assert all(p.grad is not None for p in task.parameters() if p.requires_grad)
    assert not task.train().clip.training


def test_a_run_scores_both_inputs_and_keeps_what_it_learned(config, tmp_path):
    results = run(config, tmp_path)
    assert results.keys() == {"cls", "words"}
    assert json.loads((tmp_path / "results.json").read_text()) == results
    for name, scores in results.items():
        assert {"BLEU-1", "BLEU-4", "ROUGE-L", "CIDEr", "exact"} < scores.keys()
        assert (scores["ads"], scores["steps"]) == (12, 4)
        learned = load_file(tmp_path / name / "projector.safetensors")
        assert {k: tuple(v.shape) for k, v in learned.items()} == {
            "begin": (1, 32),
            "projector.weight": (32, 16),
            "projector.bias": (32,),
        }
        samples = (tmp_path / name / "samples.jsonl").read_text().splitlines()
        unseen = [c.text for f in DATA["colours"](config.data, "validation") for c in f.annotations]
        assert [json.loads(line)["ad"] for line in samples] == unseen
        assert len((tmp_path / name / "metrics.jsonl").read_text().splitlines()) == 4


def test_a_broken_run_goes_on_bit_for_bit(config, tmp_path, monkeypatch):
    config = dataclasses.replace(config, inputs="cls")
    run(config, tmp_path / "whole")
    make = SentenceBatches.__call__

    def power_cut(self, step):
        if step == 3:
            raise RuntimeError("power cut")
        return make(self, step)

    monkeypatch.setattr(SentenceBatches, "__call__", power_cut)
    with pytest.raises(RuntimeError):
        run(config, tmp_path / "broken")
    monkeypatch.setattr(SentenceBatches, "__call__", make)
    run(config, tmp_path / "broken")
    one, two = (
        load_file(tmp_path / x / "cls" / "projector.safetensors") for x in ("whole", "broken")
    )
    assert all(torch.equal(one[key], two[key]) for key in one)


def test_what_is_learned_is_said_again(tiny_clip, narrator):
    task = ReconstructionTask(load_clip(str(tiny_clip)), narrator, "cls")
    narrator.model.requires_grad_(True)  # a random model says nothing yet: let it learn as well
    optimiser = torch.optim.Adam(task.parameters(), 3e-3)
    for _ in range(120):
        optimiser.zero_grad()
        task(ADS)["loss"].backward()
        optimiser.step()
    assert reconstruct(task.eval(), ADS * 2, _plain(1), batch=3) == ADS * 2


def test_batches_hold_every_ad_once_an_epoch_and_are_shared_out():
    ads = [str(i) for i in range(12)]
    whole = SentenceBatches(ads, 4, seed=3)
    assert whole.an_epoch == 3
    assert sorted(x for step in range(3) for x in whole(step)["sentences"]) == sorted(ads)
    assert whole(0) != whole(3)
    shares = [SentenceBatches(ads, 4, 3, Part(rank, 2))(1)["sentences"] for rank in range(2)]
    assert [*shares[0], *shares[1]] == whole(1)["sentences"]


def test_what_is_missing_is_said(config, tmp_path):
    for key in ("clip", "narrator"):
        with pytest.raises(ConfigError, match=f"{key}: name one: {key}=FOLDER"):
            run(dataclasses.replace(config, **{key: ""}), tmp_path)
    nobody = dataclasses.replace(config.data, validation_films=0)
    with pytest.raises(TrainingError, match=r"raise data\.validation_films"):
        run(dataclasses.replace(config, data=nobody), tmp_path / "run")
    with pytest.raises(ValueError, match="inputs is 'x'"):
        dataclasses.replace(config, inputs="x")


def test_the_scores_stand_beside_the_papers():
    assert (
        "\n".join(table({"cls": SCORES}))
        == """\
input                  BLEU-1  BLEU-4  ROUGE-L  CIDEr
cls                      30.0     5.0    100.0    1.0
cls (paper, MAD-Eval)    29.3     5.1     29.4   92.2"""
    )
