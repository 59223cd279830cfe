"""A text side tuned against a frozen vision encoder."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import torch
from torch.nn import functional as F

from adtool.model.distinctad import DistinctAD
from adtool.model.text_side import FILE, TextConfig, TextTower, centred
from adtool.storyworld import sample_film, seeds
from adtool.storyworld.facts import facts, shown
from adtool.storyworld.people import NAMES
from adtool_training.config import find_config, read_config
from adtool_training.from_scratch.text_side import (
    FilmBatches,
    MatchingTask,
    TextSettings,
    clip_looks,
    main,
    reworded,
    train,
)
from adtool_training.loop.steps import LoopSettings

TINY = TextSettings(films=2, batch=1, width=32, layers=1, loop=LoopSettings(steps=2))


@pytest.fixture(scope="module")
def model(model_folder: Path) -> DistinctAD:
    return DistinctAD.from_pretrained(model_folder)


def test_the_loss_is_clips_own_seen_from_the_centre() -> None:
    torch.manual_seed(0)
    tower = TextTower(TextConfig(8, 10, width=32))
    tower.centre.data.copy_(torch.randn(8))
    looks, tokens = torch.randn(5, 8), torch.randint(0, 10, (5, 4))
    there = torch.tensor([[True] * 4, [True] * 3 + [False]] + [[True] * 4] * 3)
    found = MatchingTask(tower).eval()(looks, tokens, there)
    said = F.normalize(tower(tokens, there), dim=1)
    logits = tower.scale.exp() * said @ centred(looks, tower.centre).T
    both = logits.log_softmax(0).diagonal().mean() + logits.log_softmax(1).diagonal().mean()
    assert found["loss"].item() == pytest.approx(-both.item() / 2, rel=1e-5)
    right = [int(row.argmax()) == place for place, row in enumerate(logits)]
    assert found["right"].item() == pytest.approx(20 * sum(right))


def test_only_the_text_tower_learns() -> None:
    tower = TextTower(TextConfig(8, 10, width=32))
    task = MatchingTask(tower)
    ones = torch.ones(3, 2, dtype=torch.bool)
    task(torch.randn(3, 8), torch.randint(0, 10, (3, 2)), ones)["loss"].backward()
    still = {name for name, one in tower.named_parameters() if one.grad is None}
    assert still == {"centre"}


def test_films_are_worded_anew_with_other_names_and_the_same_facts() -> None:
    film = sample_film(seeds("train", 1)[0], clips=12)
    settings = TextSettings(someone=0.0)
    one, other = (reworded(film, settings, random.Random(seed)) for seed in (1, 2))
    assert one != other
    assert one == reworded(film, settings, random.Random(1))
    for shot, text in zip(film.clips, one, strict=True):
        said = facts(text)
        assert (said.action, said.thing) == (shown(shot).action, shown(shot).thing)
        assert said.character in NAMES[shot.actor.look.pronoun]
    nobody = reworded(film, TextSettings(someone=1.0), random.Random(1))
    assert all("someone" in text.lower() for text in nobody)
    assert all(facts(text).character is None for text in nobody)


def test_what_films_look_like_is_computed_once(
    model: DistinctAD, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = clip_looks(model, 1, tmp_path)
    assert looks.shape == (1, 48, 16)
    monkeypatch.setattr(DistinctAD, "encode", None)
    assert torch.equal(clip_looks(model, 1, tmp_path), looks)


def test_a_batch_is_whole_films_and_follows_from_its_step(model: DistinctAD) -> None:
    looks = torch.randn(3, 48, 16)
    settings = TextSettings(batch=2)
    batches = FilmBatches(looks, model.language_model.tokenizer, 48, settings)
    batch = batches(5)
    assert batch["looks"].shape == (96, 16)  # type: ignore[attr-defined]
    chosen = {tuple(row) for row in batch["looks"].tolist()}  # type: ignore[attr-defined]
    films = [{tuple(row) for row in film.tolist()} for film in looks]
    assert sum(film <= chosen for film in films) == 2
    assert torch.equal(batches(5)["tokens"], batch["tokens"])  # type: ignore[arg-type]
    assert batch["tokens"].shape == batch["is_token"].shape  # type: ignore[attr-defined]


def test_a_training_gives_a_side_that_goes_with_its_model(
    model: DistinctAD, tmp_path: Path
) -> None:
    side = train(model, TINY, tmp_path)
    assert side.encode(["Anna sits."]).shape == (1, 16)
    assert side.tower.centre.any()
    assert not any(one.requires_grad for one in side.tower.parameters())


def test_the_command_puts_it_into_the_models_folder(model_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(model_folder, tmp_path / "model")
    config = tmp_path / "tiny.toml"
    config.write_text("films = 1\nbatch = 1\nwidth = 32\nlayers = 1\n[loop]\nsteps = 1\n")
    main([str(folder), str(tmp_path / "run"), "--config", str(config)])
    assert (folder / FILE).exists()
    assert DistinctAD.from_pretrained(folder).encoder.text is not None


def test_the_bundled_configuration_is_the_default() -> None:
    assert read_config(TextSettings, find_config("storyworld", "text")) == TextSettings()
