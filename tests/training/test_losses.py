"""The losses against slow NumPy float64 versions of the paper's equations."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from adtool_training.losses import DistinctiveWordLoss, FineGrainedMatchingLoss, GlobalMatchingLoss

B, N, M, C = 4, 3, 5, 6
RNG = np.random.default_rng(1)
FRAMES = RNG.standard_normal((B, N, C))
SENTENCES = RNG.standard_normal((B, C))
WORDS = RNG.standard_normal((B, M, C))
IS_WORD = np.arange(M) < np.array([[5], [2], [3], [1]])


def unit(x: np.ndarray) -> np.ndarray:
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def plain_global(frames, sentences, scale) -> float:
    clips = [unit(np.mean([unit(f) for f in clip], axis=0)) for clip in frames]
    ads = [unit(s) for s in sentences]
    s = np.exp([[scale * v @ t for t in ads] for v in clips])
    forth = -np.mean([np.log(s[i, i] / s[i].sum()) for i in range(len(s))])
    back = -np.mean([np.log(s[i, i] / s[:, i].sum()) for i in range(len(s))])
    return forth + back


def plain_fine(frames, words, is_word, chosen, scale, temperature) -> float:
    aware = []
    for clip, ad, real in zip(frames, words, is_word, strict=True):
        keys = unit(ad[real])
        for frame in clip:
            weights = np.exp([unit(frame) @ k / temperature for k in keys])
            aware.append(unit(weights / weights.sum() @ keys))
    total = 0.0
    for i, frame in enumerate(chosen):
        s = np.exp([scale * unit(frames[i][frame]) @ t for t in aware])
        total -= np.log(s[i * N : (i + 1) * N].sum() / s.sum())
    return total / len(frames)


def plain_distinctive(reading, logits, targets, distinctive) -> float:
    total = 0.0
    for rows, goals, own in zip(logits, targets, distinctive, strict=True):
        w_d = sorted({g for g, mine in zip(goals, own, strict=True) if mine and g >= 0})
        for row, goal, mine in zip(rows, goals, own, strict=True):
            if goal < 0:
                continue
            p = np.exp(row) / np.exp(row).sum()
            if reading == "A" and mine:
                total -= np.log(p[goal])
            elif reading == "B":
                total -= sum(np.log(p[w]) for w in w_d)
            elif reading == "C" and w_d:
                total -= np.log(sum(p[w] for w in w_d))
    return total / sum(g >= 0 for goals in targets for g in goals)


LOGITS = RNG.standard_normal((3, 6, 9))
TARGETS = np.array([[1, 2, 3, 3, 0, -100], [4, 5, 8, -100, -100, -100], [7, 7, 1, 2, 3, 4]])
DISTINCTIVE = np.array([[0, 1, 1, 1, 0, 1], [0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 1]], dtype=bool)


def t(array: np.ndarray) -> Tensor:
    return torch.from_numpy(array)


def test_global_matching_is_equation_1_in_both_directions():
    loss = GlobalMatchingLoss(scale=7.0)(t(FRAMES), t(SENTENCES))
    assert loss.item() == pytest.approx(plain_global(FRAMES, SENTENCES, 7.0), abs=1e-10)


def test_fine_grained_matching_is_equations_2_and_3():
    chosen = np.array([2, 0, 1, 2])
    loss = FineGrainedMatchingLoss(scale=7.0, temperature=0.2)(
        t(FRAMES), t(WORDS), t(IS_WORD), chosen=t(chosen)
    )
    expected = plain_fine(FRAMES, WORDS, IS_WORD, chosen, 7.0, 0.2)
    assert loss.item() == pytest.approx(expected, abs=1e-10)


def test_padding_words_change_nothing():
    loss = FineGrainedMatchingLoss(scale=7.0)
    chosen = torch.zeros(B, dtype=torch.long)
    other = np.where(IS_WORD[..., None], WORDS, 1e4)
    a = loss(t(FRAMES), t(WORDS), t(IS_WORD), chosen=chosen)
    assert torch.equal(a, loss(t(FRAMES), t(other), t(IS_WORD), chosen=chosen))


def test_an_ad_without_words_gives_no_nan():
    frames = t(FRAMES).requires_grad_()
    nothing = t(IS_WORD & (np.arange(B) != 1)[:, None])
    loss = FineGrainedMatchingLoss(scale=7.0)(frames, t(WORDS), nothing)
    loss.backward()
    assert torch.isfinite(loss)
    assert torch.isfinite(frames.grad).all()


def test_the_matched_frame_is_drawn_at_random_and_from_the_seed():
    loss = FineGrainedMatchingLoss(scale=7.0)

    def draw(seed: int) -> float:
        torch.manual_seed(seed)
        return loss(t(FRAMES), t(WORDS), t(IS_WORD)).item()

    assert draw(1) == draw(1)
    assert len({draw(seed) for seed in range(8)}) > 1


def test_autocast_does_not_coarsen_the_similarities():
    chosen = torch.zeros(B, dtype=torch.long)
    frames, sentences, words = (t(x).float() for x in (FRAMES, SENTENCES, WORDS))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        whole = GlobalMatchingLoss(100.0)(frames, sentences)
        fine = FineGrainedMatchingLoss(100.0)(frames, words, t(IS_WORD), chosen=chosen)
    torch.testing.assert_close(whole, GlobalMatchingLoss(100.0)(frames, sentences))
    expected = FineGrainedMatchingLoss(100.0)(frames, words, t(IS_WORD), chosen=chosen)
    torch.testing.assert_close(fine, expected)


@pytest.mark.parametrize("reading", ["A", "B", "C"])
def test_distinctive_words_are_equation_12(reading):
    expected = plain_distinctive(reading, LOGITS, TARGETS, DISTINCTIVE)
    for logits in (t(LOGITS), t(LOGITS).float()):
        loss = DistinctiveWordLoss(reading)(logits, t(TARGETS), t(DISTINCTIVE))
        assert loss.item() == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("reading", ["A", "B", "C"])
def test_no_distinctive_word_gives_zero_loss_and_zero_gradient(reading):
    logits = t(LOGITS).float().requires_grad_()
    loss = DistinctiveWordLoss(reading)(logits, t(TARGETS), torch.zeros_like(t(DISTINCTIVE)))
    loss.backward()
    assert loss.item() == 0
    assert torch.equal(logits.grad, torch.zeros_like(logits))


def test_reading_a_doubles_the_cross_entropy_where_every_word_is_distinctive():
    logits, targets = t(LOGITS).float(), t(TARGETS)
    loss = DistinctiveWordLoss("A")(logits, targets, torch.ones_like(t(DISTINCTIVE)))
    auto = torch.nn.functional.cross_entropy(logits.reshape(-1, 9), targets.reshape(-1))
    torch.testing.assert_close(loss, auto)


def by_finite_differences(function, x: np.ndarray, epsilon: float = 1e-5) -> np.ndarray:
    gradient = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += epsilon
        down[place] -= epsilon
        gradient[place] = (function(up) - function(down)) / (2 * epsilon)
    return gradient


CHOSEN = np.array([1, 1, 0, 2])
GRADIENTS = {
    "frames in L_g": (
        lambda x: GlobalMatchingLoss(7.0)(x, t(SENTENCES)),
        lambda x: plain_global(x, SENTENCES, 7.0),
        FRAMES,
    ),
    "ADs in L_g": (
        lambda x: GlobalMatchingLoss(7.0)(t(FRAMES), x),
        lambda x: plain_global(FRAMES, x, 7.0),
        SENTENCES,
    ),
    "frames in L_f": (
        lambda x: FineGrainedMatchingLoss(7.0, 0.2)(x, t(WORDS), t(IS_WORD), chosen=t(CHOSEN)),
        lambda x: plain_fine(x, WORDS, IS_WORD, CHOSEN, 7.0, 0.2),
        FRAMES,
    ),
    "words in L_f": (
        lambda x: FineGrainedMatchingLoss(7.0, 0.2)(t(FRAMES), x, t(IS_WORD), chosen=t(CHOSEN)),
        lambda x: plain_fine(FRAMES, x, IS_WORD, CHOSEN, 7.0, 0.2),
        WORDS,
    ),
} | {
    f"logits in L_dist {reading}": (
        lambda x, r=reading: DistinctiveWordLoss(r)(x, t(TARGETS), t(DISTINCTIVE)),
        lambda x, r=reading: plain_distinctive(r, x, TARGETS, DISTINCTIVE),
        LOGITS,
    )
    for reading in "ABC"
}


@pytest.mark.parametrize("name", GRADIENTS)
def test_gradients_agree_with_finite_differences_of_the_plain_version(name):
    module, plain, at = GRADIENTS[name]
    x = t(at.copy()).requires_grad_()
    module(x).backward()
    np.testing.assert_allclose(x.grad.numpy(), by_finite_differences(plain, at), atol=1e-6)


@pytest.mark.parametrize("name", GRADIENTS)
def test_gradients_agree_with_finite_differences_of_the_losses_themselves(name, monkeypatch):
    # "Single precision at least" is double here, or the differences would be rounding.
    monkeypatch.setattr(torch.Tensor, "float", torch.Tensor.double)
    module, _, at = GRADIENTS[name]
    assert torch.autograd.gradcheck(module, (t(at.copy()).requires_grad_(),))
