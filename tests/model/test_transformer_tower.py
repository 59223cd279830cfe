"""CLIP's vision transformer; ``test_towers.py`` compares it with open_clip's."""

import torch

from adtool.model.transformer_tower import QuickGELU, TransformerTower

SIZES = {"width": 16, "heads": 2, "inner": 64, "patch_size": 8, "image_size": 32, "output": 5}


def test_a_tower_gives_one_vector_a_picture():
    tower = TransformerTower(3, **SIZES, quick_gelu=False)
    assert tower(torch.randn(2, 3, 32, 32)).shape == (2, 5)
    assert len(tower.transformer.resblocks) == 3
    assert tower.positional_embedding.shape == (17, 16)


def test_the_first_token_sees_every_patch():
    tower = TransformerTower(1, **SIZES, quick_gelu=True).eval()
    black = torch.zeros(1, 3, 32, 32)
    for row, column in ((0, 0), (31, 31), (12, 20)):
        dotted = black.clone()
        dotted[..., row, column] = 9.0
        assert not torch.allclose(tower(black), tower(dotted))


def test_quick_gelu_is_openais():
    x = torch.tensor([-2.0, 0.0, 1.0])
    expected = torch.tensor([-2 / (1 + torch.e**3.404), 0.0, 1 / (1 + torch.e**-1.702)])
    torch.testing.assert_close(QuickGELU()(x), expected)
