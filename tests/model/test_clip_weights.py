"""Where vision encoders come from."""

import json

import open_clip
import pytest
import torch
from safetensors.torch import save_file

from adtool.errors import CheckpointError, UnavailableError
from adtool.model.clip_weights import load_vision_encoder, named_config

from .conftest import TINY_VIT

MODEL = {
    "embed_dim": TINY_VIT.embed_dim,
    "vision_cfg": dict(TINY_VIT.vision_cfg),
    "text_cfg": {"context_length": 8, "vocab_size": 20, "width": 16, "heads": 2, "layers": 1},
}


@pytest.fixture
def clip_folder(tmp_path):
    """A small whole CLIP in open_clip's own folder form, and the CLIP."""
    torch.manual_seed(0)
    clip = open_clip.CLIP(**MODEL)
    config = {"model_cfg": MODEL, "preprocess_cfg": {"resize_mode": "squash", "size": 32}}
    (tmp_path / "open_clip_config.json").write_text(json.dumps(config))
    save_file(clip.state_dict(), tmp_path / "open_clip_model.safetensors")
    return tmp_path, clip


def test_a_folder_in_open_clips_form_gives_its_vision_half(clip_folder):
    folder, clip = clip_folder
    encoder = load_vision_encoder(folder)
    assert encoder.config.resize_mode == "squash"
    pixels = torch.randn(2, 3, 32, 32)
    assert torch.equal(encoder.eval()(pixels), clip.eval().encode_image(pixels))


def test_every_architecture_of_open_clip_has_a_configuration():
    for name in open_clip.list_models():
        assert named_config(name).embed_dim > 0


def test_an_unknown_architecture_is_unavailable():
    with pytest.raises(UnavailableError, match="ViT-Z-99"):
        named_config("ViT-Z-99")


def test_unknown_weights_are_unavailable():
    with pytest.raises(UnavailableError, match="no-such-tag"):
        load_vision_encoder("RN50", "no-such-tag")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}"])
def test_a_broken_configuration_is_named(clip_folder, content):
    (clip_folder[0] / "open_clip_config.json").write_text(content)
    with pytest.raises(CheckpointError, match=r"open_clip_config\.json"):
        load_vision_encoder(clip_folder[0])


def test_a_folder_without_configuration_or_weights_is_named(clip_folder, tmp_path):
    (clip_folder[0] / "open_clip_model.safetensors").unlink()
    with pytest.raises(CheckpointError, match="must hold one"):
        load_vision_encoder(clip_folder[0])
    (clip_folder[0] / "open_clip_config.json").unlink()
    with pytest.raises(CheckpointError, match="holds no open_clip_config"):
        load_vision_encoder(clip_folder[0])


def test_weights_of_another_shape_or_damaged_do_not_fit(clip_folder):
    path = clip_folder[0] / "open_clip_model.safetensors"
    save_file({"visual.proj": torch.zeros(3)}, path)
    with pytest.raises(CheckpointError, match="does not fit"):
        load_vision_encoder(clip_folder[0])
    path.write_bytes(b"\x00" * 100)
    with pytest.raises(CheckpointError, match="does not fit"):
        load_vision_encoder(clip_folder[0])
