from __future__ import annotations

from itertools import pairwise

import av
import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.media import probe
from adtool.shots.film import MOVING
from adtool.shots.looks import look_of
from adtool.shots.watching import SLIVER, parts_of, watch
from adtool.timeline import Clip, Gap, Span


def clip(start, end):
    return Clip(start, end, gap=Gap(start, end))


def spans(shots):
    return [(one.start, one.end) for one in shots]


def taken_of(path, span, *clips):
    taken = []
    watch(probe(path), span, clips, taken.append)
    return taken


def difference(one, two):
    return float(np.abs(one.astype(int) - two).mean())


def test_shots_fill_the_stretch_from_cut_to_cut(film, shot, setup):
    path = film(shot(setup(1), 2000), shot(setup(2), 1520), shot(setup(3), 2480))
    assert spans(watch(probe(path), Span(0, 6000))) == [(0, 2000), (2000, 3520), (3520, 6000)]
    assert spans(watch(probe(path), Span(1000, 3000))) == [(1000, 2000), (2000, 3000)]


def test_a_shot_has_looks_of_its_beginning_middle_and_end(film, shot, setup):
    pan = list(shot(setup(1), 4000, pan=1))
    (seen,) = watch(probe(film(pan)), Span(0, 4000))
    for look, time in zip(seen.looks, (0, 2000, 3600), strict=True):
        assert difference(look, look_of(pan[time // 40][1])) < 5


def test_a_short_shot_has_three_looks_all_the_same(film, shot, setup):
    path = film(shot(setup(1), 2000), shot(setup(2), 640), shot(setup(3), 2000))
    short = watch(probe(path), Span(0, 4640))[1]
    assert (short.start, short.end, len(short.looks)) == (2000, 2640, 3)
    assert difference(short.looks[1], look_of(setup(2))) < 5


def test_a_pan_moves_and_a_standing_camera_does_not(film, shot, setup):
    path = film(shot(setup(1), 2000), shot(setup(2), 2000, pan=2))
    still, moving = watch(probe(path), Span(0, 4000))
    assert still.motion < MOVING / 4
    assert moving.motion > 2 * MOVING


def test_a_cut_is_no_movement(film, shot, setup):
    path = film(*(shot(setup(number), 680) for number in range(6)))
    assert all(one.motion < MOVING / 4 for one in watch(probe(path), Span(0, 4000)))


def test_somebody_small_who_moves_before_a_standing_camera_is_no_movement(film, setup):
    def frames():
        for number in range(50):
            picture = setup(1).copy()
            picture[30:90, 2 * number : 2 * number + 12] = 255
            yield 40, picture

    (seen,) = watch(probe(film(frames())), Span(0, 2000))
    assert seen.motion < MOVING


@pytest.mark.parametrize("step", [20, 40, 83])
def test_a_pan_moves_at_any_frame_rate(film, shot, setup, step):
    path = film(shot(setup(1), 2500, step=step, pan=step // 20))
    (seen,) = watch(probe(path), Span(0, 2400))
    assert seen.motion > 2 * MOVING


def test_each_shot_of_a_clip_gives_a_frame_from_its_middle(film, shot, setup):
    path = film(shot(setup(1), 4000), shot(setup(2), 4000))
    one, two, three = taken_of(path, Span(0, 8000), clip(1000, 6000), clip(6000, 8000))
    assert abs(one.time - 2500) <= 200
    assert abs(two.time - 5000) <= 200
    assert abs(three.time - 7000) <= 200
    assert [found.clip.start for found in (one, two, three)] == [1000, 1000, 6000]
    assert difference(one.picture, setup(1)) < 8
    assert difference(two.picture, setup(2)) < 8


def test_a_cut_at_a_clips_edge_belongs_to_neither(film, shot, setup):
    path = film(shot(setup(1), 2000), shot(setup(2), 2000))
    one, two = taken_of(path, Span(0, 4000), clip(0, 2000), clip(2000, 4000))
    assert (one.time < 2000, two.time >= 2000) == (True, True)


def test_frames_of_clips_are_as_large_as_stills_and_never_enlarged(film, shot, setup):
    (small,) = taken_of(film(shot(setup(1), 1000)), Span(0, 1000), clip(0, 1000))
    assert small.picture.shape == (108, 192, 3)
    large = setup(1).repeat(4, axis=0).repeat(4, axis=1)
    (taken,) = taken_of(film(shot(large, 1000)), Span(0, 1000), clip(0, 1000))
    assert taken.picture.shape == (270, 480, 3)


def test_without_anybody_who_takes_frames_none_is_made(film, shot, setup):
    path = film(shot(setup(1), 1000))
    assert spans(watch(probe(path), Span(0, 1000), [clip(0, 1000)])) == [(0, 1000)]


def test_a_variable_frame_rate_changes_nothing(film, setup):
    lengths = [40, 40, 15, 90, 40, 200, 33] * 9
    path = film(
        [(length, setup(1)) for length in lengths], [(length, setup(2)) for length in lengths]
    )
    cut = sum(lengths)
    assert spans(watch(probe(path), Span(0, 2 * cut))) == [(0, cut), (cut, 2 * cut)]


def test_a_black_film_is_one_shot_that_stands_still(film, shot, setup, palettes):
    path = film(shot(setup(1, palettes["black"]), 4000))
    (seen,) = watch(probe(path), Span(0, 4000))
    assert (seen.start, seen.end, seen.motion) == (0, 4000, 0.0)


def test_a_film_of_one_frame_is_one_shot(film, shot, setup):
    path = film(shot(setup(1), 40))
    taken = []
    (seen,) = watch(probe(path), Span(0, 40), [clip(0, 40)], taken.append)
    assert (seen.start, seen.end, seen.motion, len(seen.looks)) == (0, 40, 0.0, 3)
    assert [one.time for one in taken] == [0]


@pytest.mark.parametrize("size", [(2, 2), (16, 16), (2, 640), (640, 2)])
def test_pictures_of_any_size_are_watched(film, size):
    picture = np.full((*size, 3), 128, np.uint8)
    path = film([(40, picture)] * 25)
    (taken,) = taken_of(path, Span(0, 1000), clip(0, 1000))
    assert taken.picture.shape == (*size, 3)


def test_a_stretch_past_the_end_shows_nothing(film, shot, setup):
    path = film(shot(setup(1), 2000))
    assert watch(probe(path), Span(50_000, 60_000)) == []
    assert taken_of(path, Span(50_000, 60_000), clip(52_000, 55_000)) == []


def test_a_stretch_over_the_end_shows_what_there_is(film, shot, setup):
    path = film(shot(setup(1), 2000))
    assert spans(watch(probe(path), Span(1000, 9000))) == [(1000, 2000)]


def test_a_film_whose_end_is_missing_shows_what_there_is(film, shot, setup):
    path = film(shot(setup(1), 2000), shot(setup(2), 2000), name="film.mkv")
    content = path.read_bytes()
    info = probe(path)
    path.write_bytes(content[: len(content) * 3 // 4])
    one, two = spans(watch(info, Span(0, 4000)))
    assert one == (0, 2000)
    assert two[0] == 2000
    assert 2000 < two[1] < 4000


def test_where_frames_are_lost_there_is_no_shot(film, shot, setup):
    path = film(shot(setup(1), 4000, pan=1))
    info = probe(path)
    spoil(path, 40, 60)
    one, two = spans(watch(info, Span(0, 4000)))
    assert one[0] == 0
    assert 1400 <= one[1] <= 1640
    assert 2400 <= two[0] <= 3000
    assert two[1] == 4000


def spoil(path, first, past):
    """Overwrite some frames of a film with noise."""
    with av.open(str(path)) as container:
        packets = [(one.pos, one.size) for one in container.demux(video=0) if one.size]
    content = bytearray(path.read_bytes())
    for position, size in packets[first:past]:
        content[position : position + size] = np.random.default_rng(1).bytes(size)
    path.write_bytes(content)


def test_a_film_that_cannot_be_opened_is_an_error(film, shot, setup):
    path = film(shot(setup(1), 1000))
    info = probe(path)
    path.write_bytes(b"")
    with pytest.raises(MediaError, match="is empty"):
        watch(info, Span(0, 1000))


@pytest.mark.parametrize(
    ("cuts", "parts"),
    [
        ([], [(1000, 5000)]),
        ([3000], [(1000, 3000), (3000, 5000)]),
        ([1000, 5000], [(1000, 5000)]),
        ([999, 5001], [(1000, 5000)]),
        ([1000 + SLIVER], [(1000, 1000 + SLIVER), (1000 + SLIVER, 5000)]),
        ([1000 + SLIVER - 1], [(1000 + SLIVER - 1, 5000)]),
        ([5000 - SLIVER + 1], [(1000, 5000 - SLIVER + 1)]),
    ],
)
def test_a_clip_is_cut_where_shots_change_and_slivers_are_passed_over(cuts, parts):
    assert spans(parts_of(Span(1000, 5000), cuts)) == parts


def test_a_clip_of_nothing_but_slivers_keeps_one():
    found = parts_of(Span(0, 300), [100, 200])
    assert spans(found) == [(0, 100)]


def test_many_clips_are_settled_one_after_the_other(film, shot, setup):
    path = film(shot(setup(1), 6000))
    clips = [clip(start, start + 500) for start in range(0, 6000, 500)]
    found = taken_of(path, Span(0, 6000), *clips)
    assert [one.clip for one in found] == clips
    assert all(one.clip.start <= one.time < one.clip.end for one in found)
    assert all(one.time < two.time for one, two in pairwise(found))


def test_pictures_that_stand_for_seconds_do_not_move(film, setup):
    path = film([(1000, setup(1)), (1000, setup(2)), (40, setup(3))])
    assert all(one.motion == 0 for one in watch(probe(path), Span(0, 2040)))
    near = film([(999, setup(1)), (999, setup(2)), (40, setup(3))], name="near.mp4")
    assert all(one.motion > 0.5 for one in watch(probe(near), Span(0, 2038)))


def test_a_cut_shortly_before_the_end_of_a_clip_is_waited_for(film, shot, setup):
    path = film(shot(setup(1), 3500, step=500), shot(setup(2), 4500, step=500))
    one, two = taken_of(path, Span(0, 8000), clip(0, 4000))
    assert difference(one.picture, setup(1)) < 8
    assert (two.time, difference(two.picture, setup(2)) < 8) == (3500, True)


def test_the_frame_that_begins_the_next_clip_is_none_of_this(film, shot, setup):
    path = film(shot(setup(1), 1000, step=500), shot(setup(2), 3000, step=500))
    assert [one.time for one in taken_of(path, Span(0, 4000), clip(500, 1000))] == [500]
