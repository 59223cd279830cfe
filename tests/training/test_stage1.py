"""Stage-I on a tiny CLIP and films of colours."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
import torch

from adtool.datasets.settings import DataSettings
from adtool.errors import CheckpointError, ConfigError, TrainingError
from adtool.model.clip import load_clip
from adtool_training import stage1
from adtool_training.loop.steps import LoopSettings
from adtool_training.stage1 import AdaptationTask, ClipBatches, StageOneConfig, retrieval
from adtool_training.stage2_data.unnamed import reworded


@pytest.fixture
def config(colour_data, tiny_clip):
    return StageOneConfig(
        data=colour_data,
        clip=str(tiny_clip),
        frames=2,
        batch=8,
        learning_rate=1e-3,
        loop=LoopSettings(steps=8, save_steps=3, log_steps=1),
    )


def test_only_the_vision_encoder_learns(config, tmp_path):
    before = load_clip(config.clip).model.state_dict()
    after = load_clip(str(stage1.run(config, tmp_path))).model.state_dict()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed
    assert all(name.startswith("visual.") for name in changed)


def test_the_result_is_loaded_by_open_clip(config, tmp_path):
    import open_clip

    folder = stage1.run(config, tmp_path)
    clip = load_clip(str(folder))
    theirs = open_clip.create_model(f"local-dir:{folder}")
    for name, tensor in clip.model.state_dict().items():
        assert torch.equal(theirs.state_dict()[name], tensor)
    pixels = torch.randn(3, 3, 16, 16)
    with torch.no_grad():
        torch.testing.assert_close(theirs.eval().encode_image(pixels), clip.vision.eval()(pixels))
    assert "learning_rate = 0.001" in (folder / "README.md").read_text()


def test_a_broken_run_goes_on_bit_for_bit(config, tmp_path, monkeypatch):
    whole = load_clip(str(stage1.run(config, tmp_path / "whole"))).model.state_dict()
    make = ClipBatches.__call__

    def power_cut(self, step):
        if step == 5:
            raise RuntimeError("power cut")
        return make(self, step)

    monkeypatch.setattr(ClipBatches, "__call__", power_cut)
    with pytest.raises(RuntimeError):
        stage1.run(config, tmp_path / "broken")
    monkeypatch.setattr(ClipBatches, "__call__", make)
    resumed = load_clip(str(stage1.run(config, tmp_path / "broken"))).model.state_dict()
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


def test_clips_find_their_ads_after_training(config, tmp_path, colour_films):
    longer = dataclasses.replace(config, loop=LoopSettings(steps=80), learning_rate=3e-3)
    before = retrieval(load_clip(config.clip), colour_films, 2, window=6)
    after = retrieval(load_clip(str(stage1.run(longer, tmp_path))), colour_films, 2, window=6)
    assert after > before + 0.1
    metrics = (tmp_path / "stage1" / "metrics.jsonl").read_text().splitlines()
    assert json.loads(metrics[-2]).keys() >= {"loss", "global", "fine", "learning_rate"}
    assert "recall@1/16" in metrics[-1]


def test_every_clip_comes_once_an_epoch_whatever_the_order(config, tiny_clip):
    from adtool.datasets.settings import DATA

    clip = load_clip(str(tiny_clip))
    batches = ClipBatches(DATA["colours"](config.data, "train"), clip, config)
    assert batches.an_epoch == 3
    assert batches.steps() == 15
    texts = [clip.text for film in batches.films for clip in film.annotations]
    seen = torch.cat([batches(step)["tokens"] for step in range(3)])
    assert sorted(map(tuple, seen.tolist())) == sorted(map(tuple, clip.tokenize(texts).tolist()))
    assert np.array_equal(batches(7)["frames"], batches(7)["frames"])
    assert not np.array_equal(batches(0)["frames"], batches(3)["frames"])


def test_ads_may_call_people_someone_or_say_what_they_look_like(config, tiny_clip):
    from adtool.datasets.settings import DATA

    clip = load_clip(str(tiny_clip))
    films = DATA["storyworld"](DataSettings(train_films=1, clips=4, size=32), "train")
    (film,) = films
    looks = film.appearances
    assert set(looks) == set(film.cast)
    said = {}
    for people in ("names", "someone", "looks"):
        chosen = dataclasses.replace(
            config, data=DataSettings("storyworld", 1, 1, 4, 32), people=people, batch=4
        )
        tokens = ClipBatches(films, clip, chosen)(0)["tokens"]
        texts = [film.annotations[i].text for i in range(4)]
        put = {"names": {}, "someone": dict.fromkeys(looks, "someone"), "looks": looks}[people]
        said[people] = [reworded(text, put) for text in texts]
        assert sorted(tokens.tolist()) == sorted(clip.tokenize(said[people]).tolist())
    assert not any(name in text for name in film.cast for text in said["someone"] + said["looks"])
    assert any(looks[name][2:] in text for name in looks for text in said["looks"])


def test_how_ads_speak_of_people_is_one_of_those_known(config):
    with pytest.raises(ValueError, match="'faces'; it must be one of names, someone, looks"):
        dataclasses.replace(config, people="faces")
    with pytest.raises(ValueError, match="only storyworld tells their looks"):
        dataclasses.replace(config, people="looks")


def test_word_embeddings_are_the_towers_own_and_leave_out_start_end_and_padding(tiny_clip):
    clip = load_clip(str(tiny_clip))
    tokens = clip.tokenize(["Ann waves.", "Bob paints the old wall green."])
    encoded = clip.encode_words(tokens)
    torch.testing.assert_close(encoded.sentences, clip.model.encode_text(tokens))
    assert encoded.is_word.sum(1).tolist() == [3, 7]
    assert encoded.words.shape[1] == 9
    assert encoded.is_word[0].tolist() == [False] + [True] * 3 + [False] * 5


def test_gamma_weighs_the_two_losses(tiny_clip):
    clip = load_clip(str(tiny_clip))
    batch = {
        "frames": torch.randint(255, (4, 2, 16, 16, 3), dtype=torch.uint8),
        "tokens": clip.tokenize(["One.", "Two.", "Three.", "Four."]),
    }
    for gamma in (0.0, 0.3, 1.0):
        torch.manual_seed(1)
        losses = AdaptationTask(clip, gamma, 0.01)(**batch)
        expected = gamma * losses["global"] + (1 - gamma) * losses["fine"]
        torch.testing.assert_close(losses["loss"].detach(), expected)


def test_retrieval_without_a_full_window_is_zero(tiny_clip, colour_films):
    clip = load_clip(str(tiny_clip))
    assert retrieval(clip, colour_films, 2, window=16) == 0.0
    assert 0 <= retrieval(clip, colour_films, 2, window=3) <= 1


def test_a_run_without_films_or_a_clip_says_so(config, tmp_path):
    with pytest.raises(ValueError, match="name a CLIP to adapt"):
        dataclasses.replace(config, clip="")
    with pytest.raises(CheckpointError, match="neither a folder nor one of open_clip's"):
        stage1.run(dataclasses.replace(config, clip="ViT-Z-1"), tmp_path / "a")
    with pytest.raises(CheckpointError, match="say which weights"):
        stage1.run(dataclasses.replace(config, clip="ViT-B-32"), tmp_path / "b")
    with pytest.raises(TrainingError, match="no annotated clips"):
        ClipBatches([], load_clip(config.clip), config)


def test_a_folder_of_another_run_is_refused(config, tmp_path):
    stage1.run(config, tmp_path)
    with pytest.raises(ConfigError, match=r"gamma was 0.5, is 0.7"):
        stage1.run(dataclasses.replace(config, gamma=0.7), tmp_path)
