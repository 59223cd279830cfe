"""What Stage-II minimises."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from adtool.datasets.settings import DATA
from adtool.model.clip import load_clip
from adtool_training import stage2

from .conftest import batches_of


def test_the_losses_are_cross_entropy_and_the_distinctive_words_again(config, tmp_path):
    films = DATA["colours"](config.data, "train")
    batch = batches_of(config, tmp_path / "features", films)(0)
    model = stage2._new_model(config, load_clip(config.clip), tmp_path)
    losses = stage2.NarrationTask(model, 1.0, 0.5, reading="A").eval()(**batch)
    said = model.eval()(batch["features"], batch["sentences"], batch["inputs"])
    torch.testing.assert_close(losses["auto"], -said.log_probs.sum() / said.mask.sum())
    own = 0.0
    texts = [text for window in batch["sentences"] for text in window]
    sets = [w_d for window in batch["distinctive"] for w_d in window]
    for text, w_d, row, spans in zip(texts, sets, said.log_probs, said.offsets, strict=True):
        for logp, (start, end) in zip(row, spans, strict=False):
            word = (" " + text)[start:end].strip(" .")
            if word and any(word in w for w in w_d):
                own -= logp.item()
    assert losses["distinct"].item() == pytest.approx(own / said.mask.sum().item(), abs=0.02)
    total = losses["auto"] + 0.5 * losses["distinct"]
    torch.testing.assert_close(losses["loss"].detach(), total)


def the_loss(config, folder, films):
    """Train one step; return the loss before it, on the same batch of windows."""
    batches = batches_of(config, folder / "features", films)
    model = stage2._new_model(config, load_clip(config.clip), folder)
    task = stage2.NarrationTask(
        model,
        config.auto_weight,
        config.distinct_weight,
        reading=config.reading,
        chunk=config.chunk,
    )
    losses = task(**batches(0))
    losses["loss"].backward()
    grads = [p.grad for p in stage2.learning_parameters(task) if p.grad is not None]
    assert all(grad.isfinite().all() for grad in grads)
    return losses["loss"].item(), torch.cat([grad.flatten() for grad in grads])


def changed(config, settings):
    for key, value in settings.items():
        if key.startswith("model."):
            model = dataclasses.replace(config.model, **{key.removeprefix("model."): value})
            config = dataclasses.replace(config, model=model)
        else:
            config = dataclasses.replace(config, **{key: value})
    return config


def test_chunks_of_clips_give_the_same_loss_and_gradient(config, tmp_path):
    films = DATA["colours"](config.data, "train")
    config = changed(config, {"model.faces": True})
    whole = the_loss(config, tmp_path, films)
    for chunk in (1, 3):
        parts = the_loss(dataclasses.replace(config, chunk=chunk), tmp_path, films)
        assert parts[0] == pytest.approx(whole[0], abs=1e-5)
        torch.testing.assert_close(parts[1], whole[1], rtol=1e-4, atol=1e-6)
