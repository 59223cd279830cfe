"""Clips and their ADs as vectors: what of a CLIP is loaded, and in which order it encodes."""

import pytest
import torch

from adtool.analyses.clip_spaces import ad_vectors, load_encoders
from adtool.errors import CheckpointError
from adtool.model.clip import load_clip


def test_ads_are_encoded_in_the_films_order(colour_films, tiny_clip):
    clip = load_clip(str(tiny_clip))
    found = ad_vectors(clip, colour_films[:2])
    assert [len(film) for film in found] == [6, 6]
    with torch.inference_mode():
        alone = clip.encode_words(clip.tokenize([colour_films[1].annotations[4].text])).sentences[0]
    torch.testing.assert_close(found[1][4], alone)


def test_a_clip_is_a_folder_or_an_architecture_and_its_weights_or_a_model(tiny_clip):
    whole = load_encoders(str(tiny_clip))
    assert whole.clip is not None
    assert whole.vision is whole.clip.vision
    assert load_encoders("bundled").clip is None
    with pytest.raises(CheckpointError, match=r"say which weights, as in ViT-B-32/openai"):
        load_encoders("ViT-B-32")
