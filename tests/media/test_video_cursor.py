"""Moving among a movie's frames: which is on screen when, and at what cost it is reached."""

from __future__ import annotations

import random
from bisect import bisect_right
from contextlib import ExitStack, closing
from fractions import Fraction
from types import SimpleNamespace

import av
import numpy as np
import pytest

from adtool.media import clock as clock_module
from adtool.media import open_frames
from adtool.media.clock import Clock
from adtool.media.tally import Tally
from adtool.media.video_cursor import VideoCursor, _Timed

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


class Watched(VideoCursor):
    """Counts how often it opens its film, and says to which ticks it seeks."""

    def __init__(self, path):
        self.opened, self.seeks, self.steps = 0, [], 0
        super().__init__(path)

    def _begin(self):
        self.opened += 1
        super()._begin()

    def _land(self, tick):
        self.seeks.append(tick)
        return super()._land(tick)

    def _step(self):
        self.steps += 1
        super()._step()

    def cost(self, time):
        """Go to a time; return how often that opened, sought and stepped."""
        before = self.opened, len(self.seeks), self.steps
        self.at(time)
        after = self.opened, len(self.seeks), self.steps
        return tuple(now - then for now, then in zip(after, before, strict=True))


@pytest.fixture
def cursor_over():
    """Open a cursor that is closed when the test has ended."""
    with ExitStack() as files:
        yield lambda path, kind=VideoCursor: files.enter_context(closing(kind(path)))


def test_the_cheapest_way_to_a_time_is_taken(films, cursor_over):
    film = films.make(codec="mpeg4", times=range(0, 4000, 40))  # a key frame a second or sooner
    cursor = cursor_over(film, Watched)
    assert cursor.cost(0) == (0, 0, 1)
    assert cursor.cost(39) == (0, 0, 0)
    assert cursor.cost(960) == (0, 0, 24)
    assert cursor.cost(960) == (0, 0, 0)
    assert cursor.cost(1000) == (0, 0, 1)  # the next frame is a key frame: no need to seek it
    assert cursor.cost(1000) == (0, 0, 0)
    assert cursor.cost(1960) == (0, 0, 24)
    assert cursor.cost(3040)[:2] == (0, 1)  # key frames are between
    assert cursor.cost(3000)[:2] == (0, 1)  # back
    assert cursor.cost(0) == (1, 0, 1)  # the start is not sought
    assert cursor.cost(5000)[:2] == (0, 1)
    assert cursor.cost(4000) == cursor.cost(9000) == (0, 0, 0)  # the end is known now
    assert cursor.cost(3999) == (0, 0, 0)


def test_without_an_index_ten_seconds_are_decoded_rather_than_sought(
    films, cursor_over, monkeypatch
):
    film = films.make("slow.mkv", times=range(0, 30_000, 1000), gop=5)
    for time, seeks in [(11_000, 0), (11_001, 1)]:
        cursor = cursor_over(film, Watched)
        monkeypatch.setattr(cursor, "_key_frame_before", lambda tick: None)
        cursor.at(0)
        assert cursor.cost(time)[1] == seeks


def test_an_index_that_ends_before_a_time_does_not_keep_from_seeking(films, cursor_over):
    cursor = cursor_over(films.make("film.mkv", times=range(0, 24_000, 40)), Watched)
    assert len(cursor._stream.index_entries) == 1  # Matroska's is read with the first seek
    assert cursor.cost(9_960)[:2] == (0, 0)
    assert cursor.cost(22_040) == (0, 1, 2)
    assert cursor.cost(22_960)[:2] == (0, 0)


def test_where_seeking_fails_it_is_tried_farther_back_and_then_from_the_start(
    films, cursor_over, monkeypatch
):
    cursor = cursor_over(films.make("film.mkv", times=range(0, 40_000, 500), gop=4))
    tried: list[int] = []
    monkeypatch.setattr(cursor, "_land", lambda tick: tried.append(tick) or False)
    frame = cursor.at(30_000)
    assert tried == [30_000, 29_000, 26_000, 14_000]
    assert frame.pts == 30_000


def test_a_seek_that_lands_too_late_is_tried_farther_back(films, cursor_over):
    cursor = cursor_over(films.make("film.mkv", times=range(0, 24_000, 40)))
    land, tried = cursor._land, []

    def late(tick):
        tried.append(tick)
        return land(tick + 1500)

    cursor._land = late
    assert cursor.at(20_960).pts == 20_960
    assert tried == [20_960, 19_960, 16_960]  # it lands at 21 s, 21 s, 18 s


def test_all_frames_of_a_stretch_come_with_the_time_when_each_appears(films, cursor_over):
    cursor = cursor_over(films.make(times=range(1000, 3000, 40), sound=films.beeps(3)))

    def appear(start, end):
        return [time for time, frame in cursor.onward(start, end) if frame is not None]

    assert appear(1010, 1120) == [1010, 1040, 1080]
    assert appear(1010, 1121) == [1010, 1040, 1080, 1120]
    assert appear(900, 1080) == [1000, 1040]
    assert appear(2960, 9000) == [2960]
    assert [(time, frame is None) for time, frame in cursor.onward(2960, 9000)] == [
        (2960, False),
        (3000, True),
    ]
    assert [time for time, _ in cursor.onward(2960, 3000)] == [2960]
    assert appear(3000, 9000) == appear(0, 900) == []


def still(**known):
    """Return a cursor that has opened no film, and knows just what it is told."""
    cursor = object.__new__(VideoCursor)
    cursor.skipped_packets, cursor._first = 0, 0
    for name, value in known.items():
        setattr(cursor, name, value)
    return cursor


def timed(start, length, doubtful=False):
    return _Timed(f"frame at {start}", start, length, doubtful)


@pytest.mark.parametrize("following", [None, timed(500, 40, doubtful=True)])
def test_before_a_doubtful_place_a_frame_is_shown_for_its_own_time_only(following):
    cursor = still(_now=timed(100, 40), _next=following)
    shown = [cursor._shown(tick) for tick in (99, 100, 139, 140)]
    assert shown == [None, "frame at 100", "frame at 100", None]


def test_else_a_frame_is_shown_until_the_next():
    cursor = still(_now=timed(100, 40), _next=timed(500, 40))
    assert [cursor._shown(tick) for tick in (99, 140, 499)] == [None, *["frame at 100"] * 2]
    assert still(_now=None, _next=timed(500, 40))._shown(600) is None


def test_ticks_are_rounded_down_and_times_up():
    cursor = still(_zero=Fraction(1, 2), _time_base=Fraction(1, 30))
    assert [cursor._tick(time) for time in (0, 33, 34, 66, 67)] == [15, 15, 16, 16, 17]
    assert [cursor._time(tick) for tick in (15, 16, 17)] == [0, 34, 67]
    assert all(cursor._tick(cursor._time(tick)) == tick for tick in range(15, 200))


@pytest.mark.parametrize(
    ("average", "guessed", "base", "length"),
    [
        (Fraction(25), None, 1000, 40),
        (None, Fraction(50), 1000, 20),
        (None, None, 1000, 40),
        (Fraction(24000, 1001), None, 90_000, 3754),
        (Fraction(60), None, 25, 1),
    ],
)
def test_a_frames_usual_length_is_that_of_the_rate(average, guessed, base, length):
    stream = SimpleNamespace(average_rate=average, guessed_rate=guessed)
    assert still(_stream=stream, _time_base=Fraction(1, base))._usual_length() == length


def decoded(pts, duration=0):
    return SimpleNamespace(pts=pts, duration=duration, is_corrupt=False)


def test_frames_without_a_time_follow_on_and_those_that_go_back_are_dropped():
    cursor = still(_usual_length=lambda: 40, _first=7)
    frames = [decoded(None), decoded(None, 50), decoded(100), decoded(100), decoded(99),
              decoded(None), decoded(200)]  # fmt: skip
    found = [(one.start, one.length, one.end, one.doubtful) for one in cursor._timed(iter(frames))]
    assert found == [
        (7, 40, 47, False),
        (47, 50, 97, False),
        (100, 40, 140, False),
        (140, 40, 180, False),
        (200, 40, 240, False),
    ]


def test_after_what_cannot_be_decoded_sixteen_frames_are_doubtful():
    cursor = still(_usual_length=lambda: 1)
    frames = [decoded(0), None, None, *map(decoded, range(1, 21))]
    found = [one.doubtful for one in cursor._timed(iter(frames))]
    assert found == [False] + [True] * 16 + [False] * 4
    assert cursor.skipped_packets == 2


class Packet:
    """A packet that holds frames, or cannot be decoded."""

    def __init__(self, pts, *frames, key=False, broken=False):
        self.pts, self.frames, self.is_keyframe, self.broken = pts, frames, key, broken

    def decode(self):
        if self.broken:
            raise av.error.InvalidDataError(1, "broken")
        return list(self.frames)


UNASKED = {"_wanted": None, "_mode": "DEFAULT", "_tally": Tally()}


@pytest.mark.parametrize("from_start", [True, False])
def test_after_a_seek_decoding_begins_with_the_key_frame(monkeypatch, from_start):
    corrupt = SimpleNamespace(pts=6, is_corrupt=True)
    file = [
        Packet(2, decoded(2)),
        Packet(5, decoded(5), key=True),
        Packet(3, decoded(3), decoded(4)),  # shown before the key frame
        None,
        Packet(6, corrupt, decoded(None)),
        Packet(7, broken=True),
        Packet(8, decoded(8)),
    ]
    monkeypatch.setattr(clock_module, "packets", lambda container, stream: iter(file))
    cursor = still(_container=None, _stream=None, _clock=Clock(Fraction(0)), **UNASKED)
    found = [frame and (frame.pts or "next") for frame in cursor._decode(from_start=from_start)]
    before = [2, 5, 3, 4] if from_start else [5]
    assert found == [*before, None, None, "next", None, 8]


def test_a_key_frame_without_a_time_lets_every_frame_through(monkeypatch):
    file = [Packet(None, decoded(5), key=True), Packet(1, decoded(1))]
    monkeypatch.setattr(clock_module, "packets", lambda container, stream: iter(file))
    cursor = still(_container=None, _stream=None, _clock=Clock(Fraction(0)), **UNASKED)
    assert [frame.pts for frame in cursor._decode(from_start=False)] == [5, 1]


@pytest.mark.parametrize(("stored", "aspect"), [(None, 1), (Fraction(16, 15), Fraction(16, 15))])
def test_pixels_are_square_unless_the_stream_says_otherwise(stored, aspect):
    stream = SimpleNamespace(sample_aspect_ratio=stored)
    assert still(_stream=stream).pixel_aspect == aspect


@pytest.mark.parametrize("name", ["f.mp4", "f.mkv", "f.ts"])
def test_what_nobody_sees_or_refers_to_is_not_decoded_and_the_rest_is_the_same(films, name):
    film, times = films.make(name, times=range(0, 16_000, 40), gop=250), range(700, 16_000, 811)
    tally = Tally()
    assert numbers_at(films, film, times, tally=tally) == by_plain_decoding(films, film, times)
    assert tally.frames < 320  # of 400: all are on the way, and half of them are B-frames
    late = Tally()
    with closing(VideoCursor(film, tally=late)) as cursor:
        shown = [time for time, _ in cursor.onward(9_000, 10_000)]
    assert shown == [9_000, *range(9_040, 10_000, 40)]  # where all are wanted, all are there
    assert late.frames < tally.frames
