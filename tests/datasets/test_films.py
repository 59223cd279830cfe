"""Training films: rendered ones, and how a run gets its films."""

from __future__ import annotations

import numpy as np
import pytest

from adtool.datasets.film import Annotation, frame_times, parts
from adtool.datasets.films import load_films
from adtool.datasets.settings import DATA, DataSettings
from adtool.datasets.storyworld_film import StoryworldFilm
from adtool.timeline import Clip, Gap

CLIP = Annotation("film", 1000, 3500, "A door opens.")


def test_without_jitter_frames_are_taken_as_the_model_takes_them():
    clip = Clip(CLIP.start, CLIP.end, Gap(0, 9000))
    assert frame_times(CLIP, 8) == list(clip.frame_times(8))


def test_jitter_stays_in_its_part_of_the_clip():
    for seed in range(20):
        times = frame_times(CLIP, 5, np.random.default_rng(seed))
        assert all(1000 + 500 * i <= t < 1500 + 500 * i for i, t in enumerate(times))


def test_of_sixteen_pictures_eight_are_every_second_one():
    assert parts(16, 8) == [0, 2, 4, 6, 8, 10, 12, 14]
    assert parts(16, 16) == list(range(16))
    assert parts(3, 8) == [0, 0, 0, 1, 1, 1, 2, 2]


def test_storyworld_films_have_clips_frames_and_a_cast():
    settings = DataSettings(train_films=2, validation_films=1, clips=9, size=32)
    train, unseen = (DATA["storyworld"](settings, split) for split in ("train", "validation"))
    assert [len(train), len(unseen)] == [2, 1]
    assert len({film.name for film in [*train, *unseen]}) == 3
    film = train[0]
    assert len(film.annotations) == 9
    assert all(set(clip.characters) <= set(film.cast) for clip in film.annotations)
    assert list(film.annotations) == sorted(film.annotations, key=lambda clip: clip.start)
    shown = film.frames(4, 3, None)
    assert shown.shape == (3, 32, 32, 3)
    assert shown.dtype == np.uint8
    assert np.array_equal(shown, StoryworldFilm(film.seed, 9, 32).frames(4, 3, None))


def test_a_run_on_storyworld_has_nothing_to_complain_of(tmp_path):
    settings = DataSettings(train_films=2, validation_films=1, clips=3, size=32)
    films, unseen = load_films(settings, tmp_path / "run")
    assert [len(films), len(unseen)] == [2, 1]
    assert not (tmp_path / "run").exists()


def test_settings_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="kind is 'dvd'"):
        DataSettings(kind="dvd")
    with pytest.raises(ValueError, match="must be positive"):
        DataSettings(train_films=0)
    with pytest.raises(ValueError, match="fps is 0"):
        DataSettings(fps=0.0)
    with pytest.raises(ValueError, match="short_side"):
        DataSettings(short_side=-1)


def test_the_order_of_those_in_a_clip_does_not_tell_who_acts():
    settings = DataSettings(train_films=1)
    (film,) = DATA["storyworld"](settings, "train")
    for clip in film.annotations:
        assert list(clip.characters) == [one for one in film.cast if one in clip.characters]
    firsts = [film._film.clips[i].actor.name == clip.characters[0]
              for i, clip in enumerate(film.annotations) if len(clip.characters) > 1]  # fmt: skip
    assert 0 < sum(firsts) < len(firsts)
