from __future__ import annotations

import pytest

from adtool.cast.character import FaceAt
from adtool.shots.film import BESIDE, MOVING, RECENT, FilmShots
from adtool.shots.looks import look_of
from adtool.shots.shot import Shot
from adtool.shots.watched import Part, Watched
from adtool.shots.watching import WatchedShot
from adtool.timeline import Clip, Gap


@pytest.fixture
def stretch(setup, palettes):
    """Make a stretch of shots of 2 s: (set-up, palette), one after the other."""

    def make(*shots, begin=0, motion=0.0, parts=()):
        looks = [(look_of(setup(number, palettes[palette])),) * 3 for number, palette in shots]
        return Watched(
            [
                WatchedShot(begin + 2000 * place, begin + 2000 * (place + 1), motion, look)
                for place, look in enumerate(looks)
            ],
            parts,
        )

    return make


def shots_of(clips, *stretches, faces=()):
    """Return the shots of clips (start, end), each of the stretch that it lies in."""
    film = FilmShots(stretches, faces)
    found, first = [], 0
    for one in stretches:
        places = range(first, first + len(one.shots))
        first += len(one.shots)
        for start, end in clips:
            if one.shots and one.shots[0].start <= start < one.shots[-1].end:
                found.append(film.of_clip(Clip(start, end, gap=Gap(start, end)), places, one.parts))
    return found


def reds(*numbers):
    return [(number, "red") for number in numbers]


def spans(shots):
    return [(shot.start, shot.end) for shot in shots]


def test_a_clip_has_its_own_shots_and_two_on_either_side(stretch):
    (found,) = shots_of([(5000, 9000)], stretch(*reds(1, 2, 3, 4, 5, 6, 7)))
    assert BESIDE == 2
    assert spans(found.before) == [(0, 2000), (2000, 4000)]
    assert spans(found.inside) == [(5000, 6000), (6000, 8000), (8000, 9000)]
    assert spans(found.after) == [(10_000, 12_000), (12_000, 14_000)]


def test_at_the_films_ends_there_are_fewer_shots_beside(stretch):
    (found,) = shots_of([(0, 4000)], stretch(*reds(1, 2)))
    assert (found.before, found.after) == ((), ())
    assert spans(found.inside) == [(0, 2000), (2000, 4000)]


def test_a_clip_within_one_shot_shows_that(stretch):
    (found,) = shots_of([(2100, 3900)], stretch(*reds(1, 2, 3)))
    assert spans(found.inside) == [(2100, 3900)]
    assert [shot.setup for shot in found.inside] == [2]


def test_the_first_frame_of_a_film_may_come_late(stretch):
    film = FilmShots([stretch(*reds(1), begin=900)], ())
    found = film.of_clip(Clip(0, 2000, gap=Gap(0, 2000)), range(1), ())
    assert spans(found.inside) == [(900, 2000)]


def test_a_clip_of_which_nothing_could_be_read_has_no_shots():
    film = FilmShots([Watched([], [])], ())
    found = film.of_clip(Clip(0, 2000, gap=Gap(0, 2000)), range(0), ())
    assert (found.before, found.inside, found.after) == ((), (), ())
    assert (found.opens_scene, found.like, found.scale) == (False, None, None)


def test_what_is_lost_in_a_clip_is_none_of_its_shots(stretch):
    before, after = stretch(*reds(1)), stretch(*reds(2), begin=5000)
    hole = Watched([*before.shots, *after.shots], [])
    (found,) = shots_of([(1000, 6000)], hole)
    assert spans(found.inside) == [(1000, 2000), (5000, 6000)]
    (found,) = shots_of([(1700, 5500)], hole)
    assert spans(found.inside) == [(5000, 5500)]
    (found,) = shots_of([(2100, 4900)], hole)
    assert (found.inside, found.before, found.after) == ((), (), ())


def test_setups_are_numbered_over_the_whole_film(stretch):
    one, two = shots_of(
        [(2000, 6000), (42_000, 46_000)],
        stretch(*reds(1, 2, 1, 3)),
        stretch(*reds(4, 2, 4, 1), begin=40_000),
    )
    assert [shot.setup for shot in one.inside] == [2, 1]
    assert [shot.setup for shot in two.inside] == [2, 4]


@pytest.mark.parametrize(("motion", "moving"), [(0, False), (MOVING - 1e-6, False), (MOVING, True)])
def test_a_shot_moves_where_enough_of_it_changes(stretch, motion, moving):
    (found,) = shots_of([(0, 2000)], stretch(*reds(1), motion=motion))
    assert found.inside[0].moving is moving


def test_faces_that_were_recognised_tell_the_scale_of_their_shot(stretch):
    faces = [
        FaceAt(3999, (0.4, 0.1, 0.6, 0.6)),
        FaceAt(2000, (0.4, 0.1, 0.6, 0.2)),
        FaceAt(4000, (0, 0, 1, 1)),
        FaceAt(1999, (0, 0, 1, 1)),
    ]
    (found,) = shots_of([(2000, 4000)], stretch(*reds(1, 2, 3)), faces=faces)
    assert found.inside[0].scale == 1.0


def test_faces_that_were_found_tell_the_scale_too(stretch):
    parts = [Part(1000, face=None), Part(3000, face=0.2), Part(5000, face=0.9)]
    (found,) = shots_of([(0, 4000)], stretch(*reds(1, 2, 3), parts=parts))
    assert [shot.scale for shot in found.inside] == [None, 3.0]
    assert found.after[0].scale is None


def test_a_shot_in_a_clip_names_its_still(stretch):
    parts = [Part(0, "stills/a.jpg"), Part(2000, "stills/b.jpg"), Part(3500, "stills/c.jpg")]
    one, two = shots_of([(0, 3500), (3500, 4000)], stretch(*reds(1, 2), parts=parts))
    assert [shot.still for shot in one.inside] == ["stills/a.jpg", "stills/b.jpg"]
    assert [shot.still for shot in two.inside] == ["stills/c.jpg"]


def test_a_clip_is_like_the_latest_that_shows_one_of_its_setups(stretch):
    clips = [(start, start + 2000) for start in range(0, 12_000, 2000)]
    found = shots_of(clips, stretch(*reds(1, 2, 1, 1, 3, 2)))
    assert [one.like for one in found] == [None, None, 0, 2, None, 1]


def test_a_shot_that_goes_on_is_no_return(stretch):
    clips = [(0, 1000), (1000, 2000), (2000, 4000), (4000, 5000), (5000, 6000)]
    found = shots_of(clips, stretch(*reds(1, 2, 1)))
    assert [one.like for one in found] == [None, None, None, 1, 1]


def test_a_clip_in_other_colours_opens_a_scene(stretch):
    shots = [*reds(1, 2), (3, "blue"), (4, "blue")]
    one, two, three = shots_of([(2000, 4000), (4000, 6000), (6000, 8000)], stretch(*shots))
    assert [one.opens_scene, two.opens_scene, three.opens_scene] == [False, True, False]


def test_a_clip_that_shows_anything_from_before_opens_none(stretch):
    shots = [*reds(1, 2), (3, "blue"), (5, "red")]
    (found,) = shots_of([(4000, 8000)], stretch(*shots))
    assert not found.opens_scene


def test_a_scene_is_opened_once(stretch):
    found = shots_of([(2000, 3000), (3000, 4000)], stretch(*reds(1), (2, "blue"), (3, "blue")))
    assert [one.opens_scene for one in found] == [True, False]


def test_the_beginning_of_what_was_watched_opens_no_scene(stretch):
    (found,) = shots_of([(0, 2000)], stretch(*reds(1)))
    assert not found.opens_scene
    _, two = shots_of(
        [(0, 2000), (40_000, 42_000)], stretch(*reds(1)), stretch((2, "blue"), begin=40_000)
    )
    assert not two.opens_scene


def test_a_new_scene_resembles_none_of_the_last_shots_of_the_film(stretch):
    between = [(number, "blue") for number in range(2, 2 + RECENT - 1)]
    start = 2000 * (len(between) + 1)
    (near,) = shots_of([(start, start + 2000)], stretch(*reds(1), *between, *reds(20)))
    assert not near.opens_scene
    (far,) = shots_of(
        [(start + 2000, start + 4000)], stretch(*reds(1), *between, (30, "blue"), *reds(20))
    )
    assert far.opens_scene


def test_shots_know_their_times_setup_and_scale_in_order():
    assert Shot(0, 1, 1) < Shot(0, 2, 1) < Shot(1, 1, 0)
