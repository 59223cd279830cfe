import random
from dataclasses import replace
from itertools import product

import numpy as np
from PIL import Image

from adtool.storyworld import render, sample_film
from adtool.storyworld.people import LOOKS, OUTFITS, Person
from adtool.storyworld.places import PLACES

FILM = sample_film(5, 6)


PEOPLE = [Person("Ada", look, OUTFITS[0]) for look in LOOKS]


SHOT = next(shot for shot in sample_film(5).clips if shot.others and shot.thing)


def test_frames_are_square_pictures_of_bytes_one_a_time():
    shot = FILM.clips[2]
    drawn = render.frames(FILM, 2, [shot.start, shot.start + 1000, shot.end - 1], 48)
    assert (drawn.shape, drawn.dtype) == ((3, 48, 48, 3), np.uint8)
    assert not np.array_equal(drawn[0], drawn[2])


def test_a_moment_looks_the_same_every_time():
    first, again = (render.small_picture(SHOT, 0.4, 64) for _ in range(2))
    assert np.array_equal(first, again)


def test_the_small_square_is_the_large_picture_squashed():
    small = render.small_picture(SHOT, 0.3, 96).astype(float)
    large = render.picture(SHOT, 0.3, 1280, 720)
    squashed = np.asarray(large.resize((96, 96), Image.Resampling.BILINEAR)).astype(float)
    assert np.abs(small - squashed).mean() < 6
    assert np.corrcoef(small.ravel(), squashed.ravel())[0, 1] > 0.95


def test_every_place_and_every_look_looks_different():
    looks = {
        render.picture(replace(SHOT, place=place, actor=person), 0.2, 64, 36).tobytes()
        for place, person in product(PLACES, PEOPLE)
    }
    assert len(looks) == len(PLACES) * len(PEOPLE)


def test_people_talk_before_each_clip_and_after_the_last():
    for time in (0, FILM.clips[-1].start - 500, FILM.duration - 1):
        assert render.talk(FILM, time, 64, 36).size == (64, 36)


def test_portraits_are_square_and_all_different():
    drawn = {render.portrait(person, 64).tobytes() for person in PEOPLE}
    drawn |= {render.portrait(replace(PEOPLE[0], outfit=one), 64).tobytes() for one in OUTFITS}
    assert len(drawn) == len(PEOPLE) + len(OUTFITS) - 1
    assert render.portrait(PEOPLE[0]).size == (256, 256)


def test_a_close_up_shows_the_head_or_nobody():
    for seed, person in enumerate(PEOPLE):
        empty, seen = (
            np.asarray(render.close_up(who, "park", random.Random(seed), 64))
            for who in (None, person)
        )
        assert empty.shape == seen.shape == (64, 64, 3)
        skin = np.abs(seen.astype(int) - person.look.skin).sum(axis=2) < 12
        assert skin[8:56, 8:56].sum() > 20, person.look.tag
