"""The towers built here against open_clip's own: names, first weights, features, gradients."""

import json
import subprocess
import sys

import pytest
import torch
from open_clip.model import CLIPVisionCfg, _build_vision_tower

from adtool.model.resnet_tower import ResNetTower
from adtool.model.towers import _check_size, build_tower
from adtool.model.transformer_tower import TransformerTower
from adtool.model.vision_encoder import VisionConfig

SMALL = {"image_size": 64, "width": 32, "head_width": 16, "layers": 2, "patch_size": 16}
RESNET = {"image_size": 64, "width": 8, "head_width": 64}
OWN = {
    "transformer": (SMALL, False),
    "transformer of OpenAI's": (SMALL, True),
    "patches that do not fit": ({**SMALL, "image_size": 70}, False),
    "one layer": ({**SMALL, "layers": 1, "head_width": 32}, False),
    "resnet": ({**RESNET, "layers": [1, 1, 1, 1]}, False),
    "resnet of more": ({**RESNET, "layers": [2, 1, 3, 1]}, False),
    "resnet as a tuple": ({**RESNET, "layers": (1, 2, 1, 1), "image_size": 96}, True),
    "the bundled model's": (
        {"layers": [1, 2, 2, 1], "width": 16, "head_width": 64, "image_size": 96},
        False,
    ),
}
OTHERS = {
    "layer scale": {**SMALL, "ls_init_value": 0.1},
    "wide frames": {**SMALL, "image_size": [32, 64]},
    "mean pooling": {**SMALL, "pool_type": "avg"},
    "another perceptron": {**SMALL, "mlp_ratio": 2.0},
    "no first norm": {**SMALL, "no_ln_pre": True},
    "attentional pool": {**SMALL, "attentional_pool": True, "attn_pooler_heads": 4},
}


def both(vision, quick_gelu=False):
    """Build a tower here and at open_clip, from the same seed."""
    torch.manual_seed(7)
    ours = build_tower(VisionConfig(24, vision, quick_gelu))
    torch.manual_seed(7)
    theirs = _build_vision_tower(24, CLIPVisionCfg(**vision), quick_gelu)
    return ours.train(), theirs.train()


def pictures(vision):
    size = vision["image_size"]
    height, width = size if isinstance(size, list) else (size, size)
    return torch.randn(3, 3, height, width, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("kind", OWN)
def test_clips_own_towers_are_built_here(kind):
    vision, quick_gelu = OWN[kind]
    ours, _ = both(vision, quick_gelu)
    assert isinstance(ours, (ResNetTower, TransformerTower))


@pytest.mark.parametrize("kind", OTHERS)
def test_any_other_tower_is_open_clips(kind):
    ours, theirs = both(OTHERS[kind])
    assert type(ours) is type(theirs)
    assert torch.equal(ours.eval()(pictures(OTHERS[kind])), theirs.eval()(pictures(OTHERS[kind])))


@pytest.mark.parametrize("kind", OWN)
def test_weights_have_the_same_names_and_begin_alike(kind):
    ours, theirs = (tower.state_dict() for tower in both(*OWN[kind]))
    assert list(ours) == list(theirs)
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("kind", OWN)
def test_features_and_gradients_are_the_same_to_the_last_bit(kind, training):
    towers = both(*OWN[kind])
    for tower in towers:
        for parameter in tower.parameters():  # those that begin at zero take part, too
            parameter.data += torch.linspace(-0.1, 0.1, parameter.numel()).view(parameter.shape)
        tower.train(training)
    found, expected = (tower(pictures(OWN[kind][0])) for tower in towers)
    assert torch.equal(found, expected)
    found.square().sum().backward()
    expected.square().sum().backward()
    ours, theirs = (dict(tower.named_parameters()) for tower in towers)
    assert all(torch.equal(ours[name].grad, theirs[name].grad) for name in theirs)


@pytest.mark.parametrize("kind", ["transformer of OpenAI's", "resnet of more"])
def test_without_gradients_features_are_the_same_too(kind):
    ours, theirs = (tower.eval() for tower in both(*OWN[kind]))
    with torch.inference_mode():
        assert torch.equal(ours(pictures(OWN[kind][0])), theirs(pictures(OWN[kind][0])))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"layers": [1, 2]}, "cannot build"),
        ({"head_width": 64}, "cannot build"),
        ({"layers": 600}, "600 layers are too many"),
        ({"width": 20_000}, "1 to 16384"),
        ({"timm_model_name": "hf-hub:someone/something"}, "without a place"),
        ({"colour": "blue"}, "cannot build"),
    ],
)
def test_what_cannot_be_built_is_a_value_error(changes, fault):
    with pytest.raises(ValueError, match=fault):
        build_tower(VisionConfig(24, {**SMALL, **changes}))


def test_clips_own_towers_need_no_open_clip():
    check = (
        "import json, sys\n"
        "from adtool.model.vision_encoder import VisionConfig, VisionEncoder\n"
        "for vision in json.loads(sys.argv[1]):\n"
        "    VisionEncoder(VisionConfig(24, vision))\n"
        "assert not {'open_clip', 'timm', 'torchvision', 'transformers'} & set(sys.modules)\n"
    )
    given = json.dumps([vision for vision, _ in OWN.values()])
    subprocess.run([sys.executable, "-c", check, given], check=True)


@pytest.mark.parametrize(
    ("vision", "taken"),
    [
        ({"width": 16384}, True),
        ({"width": 16385}, False),
        ({"patch_size": 0}, False),
        ({"layers": [256, 256]}, True),
        ({"layers": [256, 257]}, False),
        ({"layers": 1.0}, False),
        ({"layers": True}, False),
        ({"image_size": (64, 0)}, False),
        ({"head_width": "64"}, False),
    ],
    ids=str,
)
def test_sizes_of_a_tower_have_limits(vision, taken):
    config = VisionConfig(16, vision)
    if taken:
        _check_size(config)
    else:
        with pytest.raises(ValueError, match=r"whole numbers from 1 to 16384|too many"):
            _check_size(config)


@pytest.mark.parametrize("embed_dim", [0, 16385])
def test_the_joint_space_has_the_same_limits(embed_dim):
    with pytest.raises(ValueError, match="whole numbers"):
        _check_size(VisionConfig(embed_dim, {}))
