"""CLIP's ResNet; ``test_towers.py`` compares it with open_clip's."""

import pytest
import torch

from adtool.model.resnet_tower import AttentionPool, Bottleneck, ResNetTower


@pytest.mark.parametrize(("stride", "side"), [(1, 8), (2, 4)])
def test_a_block_widens_and_may_halve(stride, side):
    assert Bottleneck(6, 3, stride)(torch.randn(2, 6, 8, 8)).shape == (2, 12, side, side)


def test_a_block_of_the_same_size_has_no_detour():
    assert Bottleneck(12, 3).downsample is None
    assert Bottleneck(11, 3).downsample is not None


def test_the_pool_gives_one_vector_a_picture():
    assert AttentionPool(2, 16, heads=4, output=5)(torch.randn(3, 16, 2, 2)).shape == (3, 5)


def test_every_stage_has_its_blocks():
    tower = ResNetTower((1, 2, 3, 4), width=4, heads=2, image_size=32, output=7)
    stages = (tower.layer1, tower.layer2, tower.layer3, tower.layer4)
    assert [len(stage) for stage in stages] == [1, 2, 3, 4]
    assert tower.eval()(torch.randn(1, 3, 32, 32)).shape == (1, 7)
