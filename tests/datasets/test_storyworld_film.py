"""Storyworld as a data set."""

from __future__ import annotations

import numpy as np

from adtool.datasets.settings import DATA, DRAWN, DataSettings
from adtool.datasets.storyworld_film import StoryworldFilm


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


def test_the_order_of_those_in_a_clip_does_not_tell_who_acts():
    settings = DataSettings(train_films=1)
    (film,) = DATA["storyworld"](settings, "train")
    for clip in film.annotations:
        assert list(clip.characters) == [one for one in film.cast if one in clip.characters]
    firsts = [film._film.clips[i].actor.name == clip.characters[0]
              for i, clip in enumerate(film.annotations) if len(clip.characters) > 1]  # fmt: skip
    assert 0 < sum(firsts) < len(firsts)


def test_the_kind_says_of_which_world_the_films_are():
    settings = {
        kind: DataSettings(kind, train_films=1, clips=5, size=16, redundancy=0.3) for kind in DRAWN
    }
    (own,), (ad,) = (DATA[kind](settings[kind], "train") for kind in DRAWN)
    assert own.name == "storyworld-1000000"
    assert ad.name == "storyworld-ad-r0.3-1000000"
    assert [clip.text for clip in own.annotations] != [clip.text for clip in ad.annotations]
    assert ad.frames(2, 3, None).shape == (3, 16, 16, 3)
    assert set(ad.looks) == set(ad.appearances) == set(ad.portraits()) == set(ad.cast)
    tested = DATA["storyworld-ad"](settings["storyworld-ad"], "test")
    assert tested[0].name == "storyworld-ad-r0.3-3000000"
