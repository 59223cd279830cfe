"""Which films an analysis looks into, and what of a CLIP it loads."""

import pytest
import torch

from adtool.analyses.clip_spaces import ad_vectors, frame_features, load_encoders
from adtool.analyses.films import Part, film_called, films_of_features
from adtool.errors import AdtoolError, CheckpointError
from adtool.features.files import Made, write
from adtool.features.of_clips import encode_films
from adtool.features.ready import open_features
from adtool.features.settings import EncodingSettings
from adtool.model.clip import load_clip


def test_a_part_of_a_film_shows_the_films_own_clips(colour_films):
    film = colour_films[0]
    part = Part(film, range(2, 5))
    assert list(part.annotations) == list(film.annotations[2:5])
    assert (part.name, part.cast) == (film.name, film.cast)
    assert (part.frames(1, 2, None) == film.frames(3, 2, None)).all()


def test_a_film_is_found_by_name_and_the_nearest_is_suggested(colour_films):
    assert film_called(colour_films, None) is colour_films[0]
    assert film_called(colour_films, "colours-2") is colour_films[2]
    with pytest.raises(AdtoolError, match="no film 'colors-3' among the 4: colours-3, "):
        film_called(colour_films, "colors-3")


def test_features_of_clips_say_themselves_where_the_clips_are(tmp_path, colour_films, tiny_clip):
    encoder = load_clip(str(tiny_clip)).vision
    made = encode_films(encoder, colour_films[:2], 3, tmp_path)
    films = films_of_features(made.folder)
    assert [film.name for film in films] == ["colours-0", "colours-1"]
    ready = open_features(made.folder, 3)
    ready.check(films, encoder)
    together = frame_features(encoder, colour_films[:2], 3, EncodingSettings("cpu", workers=0))
    for film, features in zip(films, together, strict=True):
        torch.testing.assert_close(ready.of(film), features)


def test_features_of_whole_films_do_not_say_where_the_clips_are(tmp_path):
    write(tmp_path / "Hugo.safetensors", torch.zeros(9, 4), Made("Hugo", "x", fps=5.0, length=9))
    with pytest.raises(CheckpointError, match="--annotations must say where its clips are"):
        films_of_features(tmp_path)


def test_a_folder_without_features_is_refused(tmp_path):
    with pytest.raises(CheckpointError, match="holds no features"):
        films_of_features(tmp_path)


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
