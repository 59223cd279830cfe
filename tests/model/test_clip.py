"""Where CLIPs come from: folders in open_clip's form, and its architectures."""

from __future__ import annotations

import json

import numpy as np
import open_clip
import pytest
import torch
from safetensors.torch import save_file

from adtool.errors import CheckpointError, UnavailableError
from adtool.model.clip import Clip, load_clip

SIZE = {"width": 32, "layers": 1}
MODEL = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": 32, "patch_size": 16, "head_width": 16, **SIZE},
    "text_cfg": {"context_length": 8, "vocab_size": 20, "heads": 2, **SIZE},
}


@pytest.fixture
def folder(tmp_path):
    """A small CLIP in open_clip's own folder form."""
    torch.manual_seed(0)
    config = {"model_cfg": MODEL, "preprocess_cfg": {"resize_mode": "squash", "size": 32}}
    (tmp_path / "open_clip_config.json").write_text(json.dumps(config))
    save_file(open_clip.CLIP(**MODEL).state_dict(), tmp_path / "open_clip_model.safetensors")
    return tmp_path


def test_a_folder_in_open_clips_form_gives_the_same_embeddings(folder):
    clip, theirs = load_clip(str(folder)), open_clip.create_model(f"local-dir:{folder}")
    assert clip.vision.config.resize_mode == "squash"
    pixels = torch.randn(2, 3, 32, 32)
    assert torch.equal(clip.vision.eval()(pixels), theirs.eval().encode_image(pixels))


@pytest.mark.parametrize("name", ["ViT-B-32", "ViT-B-16"])
def test_the_papers_backbones_encode_and_learn(name):
    config = open_clip.get_model_config(name)
    config["vision_cfg"]["layers"] = config["text_cfg"]["layers"] = 1  # as wide, less deep
    clip = Clip({"model_cfg": config})
    clip.freeze_text()
    words = clip.encode_words(clip.tokenize(["Anna opens the door.", "She waits."]))
    assert words.sentences.shape == (2, 512)
    assert words.is_word.sum(1).tolist() == [5, 3]
    frames = torch.randint(0, 255, (2, 1, 224, 224, 3), dtype=torch.uint8)
    seen = clip.encode_frames(frames)
    assert seen.shape == (2, 1, 512)
    (seen[:, 0] * words.sentences).sum().backward()
    learning = {n for n, p in clip.model.named_parameters() if p.grad is not None}
    assert learning
    assert all(n.startswith("visual.") for n in learning)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}"])
def test_a_broken_configuration_is_named(folder, content):
    (folder / "open_clip_config.json").write_text(content)
    with pytest.raises(CheckpointError, match=r"open_clip_config\.json: is no configuration"):
        load_clip(str(folder))


def test_a_folder_without_configuration_or_weights_is_named(folder):
    (folder / "open_clip_model.safetensors").unlink()
    with pytest.raises(CheckpointError, match=r"open_clip_model\.safetensors: does not fit"):
        load_clip(str(folder))
    (folder / "open_clip_config.json").unlink()
    with pytest.raises(CheckpointError, match=r"open_clip_config\.json: cannot be read: No such"):
        load_clip(str(folder))


def test_weights_of_another_shape_or_damaged_do_not_fit(folder):
    path = folder / "open_clip_model.safetensors"
    save_file({"visual.proj": torch.zeros(3)}, path)
    with pytest.raises(CheckpointError, match="does not fit its folder"):
        load_clip(str(folder))
    path.write_bytes(b"\x00" * 100)
    with pytest.raises(CheckpointError, match="does not fit its folder"):
        load_clip(str(folder))


def test_an_unknown_name_and_unknown_weights_are_refused():
    with pytest.raises(CheckpointError, match="ViT-Z-99: is neither a folder nor"):
        load_clip("ViT-Z-99")
    with pytest.raises(CheckpointError, match="RN50: is an architecture; say which weights"):
        load_clip("RN50")
    with pytest.raises(UnavailableError, match="no-such-tag"):
        load_clip("RN50", "no-such-tag")


@pytest.mark.parametrize("end", [None, 7])
def test_sentences_are_embedded_as_open_clip_does_it(end):
    torch.manual_seed(0)
    text = {**MODEL["text_cfg"], **({} if end is None else {"pool_type": "eos", "eos_id": end})}
    config = {**MODEL, "text_cfg": text}
    clip = Clip({"model_cfg": config})
    # The end token is 19, the highest, or 7; padding follows it, and the longest fills no row.
    last = 19 if end is None else end
    tokens = torch.tensor([[1, 3, 5, last, 0, 0, 0, 0], [1, 9, last, 0, 0, 0, 0, 0]])
    words = clip.encode_words(tokens)
    torch.testing.assert_close(words.sentences, clip.model.encode_text(tokens))
    assert words.words.shape == (2, 4, 16)
    assert words.is_word.tolist() == [[False, True, True, False], [False, True, False, False]]
    torch.testing.assert_close(words.words[1, 2], words.sentences[1])


def test_frames_of_another_size_are_fitted_to_the_tower_and_others_are_left(folder):
    clip = load_clip(str(folder))
    right = torch.arange(32 * 32 * 3, dtype=torch.uint8).reshape(1, 32, 32, 3).numpy()
    assert clip.fit(right) is right
    wide = np.full((2, 40, 80, 3), (10, 20, 30), np.uint8)
    fitted = clip.fit(wide)
    assert (fitted.shape, fitted.dtype) == ((2, 32, 32, 3), np.uint8)
    assert (fitted == np.array((10, 20, 30))).all()
