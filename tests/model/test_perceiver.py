"""The Perceiver against a slow plain version in float64."""

import math

import numpy as np
import pytest
import torch

from adtool.model.perceiver import Perceiver


def layer_norm(x, norm):
    x = x - x.mean(-1, keepdims=True)
    x = x / np.sqrt((x**2).mean(-1, keepdims=True) + norm.eps)
    return x * norm.weight.detach().numpy() + norm.bias.detach().numpy()


def linear(x, layer):
    return x @ layer.weight.detach().numpy().T + layer.bias.detach().numpy()


def gelu(x):
    return np.vectorize(lambda v: v * 0.5 * (1 + math.erf(v / math.sqrt(2))))(x)


def plain_attention(tokens, block):
    query, key, value = np.split(linear(tokens, block.query_key_value), 3, axis=-1)
    size = tokens.shape[1] // block.heads
    mixed = np.zeros_like(tokens)
    for head in range(block.heads):
        part = slice(head * size, (head + 1) * size)
        for i in range(len(tokens)):
            scores = np.array([query[i, part] @ k for k in key[:, part]]) / math.sqrt(size)
            weights = np.exp(scores - scores.max())
            mixed[i, part] = (weights / weights.sum()) @ value[:, part]
    return linear(mixed, block.out)


def plain_perceiver(perceiver, frames):
    """One clip: (T, C) → (T', C)."""
    frames = layer_norm(frames, perceiver.frame_norm)
    frames = frames + perceiver.positions.detach().numpy()[: len(frames)]
    tokens = np.concatenate([perceiver.latents.detach().numpy(), frames])
    for block in perceiver.blocks:
        tokens = tokens + plain_attention(layer_norm(tokens, block.attention_norm), block)
        hidden = gelu(linear(layer_norm(tokens, block.mlp_norm), block.widen))
        tokens = tokens + linear(hidden, block.narrow)
    return tokens[: len(perceiver.latents)]


@pytest.fixture
def perceiver():
    torch.manual_seed(0)
    return Perceiver(12, latents=3, layers=2, heads=2).double()


def test_it_is_the_plain_version(perceiver):
    frames = torch.randn(4, 5, 12, dtype=torch.float64)
    found = perceiver(frames)
    assert found.shape == (4, 3, 12)
    for clip, result in zip(frames, found, strict=True):
        np.testing.assert_allclose(
            result.detach().numpy(), plain_perceiver(perceiver, clip.numpy()), atol=1e-10
        )


def test_gradients_agree_with_finite_differences():
    torch.manual_seed(0)
    perceiver = Perceiver(6, latents=2, layers=1, heads=2, longest=3).double()
    frames = torch.randn(2, 3, 6, dtype=torch.float64, requires_grad=True)
    parameters = tuple(perceiver.parameters())
    assert torch.autograd.gradcheck(lambda x, *_: perceiver(x), (frames, *parameters))


def test_masked_frames_take_no_part(perceiver):
    frames = torch.randn(1, 6, 12, dtype=torch.float64)
    mask = torch.tensor([[True, True, True, True, False, False]])
    frames[:, 4:] = float("nan")
    torch.testing.assert_close(perceiver(frames, mask), perceiver(frames[:, :4]))


def test_a_clip_without_any_frame_gives_finite_vectors(perceiver):
    found = perceiver(torch.zeros(1, 2, 12).double(), torch.zeros(1, 2, dtype=torch.bool))
    assert found.isfinite().all()


def test_the_order_of_the_frames_matters(perceiver):
    frames = torch.randn(1, 5, 12, dtype=torch.float64)
    assert not torch.allclose(perceiver(frames), perceiver(frames.flip(1)))


@pytest.mark.parametrize(("width", "heads"), [(24, 1), (64, 1), (512, 8)])
def test_there_is_a_head_for_every_64_channels(width, heads):
    assert Perceiver(width, layers=1).blocks[0].heads == heads


def test_heads_must_divide_the_width():
    with pytest.raises(ValueError, match="5 heads"):
        Perceiver(12, heads=5)


def test_more_frames_than_positions_are_refused():
    with pytest.raises(ValueError, match="9 frames"):
        Perceiver(8, longest=8)(torch.zeros(1, 9, 8))


def test_latents_and_positions_begin_as_standard_normal_numbers():
    torch.manual_seed(0)
    perceiver = Perceiver(256, latents=200, layers=1, longest=300)
    for learned in (perceiver.latents, perceiver.positions):
        assert float(learned.mean().detach()) == pytest.approx(0, abs=0.02)
        assert float(learned.std().detach()) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("layers", [1, 4])
def test_blocks_begin_with_clips_own_spread(layers):
    torch.manual_seed(0)
    block = Perceiver(256, layers=layers).blocks[-1]
    residual = 256**-0.5 * (2 * layers) ** -0.5
    spreads = {
        "query_key_value": 256**-0.5,
        "out": residual,
        "widen": 512**-0.5,
        "narrow": residual,
    }
    for name, spread in spreads.items():
        layer = getattr(block, name)
        assert float(layer.weight.std().detach()) == pytest.approx(spread, rel=0.02), name
        assert not layer.bias.any()
    assert block.widen.weight.shape == (1024, 256)
    assert block.query_key_value.weight.shape == (768, 256)


def test_by_default_it_is_autoads():
    perceiver = Perceiver(64)
    assert perceiver.latents.shape == (10, 64)
    assert len(perceiver.blocks) == 2
    assert perceiver(torch.zeros(1, 64, 64)).shape == (1, 10, 64)
    with pytest.raises(ValueError, match="65 frames a clip, but positions for 64"):
        perceiver(torch.zeros(1, 65, 64))


def test_all_options_but_the_first_three_are_named():
    with pytest.raises(TypeError, match="positional"):
        Perceiver(8, 2, 1, 2)
