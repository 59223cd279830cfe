"""The vision encoder: three kinds of towers, and CLIP's preparation of images."""

import numpy as np
import pytest
import torch
from PIL import Image

from adtool.model import vision_encoder
from adtool.model.precision import tiles_work
from adtool.model.vision_encoder import VisionConfig, VisionEncoder

from .conftest import TINY_VIT

TOWERS = {
    "vit": dict(TINY_VIT.vision_cfg),
    "resnet": {"image_size": 64, "layers": [1, 1, 1, 1], "width": 8, "head_width": 64},
    "timm": {"image_size": 32, "timm_model_name": "resnet10t", "timm_pool": "avg"},
}


def bfloat16_is_safe() -> bool:
    return tiles_work() or not torch.cpu._is_amx_tile_supported()


def frames(count=2, height=90, width=160):
    generator = np.random.default_rng(0)
    small = generator.integers(0, 256, (count, 9, 16, 3), dtype=np.uint8)
    return [np.asarray(Image.fromarray(i).resize((width, height), Image.BICUBIC)) for i in small]


@pytest.mark.parametrize("kind", list(TOWERS))
def test_every_kind_of_tower_encodes(kind):
    torch.manual_seed(0)
    encoder = VisionEncoder(VisionConfig(embed_dim=16, vision_cfg=TOWERS[kind])).eval()
    features = encoder.encode(frames(), batch=1)
    assert features.shape == (2, 16)
    assert features.dtype == torch.float32
    torch.testing.assert_close(features, encoder.encode(frames(), batch=8), atol=1e-5, rtol=1e-4)


@pytest.mark.skipif(not bfloat16_is_safe(), reason="AMX is announced, but kills the process")
@pytest.mark.parametrize("kind", list(TOWERS))
def test_half_precision_weights_give_nearly_the_same(kind):
    torch.manual_seed(0)
    encoder = VisionEncoder(VisionConfig(embed_dim=16, vision_cfg=TOWERS[kind])).eval()
    full = encoder.encode(frames())
    half = encoder.to(torch.bfloat16).encode(frames())
    assert torch.cosine_similarity(full, half).min() > 0.99


def test_gradients_flow_for_stage_one():
    encoder = VisionEncoder(TINY_VIT)
    encoder(encoder.preprocess(frames())).sum().backward()
    assert all(p.grad is not None for p in encoder.parameters())


def test_no_frames_give_no_features():
    assert VisionEncoder(TINY_VIT).encode([]).shape == (0, 16)


@pytest.mark.parametrize("mode", ["shortest", "squash"])
@pytest.mark.parametrize("size", [(90, 160), (160, 90), (32, 32), (20, 24), (45, 1000), (100, 101)])
def test_images_are_prepared_as_open_clip_does(mode, size):
    from open_clip.transform import PreprocessCfg, image_transform_v2

    config = VisionConfig(embed_dim=16, vision_cfg=TINY_VIT.vision_cfg, resize_mode=mode)
    reference = image_transform_v2(PreprocessCfg(size=(32, 32), resize_mode=mode), is_train=False)
    images = frames(2, *size)
    found = VisionEncoder(config).preprocess(images)
    expected = torch.stack([reference(Image.fromarray(image)) for image in images])
    grey_level = 1 / 255 / min(config.std)
    assert found.shape == expected.shape
    assert float((found - expected).abs().max()) <= 1.01 * grey_level


def test_images_of_several_sizes_go_through_together():
    encoder = VisionEncoder(TINY_VIT).eval()
    images = [*frames(1, 90, 160), *frames(1, 64, 64)]
    together = encoder.preprocess(images)
    assert torch.equal(together, torch.cat([encoder.preprocess([image]) for image in images]))


def test_a_configuration_survives_open_clips_form():
    config = VisionConfig(16, {"layers": 2}, True, "squash", "bilinear", (0, 0, 0), (1, 1, 1))
    assert VisionConfig.from_open_clip(config.to_open_clip()) == config


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"resize_mode": "longest"}, "resize_mode"),
        ({"interpolation": "nearest"}, "interpolation"),
        ({"std": (1.0, 0.0, 1.0)}, "std"),
        ({"mean": (0.5,)}, "mean"),
    ],
)
def test_wrong_preparation_is_named(changes, fault):
    with pytest.raises(ValueError, match=fault):
        VisionConfig(16, {}, **changes)


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"embed_dim": 16},
        {"embed_dim": 16, "vision_cfg": 3},
        {"model_cfg": []},
        {"embed_dim": "x", "vision_cfg": {}},
        {"embed_dim": 16, "vision_cfg": {"image_size": "big"}},
        {"embed_dim": 16, "vision_cfg": {"width": -1}},
        {"embed_dim": 16, "vision_cfg": {"width": 0, "layers": 1}},
        {"embed_dim": 16, "vision_cfg": {"layers": 10**9}},
        {"embed_dim": 16, "vision_cfg": {"layers": [1, 2]}},
        {"embed_dim": 16, "vision_cfg": {"timm_model_name": "no-such-model"}},
        {"embed_dim": 16, "vision_cfg": {"timm_model_name": "hf-hub:someone/something"}},
        {"embed_dim": 16, "vision_cfg": {"timm_model_name": "local-dir:/tmp"}},
        {"model_cfg": {"embed_dim": 16, "vision_cfg": {}}, "preprocess_cfg": {"mean": 1}},
        {"model_cfg": {"embed_dim": 16, "vision_cfg": {}}, "preprocess_cfg": []},
    ],
)
def test_a_configuration_that_builds_no_tower_is_a_value_error(config):
    with pytest.raises(ValueError):  # noqa: PT011 -- several wordings
        VisionEncoder(VisionConfig.from_open_clip(config))


def test_a_configuration_never_makes_timm_fetch_weights(monkeypatch):
    def refuse(*_, **options):
        assert not options.get("pretrained")
        return create(*_, **options)

    import timm

    create = timm.create_model
    monkeypatch.setattr(timm, "create_model", refuse)
    VisionEncoder(VisionConfig(16, {**TOWERS["timm"], "timm_model_pretrained": True}))


def test_for_inference_freezes_and_takes_the_format(monkeypatch):
    monkeypatch.setattr(vision_encoder, "inference_dtype", lambda device, size: torch.float64)
    encoder = VisionEncoder(TINY_VIT).for_inference()
    assert {p.dtype for p in encoder.parameters()} == {torch.float64}
    assert not any(p.requires_grad for p in encoder.parameters())
    assert encoder.encode(frames()).dtype == torch.float32


def test_the_constants_are_clips_own():
    config = VisionConfig(16, {})
    assert config.mean == (0.48145466, 0.4578275, 0.40821073)
    assert config.std == (0.26862954, 0.26130258, 0.27577711)
    assert (config.resize_mode, config.interpolation, config.quick_gelu) == (
        "shortest",
        "bicubic",
        False,
    )
    assert config.image_size == (224, 224)


@pytest.mark.parametrize(("size", "expected"), [(96, (96, 96)), ([64, 128], (64, 128))])
def test_an_image_is_square_or_has_a_height_and_a_width(size, expected):
    assert VisionConfig(16, {"image_size": size}).image_size == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"mean": (0.5, 0.5)},
        {"mean": (0.5,) * 4},
        {"std": (1.0, 1.0)},
        {"std": (1.0,) * 4},
        {"std": (1.0, 1.0, -1.0)},
    ],
    ids=str,
)
def test_mean_and_std_are_three_numbers_each_and_std_is_positive(changes):
    with pytest.raises(ValueError, match="mean and std are three"):
        VisionConfig(16, {}, **changes)


def test_open_clips_form_may_name_the_activation_and_leaves_out_what_we_do_not_know():
    model = {"embed_dim": 16, "vision_cfg": {"layers": 1}, "quick_gelu": True, "text_cfg": {}}
    preprocess = {"mean": [0, 0, 0], "size": 224, "resize_mode": "squash"}
    config = VisionConfig.from_open_clip({"model_cfg": model, "preprocess_cfg": preprocess})
    assert config == VisionConfig(16, {"layers": 1}, True, "squash", mean=(0.0, 0.0, 0.0))
    plain = VisionConfig.from_open_clip({"embed_dim": 16, "vision_cfg": {}})
    assert (plain.quick_gelu, plain.resize_mode) == (False, "shortest")


@pytest.mark.parametrize(
    ("mode", "size", "resized"),
    [
        ("squash", (90, 160), (32, 32)),
        ("shortest", (90, 160), (32, 56)),
        ("shortest", (160, 90), (56, 32)),
        ("shortest", (50, 50), (32, 32)),
        ("shortest", (1000, 3), (10666, 32)),
    ],
)
def test_the_size_before_cropping(mode, size, resized):
    config = VisionConfig(16, TINY_VIT.vision_cfg, resize_mode=mode)
    assert VisionEncoder(config)._resized(*size) == resized


def test_a_frame_is_cropped_in_its_middle():
    image = np.zeros((32, 96, 3), np.uint8)
    image[:, 32:64] = 200
    found = VisionEncoder(TINY_VIT).resize([image])
    assert found.dtype == torch.uint8
    assert (found == 200).all()


def test_levels_become_what_the_tower_was_trained_on():
    encoder = VisionEncoder(VisionConfig(16, TINY_VIT.vision_cfg, mean=(0.5,) * 3, std=(0.25,) * 3))
    found = encoder.normalise(torch.tensor([0, 255], dtype=torch.uint8).view(2, 1, 1, 1))
    assert found.shape == (2, 3, 1, 1)
    assert found[:, 0, 0, 0].tolist() == [-2.0, 2.0]


def test_images_go_through_the_tower_in_batches():
    encoder = VisionEncoder(TINY_VIT).eval()
    counts = []
    encoder.tower.register_forward_pre_hook(lambda _, given: counts.append(len(given[0])))
    encoder.encode(frames(7), batch=3)
    encoder.encode(frames(18))
    assert counts == [3, 3, 1, 16, 2]


def test_an_encoder_for_inference_knows_its_own_size(monkeypatch):
    asked = []
    monkeypatch.setattr(
        vision_encoder, "inference_dtype", lambda *given: asked.append(given) or torch.float32
    )
    encoder = VisionEncoder(TINY_VIT).train().for_inference("cpu")
    assert asked == [("cpu", sum(p.numel() for p in encoder.parameters()))]
    assert not encoder.training
