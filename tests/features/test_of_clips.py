"""Features on disk: of clips and at a fixed rate, resumed, changed, broken, ready-made."""

from __future__ import annotations

import pytest
import torch

from adtool.errors import CheckpointError, OutputError
from adtool.features.encoding import BLOCK
from adtool.features.files import file_of
from adtool.features.of_clips import FilmFeatures, encode_clips, encode_films
from adtool.model.vision_encoder import VisionEncoder

from .conftest import HOW, film


def test_features_are_those_of_the_encoder_frame_by_frame(encoder, tmp_path):
    films = [film("a", *((i * 1000, i * 1000 + 500) for i in range(BLOCK // 4 + 3)))]
    features = encode_films(encoder, films, 4, tmp_path).of(films[0])
    assert features.shape == (BLOCK // 4 + 3, 4, 16)
    with torch.no_grad():
        for clip in (0, BLOCK // 4 - 1, BLOCK // 4, BLOCK // 4 + 2):
            plain = encoder(encoder.preprocess(films[0].frames(clip, 4, None)))
            torch.testing.assert_close(features[clip], plain.half(), atol=2e-3, rtol=2e-3)


def test_changed_annotations_are_noticed(encoder, tmp_path):
    before, after = film("a", (0, 1000)), film("a", (0, 1200))
    features = encode_films(encoder, [before], 2, tmp_path)
    with pytest.raises(CheckpointError, match="of other clips than the annotations"):
        features.of(after)
    stamp = features.path(before).stat().st_mtime_ns
    encode_films(encoder, [after], 2, tmp_path)
    assert features.of(after).shape == (1, 2, 16)
    assert features.path(before).stat().st_mtime_ns != stamp


def test_a_folder_of_other_features_is_refused_unless_it_may_be_replaced(encoder, tmp_path):
    films = [film("a", (0, 1000)), film("b", (0, 1000))]
    encode_clips(encoder, films[:1], 2, tmp_path, HOW)
    with pytest.raises(OutputError, match=r"a\.safetensors: holds features of 2 frames a clip"):
        encode_clips(encoder, films, 4, tmp_path, HOW)
    assert not (tmp_path / "b.safetensors").exists()
    encode_clips(encoder, films, 4, tmp_path, HOW, overwrite=True)
    assert FilmFeatures(tmp_path).of(films[0]).shape == (1, 4, 16)
    other = VisionEncoder(encoder.config)
    with pytest.raises(OutputError, match="holds features of another encoder"):
        encode_clips(other, films, 4, tmp_path, HOW)


def test_a_damaged_file_is_encoded_again(encoder, tmp_path):
    one = film("a", (0, 1000))
    encode_clips(encoder, [one], 2, tmp_path, HOW)
    path = file_of(tmp_path, "a")
    path.write_bytes(path.read_bytes()[:-10])
    encode_clips(encoder, [one], 2, tmp_path, HOW)
    assert FilmFeatures(tmp_path).of(one).shape == (1, 2, 16)
