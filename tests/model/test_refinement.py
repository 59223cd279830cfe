"""Eq. 10: what is added, and how much of the sum is whose."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from adtool.model.config import DistinctADConfig, Shape
from adtool.model.contextual_ema import ContextualEMA, ContextualFeatures
from adtool.model.distinctad import DistinctAD
from adtool.model.perceiver import Perceiver
from adtool.model.refinement import SCALES, Refinement, Summands, measure, shares
from adtool.model.vision_encoder import VisionEncoder

WIDTH = 512  # ViT-B's
MASK = torch.arange(6)[None] < torch.tensor([[6], [4]])


def found(scale_of_h: float = 1.0) -> tuple[torch.Tensor, ContextualFeatures]:
    """H and what an EMA could make of it, for two windows of six rows of which four count."""
    torch.manual_seed(1)
    h, reconstructed, attended = torch.randn(3, 2, 6, 8)
    nothing = torch.zeros(2, 6, 4)
    return scale_of_h * h, ContextualFeatures(reconstructed, attended, nothing[:, :4], nothing)


def layer_norm(rows: np.ndarray) -> np.ndarray:
    centred = rows - rows.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)


def plain(scale: str, h: np.ndarray, rebuilt: np.ndarray, attended: np.ndarray, rows: int):
    """Eq. 10 with α = 3 and β = 2 for one window, slowly."""
    if scale == "mean":
        length = sum(float(np.sqrt((row**2).sum())) for row in h[:rows]) / rows
        rebuilt, attended = length * rebuilt, length * attended
    if scale == "norm":
        h, rebuilt, attended = (layer_norm(one) for one in (h, rebuilt, attended))
    return h + 3.0 * rebuilt + 2.0 * attended


@pytest.mark.parametrize("scale", SCALES)
def test_every_scale_is_its_equation(scale):
    h, context = found(20.0)
    total = Refinement(8, 3.0, 2.0, scale)(h, context, MASK).detach().numpy()
    for window, rows in enumerate((6, 4)):
        parts = (h, context.reconstructed, context.attended)
        expected = plain(scale, *(part[window].numpy() for part in parts), rows)
        np.testing.assert_allclose(total[window, :rows], expected[:rows], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("scale", SCALES)
def test_padded_rows_say_nothing_about_the_others(scale):
    h, context = found()
    refinement = Refinement(8, 3.0, 1.0, scale).train()
    before = refinement(h, context, MASK)[MASK]
    sizes = refinement.lengths
    h[~MASK] = 1e4
    torch.testing.assert_close(refinement(h, context, MASK)[MASK], before)
    torch.testing.assert_close(refinement.lengths, sizes)


def test_the_mean_length_of_h_is_a_number_without_gradient():
    h, context = found()
    h.requires_grad_()
    Refinement(8, 1.0, 1.0, "mean")(h, context, MASK).sum().backward()
    torch.testing.assert_close(h.grad, torch.ones_like(h))


def test_layer_norms_learn_and_the_other_scales_have_nothing_to_learn():
    learned = {scale: len(list(Refinement(8, 3.0, 1.0, scale).parameters())) for scale in SCALES}
    assert learned == {"unit": 0, "mean": 0, "norm": 6}


def test_the_sizes_of_the_summands_are_measured_over_the_rows_that_count():
    h, rebuilt, attended = torch.zeros(3, 1, 3, 2)
    h[0, :, 0] = torch.tensor([3.0, 5.0, 1000.0])
    rebuilt[0, :, 0] = torch.tensor([1.0, 1.0, 1000.0])
    attended[0, :, 1] = torch.tensor([3.0, 8.0, 1000.0])
    whole = measure(Summands(h, rebuilt, attended), torch.tensor([[True, True, False]]))
    parts = [
        measure(Summands(h, rebuilt, attended), torch.tensor([row]))
        for row in ([True, False, False], [False, True, False])
    ]
    torch.testing.assert_close(sum(parts), whole)
    sizes = shares(whole)
    assert {name: round(float(size), 4) for name, size in sizes.items()} == {
        "length_h": 4.0,
        "length_reconstructed": 1.0,
        "length_attended": 5.5,
        "share_reconstructed": round(1 / 7.5, 4),  # of rows 5 and 10 long
        "share_attended": round(5.5 / 7.5, 4),
    }


def test_where_nothing_counts_the_sizes_are_zero():
    nothing = torch.zeros(1, 3, 2)
    nowhere = torch.zeros(1, 3, dtype=torch.bool)
    sizes = shares(measure(Summands(nothing, nothing, nothing), nowhere))
    assert set(map(float, sizes.values())) == {0.0}


def test_sizes_are_measured_in_training_only():
    refinement = Refinement(8, 3.0, 1.0, "unit").eval()
    refinement(*found(), MASK)
    assert refinement.lengths is None
    refinement.train()(*found(), MASK)
    assert refinement.lengths.shape == (5,)
    assert not refinement.lengths.requires_grad


def shares_of(scale: str, seed: int) -> dict[str, float]:
    """How far Eq. 10's sum moves without either branch, at the paper's shape, before training.

    A film's frames are alike: sixteen clips here share most of what they show.
    """
    torch.manual_seed(seed)
    shape = Shape()
    perceiver = Perceiver(WIDTH, shape.latents, shape.perceiver_layers)
    ema = ContextualEMA(WIDTH, shape.bases, shape.iterations)
    refinement = Refinement(WIDTH, shape.alpha, shape.beta, scale).train()
    film, clip = torch.randn(1, 1, WIDTH), torch.randn(shape.window, 1, WIDTH)
    frames = film + 0.5 * clip + 0.2 * torch.randn(shape.window, shape.frames, WIDTH)
    h = perceiver(frames).flatten(0, 1)[None]
    mask = torch.ones(h.shape[:2], dtype=torch.bool)
    refinement(h, ema(h, mask), mask)
    measured = shares(refinement.lengths)
    return {name: float(measured[f"share_{name}"]) for name in ("reconstructed", "attended")}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("scale", SCALES)
def test_no_branch_is_inert(scale, seed):
    found = shares_of(scale, seed)
    assert min(found.values()) > 0.01, found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("scale", ["mean", "norm"])
def test_a_branch_of_the_size_of_h_moves_the_sum_many_times_as_far(scale, seed):
    small, large = shares_of("unit", seed), shares_of(scale, seed)
    assert small["attended"] < 0.03, small
    assert small["reconstructed"] < 0.12, small
    assert large["attended"] > 5 * small["attended"], (small, large)
    assert large["reconstructed"] > 5 * small["reconstructed"], (small, large)


@pytest.mark.parametrize("scale", SCALES)
def test_a_model_of_each_scale_comes_back_from_its_folder(model, narrator, tmp_path, scale):
    config = dataclasses.replace(model.config, scale=scale)
    made = DistinctAD(config, VisionEncoder(config.vision), narrator).eval()
    with torch.no_grad():
        for parameter in made.refinement.parameters():
            parameter.add_(torch.randn_like(parameter))
    made.save_pretrained(tmp_path / "model")
    read = DistinctAD.from_pretrained(tmp_path / "model")
    features = torch.randn(1, 3, 4, 16)
    assert read.config.scale == scale
    torch.testing.assert_close(read.visual_tokens(features), made.visual_tokens(features))


def test_an_unknown_scale_is_refused(model):
    with pytest.raises(ValueError, match="scale cannot be 'loud'; choose from unit, mean, norm"):
        DistinctADConfig(vision=model.config.vision, scale="loud")
