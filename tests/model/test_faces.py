"""A face: the mean direction of a character's portraits."""

import numpy as np
import pytest
import torch


def test_a_character_looks_like_the_mean_direction_of_the_portraits(model):
    pictures = np.random.default_rng(0).integers(0, 256, (3, 40, 60, 3), dtype=np.uint8)
    found = model.portrait_features(list(pictures))
    one_by_one = [model.encode([picture])[0] for picture in pictures]
    mean = sum(vector / vector.norm() for vector in one_by_one)
    torch.testing.assert_close(found, mean / mean.norm())
    with pytest.raises(ValueError, match="at least one portrait"):
        model.portrait_features([])
