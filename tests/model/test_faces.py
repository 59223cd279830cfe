"""A face: the mean direction of a character's portraits."""

import numpy as np
import pytest
import torch

from adtool.model.faces import portrait_vector


def test_a_character_looks_like_the_mean_direction_of_the_portraits(model):
    pictures = np.random.default_rng(0).integers(0, 256, (3, 40, 60, 3), dtype=np.uint8)
    found = model.portrait_features(list(pictures))
    one_by_one = [model.encode([picture])[0] for picture in pictures]
    mean = sum(vector / vector.norm() for vector in one_by_one)
    torch.testing.assert_close(found, mean / mean.norm())
    with pytest.raises(ValueError, match="at least one portrait"):
        model.portrait_features([])


def test_a_face_is_the_direction_of_the_mean_of_directions():
    features = torch.tensor([[3.0, 0.0], [0.0, 0.5]])
    torch.testing.assert_close(portrait_vector(features), torch.full((2,), 0.5**0.5))
    torch.testing.assert_close(portrait_vector(features[:1] * 7), torch.tensor([1.0, 0.0]))


def test_a_face_of_half_precision_features_is_single():
    assert portrait_vector(torch.ones(2, 4).half()).dtype == torch.float32


def test_no_portrait_is_no_face():
    with pytest.raises(ValueError, match="at least one portrait"):
        portrait_vector(torch.zeros(0, 4))
