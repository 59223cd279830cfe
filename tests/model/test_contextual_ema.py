"""Contextual EMA, equation by equation, against slow plain versions in float64."""

import math

import numpy as np
import pytest
import torch

from adtool.model.contextual_ema import ContextualEMA, maximise, responsibilities


def plain_responsibilities(h, bases, temperature):  # Eq. 6
    z = np.zeros((len(h), len(bases)))
    for n in range(len(h)):
        total = sum(math.exp(float(h[n] @ base) / temperature) for base in bases)
        for k in range(len(bases)):
            z[n, k] = math.exp(float(h[n] @ bases[k]) / temperature) / total
    return z


def plain_maximise(h, z):  # Eq. 7
    bases = np.zeros((z.shape[1], h.shape[1]))
    for k in range(len(bases)):
        bases[k] = sum(z[n, k] * h[n] for n in range(len(h))) / sum(z[:, k])
    return bases


def plain_ema(module, h, l2norm):
    """One window: (L, C) → Ĥ, H̃, M, Z."""
    bases = module.initial_bases.numpy()
    for _ in range(module.iterations):
        z = plain_responsibilities(h, bases, module.temperature)
        bases = plain_maximise(h, z)
        if l2norm:
            bases = bases / np.sqrt((bases**2).sum(axis=1, keepdims=True))
    reconstructed = np.array(
        [sum(z[n, k] * bases[k] for k in range(len(bases))) for n in range(len(h))]
    )
    weights = {
        name: (layer.weight.detach().numpy(), layer.bias.detach().numpy())
        for name, layer in module.named_children()
    }
    query = h @ weights["query"][0].T + weights["query"][1]  # Eq. 13
    key = bases @ weights["key"][0].T + weights["key"][1]  # Eq. 14
    value = bases @ weights["value"][0].T + weights["value"][1]  # Eq. 15
    attended = np.zeros_like(h)
    for n in range(len(h)):  # Eq. 16
        scores = np.array([query[n] @ k for k in key]) / math.sqrt(h.shape[1])
        share = np.exp(scores) / np.exp(scores).sum()
        attended[n] = share @ value
    return reconstructed, attended, bases, z


@pytest.fixture
def h():
    return torch.from_numpy(np.random.default_rng(1).normal(size=(2, 12, 6)))


def module(**options):
    torch.manual_seed(0)
    return ContextualEMA(6, bases=4, iterations=3, **options).double().eval()


def close(found, expected, atol=1e-6):
    np.testing.assert_allclose(found.detach().numpy(), expected, atol=atol)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_the_e_step_is_equation_6(h, temperature):
    bases = torch.randn(4, 6, dtype=torch.float64)
    z = responsibilities(h[0], bases, temperature)
    close(z, plain_responsibilities(h[0].numpy(), bases.numpy(), temperature), 1e-12)
    close(z.sum(dim=-1), np.ones(12), 1e-12)


def test_the_m_step_is_equation_7(h):
    z = torch.softmax(torch.randn(12, 4, dtype=torch.float64), dim=-1)
    close(maximise(h[0], z), plain_maximise(h[0].numpy(), z.numpy()))


def test_a_base_that_owns_nothing_stays_finite(h):
    assert maximise(h[0], torch.zeros(12, 4, dtype=torch.float64)).isfinite().all()


@pytest.mark.parametrize("l2norm", [True, False])
@pytest.mark.parametrize("temperature", [1.0, 2.0])
def test_the_whole_is_equations_6_to_9_and_13_to_16(h, l2norm, temperature):
    ema = module(l2norm=l2norm, temperature=temperature)
    found = ema(h)
    for i, window in enumerate(h.numpy()):
        reconstructed, attended, bases, z = plain_ema(ema, window, l2norm)
        close(found.reconstructed[i], reconstructed)
        close(found.attended[i], attended)
        close(found.bases[i], bases)
        close(found.responsibilities[i], z)


@pytest.mark.parametrize("training", [True, False])
def test_padding_changes_nothing(h, training):
    options = {"l2norm": True, "persist": True}
    one, other = module(**options).train(training), module(**options).train(training)
    padded = torch.cat([h, torch.full((2, 5, 6), torch.nan, dtype=torch.float64)], dim=1)
    mask = torch.arange(17).expand(2, -1) < 12
    found, expected = one(padded, mask), other(h)
    for name in ("reconstructed", "attended", "responsibilities"):
        torch.testing.assert_close(getattr(found, name)[:, :12], getattr(expected, name))
        assert not getattr(found, name)[:, 12:].any()
    torch.testing.assert_close(found.bases, expected.bases)
    torch.testing.assert_close(one.initial_bases, other.initial_bases)


def test_windows_of_a_batch_do_not_see_each_other(h):
    ema = module()
    torch.testing.assert_close(ema(h).attended[1:], ema(h[1:]).attended)


def test_training_moves_the_initial_bases_by_the_momentum(h):
    ema = module(momentum=0.8).train()
    before = ema.initial_bases.clone()
    bases = ema(h).bases
    torch.testing.assert_close(ema.initial_bases, 0.8 * before + 0.2 * bases.mean(dim=0))


def test_an_empty_window_does_not_move_the_initial_bases(h):
    ema, alone = module().train(), module().train()
    mask = torch.ones(2, 12, dtype=torch.bool)
    mask[1] = False
    ema(h, mask)
    alone(h[:1])
    torch.testing.assert_close(ema.initial_bases, alone.initial_bases)


@pytest.mark.parametrize(("persist", "training"), [(False, True), (True, False)])
def test_the_initial_bases_stay_outside_training_or_without_persist(h, persist, training):
    ema = module(persist=persist).train(training)
    before = ema.initial_bases.clone()
    ema(h)
    assert torch.equal(ema.initial_bases, before)


def test_the_initial_bases_have_unit_length():
    lengths = ContextualEMA(16, bases=8).initial_bases.norm(dim=-1)
    torch.testing.assert_close(lengths, torch.ones(8))


@pytest.mark.parametrize("stop_grad", [True, False])
def test_stop_grad_decides_whether_gradients_pass_the_loop(h, stop_grad):
    h = h.clone().requires_grad_()
    found = module(stop_grad=stop_grad)(h)
    assert found.reconstructed.requires_grad != stop_grad
    found.attended.sum().backward()
    assert h.grad is not None
    assert h.grad.isfinite().all()


@pytest.mark.parametrize("l2norm", [True, False])
def test_gradients_through_the_loop_agree_with_finite_differences(h, l2norm):
    ema = module(l2norm=l2norm, stop_grad=False)
    parameters = tuple(ema.parameters())

    def outputs(features, *_):
        found = ema(features)
        return found.reconstructed, found.attended

    h = h[:, :5].clone().requires_grad_()
    assert torch.autograd.gradcheck(outputs, (h, *parameters))


def test_gradients_of_the_attention_agree_with_finite_differences_beside_a_cut_loop(h):
    ema = module(stop_grad=True)
    parameters = tuple(ema.parameters())
    assert torch.autograd.gradcheck(lambda *_: ema(h[:, :5]).attended, parameters)


def test_the_bases_are_saved_with_the_weights():
    assert "initial_bases" in ContextualEMA(8).state_dict()


def test_by_default_it_is_the_papers():
    ema = ContextualEMA(6)
    assert ema.initial_bases.shape == (32, 6)
    assert (ema.iterations, ema.temperature, ema.momentum) == (9, 1.0, 0.9)
    assert (ema.l2norm, ema.persist, ema.stop_grad) == (True, True, True)
    with pytest.raises(TypeError, match="positional"):
        ContextualEMA(6, 4, 3, 1.0)


@pytest.mark.parametrize("bases", [8, 32])
def test_bases_that_are_not_normalised_begin_as_emanets(bases):
    torch.manual_seed(0)
    initial = ContextualEMA(2048, bases=bases, l2norm=False).initial_bases
    assert float(initial.std()) == pytest.approx((2 / bases) ** 0.5, rel=0.02)
    assert float(initial.mean()) == pytest.approx(0, abs=0.01)


def test_the_weighted_mean_of_a_base_is_off_by_a_millionth_at_most():
    h, z = torch.ones(4, 3, dtype=torch.float64), torch.full((4, 2), 0.25, dtype=torch.float64)
    torch.testing.assert_close(maximise(h, z), torch.ones(2, 3).double() / (1 + 1e-6))


def test_the_loop_keeps_its_precision_in_an_autocast_region(h):
    torch.manual_seed(0)
    ema = ContextualEMA(6, bases=4).eval()
    plain = ema(h.float())
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = ema(h.float())
    assert torch.equal(found.reconstructed, plain.reconstructed)
    assert torch.equal(found.responsibilities, plain.responsibilities)


def test_half_precision_goes_through_the_loop_as_single():
    torch.manual_seed(0)
    ema = ContextualEMA(6, bases=4).eval()
    h = torch.randn(1, 5, 6).half()
    z = ema._iterate(h.float(), torch.ones(1, 5, 1, dtype=torch.bool))[1]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert torch.equal(ema(h).responsibilities, z)


def test_nothing_is_learned_where_gradients_are_off(h):
    ema = module(stop_grad=False)
    with torch.no_grad():
        assert not ema(h.clone().requires_grad_()).reconstructed.requires_grad


def test_a_batch_of_empty_windows_moves_nothing(h):
    ema = module().train()
    before = ema.initial_bases.clone()
    found = ema(h, torch.zeros(2, 12, dtype=torch.bool))
    assert torch.equal(ema.initial_bases, before)
    assert not found.attended.any()
