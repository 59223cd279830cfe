from __future__ import annotations

import random
from bisect import bisect_right

import av
import numpy as np
import pytest

from adtool.media import open_frames

MISSING = None


def numbers_at(films, path, times, **how):
    with open_frames(path, **how) as frames:
        return films.numbers(frames.read(times))


def by_plain_decoding(films, path, times):
    """The slow plain version: decode everything in order, and look up each time."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        start = (container.start_time or 0) / 1e6
        shown = [(round((f.time - start) * 1000, 3), f.to_ndarray(format="rgb24"))
                 for f in container.decode(stream)]  # fmt: skip
    starts = [time for time, _ in shown]
    last = starts[-1] + 40
    places = [bisect_right(starts, time + 0.002) - 1 for time in times]
    there = [place >= 0 and time < last for place, time in zip(places, times, strict=True)]
    return films.numbers(
        [shown[p][1] if here else None for p, here in zip(places, there, strict=True)]
    )


VARIABLE = tuple(np.cumsum(np.random.default_rng(5).integers(20, 300, 60)).tolist())


@pytest.mark.parametrize("name", ["f.mp4", "f.mkv", "f.ts"])
@pytest.mark.parametrize("times", ["even", "late", "variable"])
def test_every_time_gets_the_frame_that_plain_decoding_finds(films, name, times):
    shown = {"even": range(0, 6000, 40), "late": range(1200, 6000, 40), "variable": VARIABLE}
    film = films.make(name, times=shown[times], sound=films.beeps(6))
    asked = list(range(0, 8000, 37)) + list(range(0, 6000, 40))
    random.Random(3).shuffle(asked)
    expected = by_plain_decoding(films, film, asked)
    assert len(set(expected)) > 50
    assert numbers_at(films, film, asked) == expected
    with open_frames(film) as frames:  # clip by clip, back and forth
        for first in range(0, len(asked), 8):
            clip = asked[first : first + 8]
            assert films.numbers(frames.read(clip)) == expected[first : first + 8]


def test_frames_begin_exactly_at_their_time(films):
    film = films.make(times=range(0, 2000, 40))
    asked = [0, 39, 40, 79, 80, 1960, 1999, 2000]
    assert numbers_at(films, film, asked) == [0, 0, 1, 1, 2, 49, 49, MISSING]


def test_past_the_end_is_missing_and_costs_no_stale_frame(films):
    film = films.make(times=range(0, 2000, 40))
    with open_frames(film) as frames:
        assert frames.read([2000, 60_000, 3_600_000]) == [None, None, None]
        assert films.numbers(frames.read([1000])) == [25]
        assert frames.read([2000]) == [None]


def test_before_a_late_first_frame_is_missing(films):
    film = films.make("late.mkv", times=range(1000, 3000, 40), sound=films.beeps(3))
    assert numbers_at(films, film, [0, 900, 1040, 1080]) == [MISSING, MISSING, 1, 2]


@pytest.mark.parametrize("codec", ["libx265", "libsvtav1", "libvpx-vp9", "mpeg4"])
def test_other_codecs_are_read_as_well(films, codec):
    if codec not in av.codecs_available:
        pytest.skip(f"no {codec} to make a film with")
    film = films.make("other.mkv", codec=codec, times=range(0, 2400, 40))
    assert numbers_at(films, film, [2000, 40, 1000, 2400]) == [50, 1, 25, MISSING]


def test_avi_files_are_read_as_well(films):
    film = films.make("film.avi", codec="mpeg4", times=range(60))
    assert numbers_at(films, film, [2000, 40, 1000, 2400]) == [50, 1, 25, MISSING]


@pytest.mark.parametrize("name", ["bad.mp4", "bad.mkv", "bad.ts"])
def test_bad_packets_cost_their_own_frames_only(films, name):
    film = films.make(name, times=range(0, 8000, 40))
    packets = films.packets(film, "video")
    films.spoil(film, packets[78:84])
    asked = list(range(0, 8000, 40))
    with open_frames(film) as frames:
        found = films.numbers(frames.read(asked))
        # Second 3 holds the damage; until the next key frame, pictures may be wrong or missing.
        assert found[:72] == list(range(72))
        assert found[100:] == list(range(100, 200))
        assert films.numbers(frames.read([1000, 7000])) == [25, 175]


def test_a_damaged_stretch_is_missing_rather_than_stale(films):
    film = films.make(times=range(0, 8000, 40))
    packets = films.packets(film, "video")
    films.spoil(film, packets[50:150])
    with open_frames(film) as frames:
        found = films.numbers(frames.read(range(0, 8000, 40)))
        assert frames.skipped_packets >= 90
    assert found[:46] == list(range(46))
    assert found[156:] == list(range(156, 200))
    assert found[60:148] == [MISSING] * 88


@pytest.mark.parametrize("name", ["cut.mp4", "cut.mkv", "cut.ts"])
def test_a_truncated_film_is_read_up_to_its_end(films, name):
    options = {"movflags": "faststart"} if name == "cut.mp4" else None
    film = films.make(name, times=range(0, 8000, 40), options=options)
    films.truncate(film, 0.5)
    with open_frames(film) as frames:
        backwards = films.numbers(frames.read([7900])) + films.numbers(frames.read([1000]))
        found = films.numbers(frames.read(range(0, 8000, 40)))
    assert backwards == [MISSING, 25]
    there = next(i for i, number in enumerate(found) if number is None)
    assert 30 < there < 170
    # The very last frames may lack some among them, which nothing in the file tells.
    assert found[: there - 4] == list(range(there - 4))
    assert found[there + 1 :] == [MISSING] * (199 - there)
