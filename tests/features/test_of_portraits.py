"""The faces of films' characters: encoded once, and told beside the names that they belong to."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from adtool.errors import CheckpointError
from adtool.features.files import file_of, fingerprint
from adtool.features.of_portraits import encode_portraits
from adtool.model import DistinctAD
from adtool.model.clip import load_clip
from adtool_training.stage2_data.names import NameSettings
from adtool_training.stage2_data.windows import PromptSource, window_batch, windows_of


@pytest.fixture
def encoder(tiny_clip):
    return load_clip(str(tiny_clip)).vision


@dataclasses.dataclass(frozen=True)
class Unseen:
    """A film without pictures of anybody."""

    name: str = "unseen"


def test_a_film_has_the_faces_of_those_with_pictures(encoder, colour_films, tmp_path):
    found = encode_portraits(encoder, [*colour_films, Unseen()], tmp_path)
    assert list(found) == [*(film.name for film in colour_films), "unseen"]
    assert found["unseen"] == {}
    film = colour_films[1]
    for name, pictures in film.portraits().items():
        want = DistinctAD.portrait_features(PictureModel(encoder), pictures)
        np.testing.assert_allclose(found[film.name][name], want, atol=1e-5)
        assert np.linalg.norm(found[film.name][name]) == pytest.approx(1, abs=1e-5)
    assert found[film.name].keys() == film.portraits().keys()


class PictureModel:
    def __init__(self, encoder):
        self.encode = encoder.encode


def test_faces_are_encoded_once_and_anew_for_another_encoder(encoder, colour_films, tmp_path):
    first = encode_portraits(encoder, colour_films[:3], tmp_path)
    files = sorted((tmp_path / fingerprint(encoder)).iterdir())
    stamps = [file.stat().st_mtime_ns for file in files]
    again = encode_portraits(encoder, colour_films, tmp_path)
    assert [file.stat().st_mtime_ns for file in files] == stamps
    assert len(again) == 4
    for name, faces in first.items():
        assert all(np.array_equal(face, again[name][who]) for who, face in faces.items())
    with torch.no_grad():
        next(encoder.parameters()).mul_(torch.arange(32.0))
    other = encode_portraits(encoder, colour_films[:1], tmp_path)
    name = colour_films[0].name
    assert not np.allclose(other[name]["Ann"], first[name]["Ann"])


@pytest.mark.parametrize("content", [b"", b"x" * 100])
def test_a_damaged_file_of_faces_is_named(encoder, colour_films, tmp_path, content):
    encode_portraits(encoder, colour_films[:1], tmp_path)
    path = file_of(tmp_path / fingerprint(encoder), colour_films[0].name)
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="delete it and resume"):
        encode_portraits(encoder, colour_films, tmp_path)


class NoFeatures:
    def of(self, film, clips=None):
        return torch.zeros(len(film.annotations if clips is None else clips), 2, 16)


def test_faces_stay_with_their_names(encoder, colour_films, tmp_path):
    faces = encode_portraits(encoder, colour_films, tmp_path)
    everybody = PromptSource(NameSettings(0, 1, 0), faces=faces)
    chosen = [(i, w) for i, film in enumerate(colour_films) for w in windows_of(film, 3)]
    told = window_batch(chosen, NoFeatures(), everybody, [0])["inputs"]
    for (_, window), clips in zip(chosen, told, strict=True):
        known = faces[window.film.name]
        for tell in clips:
            names = [character.name for character in tell.characters]
            assert names == list(window.film.cast)
            for name, face in zip(names, tell.faces, strict=True):
                assert (face is None) == (name == "Cid")
                assert face is None or np.array_equal(face, known[name])
    blind = window_batch(chosen, NoFeatures(), PromptSource(NameSettings(0, 1, 0)), [0])["inputs"]
    assert not any(len(tell.faces) for clips in blind for tell in clips)
    assert [[t.characters for t in clips] for clips in blind] == [
        [t.characters for t in clips] for clips in told
    ]
