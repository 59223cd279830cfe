"""Which films an analysis looks into."""

from pathlib import Path

import pytest
import torch

from adtool.analyses.clip_spaces import frame_features
from adtool.analyses.films import Part, film_called, films_of_features, find_films, part_of
from adtool.datasets.settings import DATA, DataSettings
from adtool.errors import AdtoolError, CheckpointError
from adtool.faults import Fault
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


def test_so_many_clips_from_one_on_are_a_part(colour_films):
    film = colour_films[0]
    assert part_of(film, 1, 6).clips == range(6)
    assert part_of(film, 6, 1).clips == range(5, 6)
    for first, count in ((1, 7), (6, 2), (7, 1)):
        with pytest.raises(AdtoolError) as caught:
            part_of(film, first, count)
        assert str(caught.value) == (
            f"colours-0 has 6 clips, so {count} from clip {first} on are not there; "
            "lower --first or --count."
        )


def test_a_part_shows_the_portraits_of_its_film(colour_films):
    film = colour_films[0]
    assert part_of(film, 2, 2).portraits().keys() == film.portraits().keys()


class Heard:
    """Progress that keeps what it is told."""

    def __init__(self):
        self.notes = []

    def note(self, text):
        self.notes.append(text)


def test_films_of_a_data_set_are_those_to_train_on_and_faults_are_noted(monkeypatch):
    def films(settings, split, faults, progress):
        faults.report(Fault("no text", "a.csv", "", 3))
        return [split]

    heard = Heard()
    for kind, split in (("cmdad", "train"), ("storyworld", "test")):
        monkeypatch.setitem(DATA, kind, films)
        assert find_films(DataSettings(kind=kind), heard) == [split]
    assert heard.notes == ["Data: rows without text, dropped: 1 (first: a.csv, line 3)."] * 2


def test_a_data_set_without_films_is_refused(monkeypatch):
    monkeypatch.setitem(DATA, "cmdad", lambda *asked: [])
    settings = DataSettings(kind="cmdad", annotations=Path("own.csv"))
    with pytest.raises(AdtoolError, match=r"^own\.csv: there is no film in it to look at$"):
        find_films(settings)


def test_a_film_with_another_name_altogether_gets_the_first_ones(colour_films):
    with pytest.raises(AdtoolError) as caught:
        film_called(colour_films, "zzz")
    assert str(caught.value) == (
        "There is no film 'zzz' among the 4: colours-0, colours-1, colours-2, …"
    )
    with pytest.raises(AdtoolError, match=r"among the 2: colours-0, colours-1$"):
        film_called(colour_films[:2], "zzz")


def test_clips_of_features_have_their_times_and_their_excerpts(tmp_path):
    made = Made("Hugo", "x", 1, ((0, 900), (1000, 2000, 50, 1050)))
    write(tmp_path / "Hugo.safetensors", torch.zeros(2, 1, 4), made)
    (film,) = films_of_features(tmp_path)
    first, second = film.annotations
    assert (first.start, first.end, first.excerpt, first.text) == (0, 900, None, "")
    assert (second.start, second.end) == (1000, 2000)
    assert (second.excerpt.file, second.excerpt.start, second.excerpt.end) == ("", 50, 1050)
