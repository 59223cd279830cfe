"""What Stage-II minimises."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from adtool.datasets.settings import DATA
from adtool.model.clip import load_clip
from adtool_training import stage2

from .conftest import batches_of, changed, the_loss


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


def test_chunks_of_clips_give_the_same_loss_and_gradient(config, tmp_path):
    films = DATA["colours"](config.data, "train")
    config = changed(config, {"model.faces": True})
    whole = the_loss(config, tmp_path, films)
    for chunk in (1, 3):
        parts = the_loss(dataclasses.replace(config, chunk=chunk), tmp_path, films)
        assert parts[0] == pytest.approx(whole[0], abs=1e-5)
        torch.testing.assert_close(parts[1], whole[1], rtol=1e-4, atol=1e-6)


def test_the_log_tells_how_much_of_equation_10_is_whose(config, tmp_path):
    films = DATA["colours"](config.data, "train")
    batch = batches_of(config, tmp_path / "features", films)(0)
    said = {}
    for alpha in (0.0, 3.0):
        torch.manual_seed(0)
        shape = changed(config, {"model.alpha": alpha})
        model = stage2._new_model(shape, load_clip(config.clip), tmp_path)
        said[alpha] = stage2.NarrationTask(model, 1.0, 1.0, reading="A").train()(**batch)
    assert said[0.0]["share_reconstructed"] == 0 < said[3.0]["share_reconstructed"]
    assert said[0.0]["length_h"] == said[3.0]["length_h"] > 0
    assert {name for name in said[3.0] if name.startswith(("length_", "share_"))} == {
        "length_h",
        "length_reconstructed",
        "length_attended",
        "share_reconstructed",
        "share_attended",
    }
