"""How far tokens lie apart, against plain loops; and that they are the model's own."""

import itertools

import numpy as np
import pytest
import torch

from adtool.analyses.token_spread import ATTENDED, RAW, RECONSTRUCTED, spread, token_spaces


def cosine(a, b):
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


@pytest.fixture
def windows():
    rng = np.random.default_rng(5)
    return [rng.normal(size=(n, 3, 4)) + 2 * rng.normal(size=(n, 1, 4)) + 1 for n in (5, 3)]


def pairs(windows, wanted):
    """Cosines of all pairs of tokens (clip, latent) of which ``wanted`` says yes."""
    for window in windows:
        places = list(itertools.product(range(len(window)), range(window.shape[1])))
        for a, b in itertools.combinations(places, 2):
            if wanted(a, b):
                yield cosine(window[a], window[b])


def test_cosines_are_the_means_of_all_their_pairs(windows):
    found = spread(windows)
    assert found.within == pytest.approx(np.mean(list(pairs(windows, lambda a, b: a[0] == b[0]))))
    near = list(pairs(windows, lambda a, b: b[0] - a[0] == 1))
    assert found.neighbours == pytest.approx(np.mean(near))
    same = list(pairs(windows, lambda a, b: b[0] - a[0] == 1 and a[1] == b[1]))
    assert found.same_latent == pytest.approx(np.mean(same))
    far = list(pairs(windows, lambda a, b: b[0] - a[0] > 1))
    assert found.others == pytest.approx(np.mean(far))


def test_scatter_is_variance_over_squared_length(windows):
    shares = []
    for window in windows:
        points = window.reshape(-1, 4)
        variance = sum(points[:, c].var() for c in range(4))
        shares.append(variance / np.mean([p @ p for p in points]))
    assert spread(windows).scatter == pytest.approx(np.mean(shares))
    assert spread([np.ones((4, 2, 3))]).scatter == pytest.approx(0)


def test_a_token_counts_as_its_clips_if_that_clips_other_tokens_are_nearest(windows):
    shares = []
    for window in (window - window.mean(axis=0) for window in windows):
        hits = 0
        for i, j in itertools.product(range(len(window)), range(3)):
            centres = [
                np.mean([t for q, t in enumerate(clip) if (c, q) != (i, j)], axis=0)
                for c, clip in enumerate(window)
            ]
            hits += np.argmin([np.linalg.norm(window[i, j] - one) for one in centres]) == i
        shares.append(hits / (len(window) * 3))
    latents = np.array([[9.0, 0, 0, 0], [0, 9, 0, 0], [0, 0, 9, 0]])  # the same in every clip
    found = spread([window + latents for window in windows]).own_clip
    assert found == pytest.approx(np.mean(shares))
    assert 0 < found < 1


def test_where_there_is_nothing_to_compare_there_is_no_figure():
    alone = spread([np.ones((1, 1, 3))])
    assert (alone.within, alone.neighbours, alone.same_latent, alone.others) == (None,) * 4
    assert alone.own_clip is None
    assert spread([np.zeros((2, 2, 3))]).scatter is None


def test_the_tokens_are_those_that_the_model_adds_up():
    from adtool.model import DistinctAD

    model = DistinctAD.from_pretrained("bundled")
    torch.manual_seed(0)
    window = torch.randn(5, model.config.frames, model.config.vision.embed_dim)
    found = {name: torch.tensor(t).float() for name, t in token_spaces(model, window).items()}
    weights = {RAW: 1.0, RECONSTRUCTED: model.config.alpha, ATTENDED: model.config.beta}
    with torch.inference_mode():
        summed = model.projection(sum(weights[name] * found[name] for name in weights))
        torch.testing.assert_close(summed, model.visual_tokens(window[None])[0])
