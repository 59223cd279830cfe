from __future__ import annotations

import struct
import tracemalloc

import av
import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.media import SAMPLE_RATE, AudioReader
from adtool.media.audio import _blocks, _sample_number, _silence, part_of
from adtool.timeline import Span


def sound_of(path) -> np.ndarray:
    return np.concatenate(list(AudioReader(path)))


def beginnings(sound: np.ndarray) -> list[float]:
    """Return the seconds at which beeps begin."""
    loud = np.abs(sound) > 0.1
    steps = np.flatnonzero(loud)
    new = np.diff(steps, prepend=-SAMPLE_RATE) > SAMPLE_RATE // 10
    return [float(step) / SAMPLE_RATE for step in steps[new]]


def test_blocks_are_16_khz_mono_float32_of_equal_length(films):
    film = films.make(sound=films.beeps(4))
    blocks = list(AudioReader(film, block_seconds=1.5))
    assert [len(block) for block in blocks[:2]] == [24000, 24000]
    assert sum(map(len, blocks)) == pytest.approx(4 * SAMPLE_RATE, abs=1200)
    assert all(block.dtype == np.float32 and block.ndim == 1 for block in blocks)
    assert 0.3 < max(np.abs(block).max() for block in blocks) <= 1.0


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("pcm.mkv", "pcm_s16le", 44100),
        ("pcm16.mkv", "pcm_s16le", 16000),
        ("aac.mp4", "aac", 44100),
        ("aac.ts", "aac", 48000),
        ("opus.mkv", "libopus", 48000),
        ("flac.flac", "flac", 32000),
    ],
)
def test_beeps_are_where_they_were_put(films, name, codec, rate):
    film = films.make(name, times=None, sound=films.beeps(5, rate), sound_codec=codec, rate=rate)
    # AAC's first 1024 samples are the encoder's, and MPEG-TS has no way to say so.
    assert beginnings(sound_of(film)) == pytest.approx([0, 1, 2, 3, 4], abs=0.025)


@pytest.mark.parametrize("name", ["late.mp4", "late.mkv", "late.ts"])
def test_a_late_start_is_silence_first(films, name):
    film = films.make(name, sound=films.beeps(3), sound_at=lambda second: second + 1.4)
    found = beginnings(sound_of(film))
    assert found == pytest.approx([1.4, 2.4, 3.4], abs=0.06)
    assert np.diff(found) == pytest.approx(1.0, abs=0.002)


def test_sound_and_pictures_share_one_clock_whatever_the_container_starts_at(films):
    # An MPEG transport stream begins at 1.4 s or so; the movie begins at 0 all the same.
    film = films.make("early.ts", times=range(2000, 4000, 40), sound=films.beeps(4))
    assert beginnings(sound_of(film)) == pytest.approx([0, 1, 2, 3], abs=0.03)


def test_holes_are_filled_with_silence(films):
    film = films.make(
        "hole.mkv",
        sound=films.beeps(6),
        sound_codec="pcm_s16le",
        sound_at=lambda second: None if 1.5 <= second < 3.5 else second,
    )
    sound = sound_of(film)
    assert beginnings(sound) == pytest.approx([0, 1, 4, 5], abs=0.012)
    assert not sound[int(1.6 * SAMPLE_RATE) : int(3.4 * SAMPLE_RATE)].any()


def test_overlaps_are_trimmed(films):
    # Packets of 1024 samples whose timestamps are only 922 apart.
    film = films.make(
        "overlap.mkv",
        sound=films.beeps(6),
        sound_codec="pcm_s16le",
        sound_at=lambda second: 0.9 * second,
    )
    sound = sound_of(film)
    assert len(sound) == pytest.approx(0.9 * 6 * SAMPLE_RATE, abs=500)
    assert beginnings(sound) == pytest.approx([0, 0.9, 1.8, 2.7, 3.6, 4.5], abs=0.025)


def test_a_mad_timestamp_is_not_believed(films):
    film = films.make(
        "mad.mkv",
        sound=films.beeps(4),
        sound_codec="pcm_s16le",
        sound_at=lambda second: second + (90_000 if 2 <= second < 2.02 else 0),
    )
    data = film.read_bytes()
    duration = data.index(b"\x44\x89\x88") + 3  # Matroska's Duration, an 8-byte float
    film.write_bytes(data[:duration] + struct.pack(">d", 4000.0) + data[duration + 8 :])
    assert beginnings(sound_of(film)) == pytest.approx([0, 1, 2, 3], abs=0.012)


@pytest.mark.parametrize("name", ["bad.mp4", "bad.mkv", "bad.ts"])
def test_bad_packets_are_skipped_and_the_rest_stays_in_place(films, name):
    film = films.make(name, times=None, sound=films.beeps(8))
    packets = films.packets(film, "audio")
    middle = len(packets) * 4 // 10
    films.spoil(film, packets[middle : middle + 12], keep=0)
    reader = AudioReader(film)
    sound = np.concatenate(list(reader))
    found = beginnings(sound)
    assert len(sound) == pytest.approx(8 * SAMPLE_RATE, abs=2000)
    for second in (0, 1, 2, 5, 6, 7):
        assert min(abs(begin - second) for begin in found) < 0.04
    if name == "bad.mp4":
        assert reader.skipped_packets > 0


def test_counting_begins_anew_with_each_reading(films):
    film = films.make(times=None, sound=films.beeps(4))
    packets = films.packets(film, "audio")
    films.spoil(film, packets[40:50], keep=0)
    reader = AudioReader(film)
    first, skipped = sum(map(len, reader)), reader.skipped_packets
    assert skipped > 0
    assert (sum(map(len, reader)), reader.skipped_packets) == (first, skipped)


@pytest.mark.parametrize("name", ["cut.mkv", "cut.ts"])
def test_a_truncated_file_is_heard_up_to_its_end(films, name):
    film = films.truncate(films.make(name, sound=films.beeps(4)), 0.5)
    found = beginnings(sound_of(film))
    assert found[:1] == pytest.approx([0], abs=0.04)
    assert len(found) < 4


def test_a_movie_without_sound_is_refused(films):
    with pytest.raises(MediaError, match="has no sound"):
        AudioReader(films.make())


@pytest.mark.slow
def test_memory_stays_flat_however_long_the_sound(films):
    def peak(seconds: float) -> int:
        film = films.make(
            f"{seconds}.flac", times=None, sound=films.beeps(seconds, 16000), sound_codec="flac",
            rate=16000,
        )  # fmt: skip
        tracemalloc.start()
        for _ in AudioReader(film, block_seconds=5):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(600) < 1.2 * peak(60)


def steady(films, shift):
    """Return 16 kHz sound of one level whose packets come some ms late from the sixth on."""
    level = np.full(10 * 1024, 0.5, np.float32)
    film = films.make(
        "steady.mkv",
        times=None,
        sound=level,
        sound_codec="pcm_s16le",
        sound_at=lambda second: second + (0 if second < 0.3 else shift / 1000),
        rate=16_000,
    )
    return sound_of(film)


@pytest.mark.parametrize(
    ("shift", "length", "silent"),
    [(0, 0, 0), (10, 0, 0), (11, 176, 176), (-10, 0, 0), (-11, -176, 0), (20, 320, 320)],
)
def test_up_to_ten_milliseconds_are_jitter_and_more_is_a_hole_or_an_overlap(
    films, shift, length, silent
):
    sound = steady(films, shift)
    assert len(sound) == 10 * 1024 + length
    assert np.count_nonzero(np.abs(sound) < 0.1) == silent
    if silent:
        assert not sound[5 * 1024 : 5 * 1024 + silent].any()


def tenth(level=0.5, rate=16_000, layout="mono"):
    """Return a frame of a tenth of a second."""
    channels = 2 if layout == "stereo" else 1
    samples = np.full((channels, rate // 10), level, np.float32)
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=layout)
    frame.sample_rate = rate
    return frame


@pytest.fixture
def placed(films):
    """Say where frames are placed that are meant for given samples, in a movie of two seconds."""
    reader = AudioReader(films.make(times=range(0, 2000, 40), sound=films.beeps(1)))
    assert reader._info.duration == 2000

    def place(*frames):
        reader._frames = lambda: iter(frames)
        return joined(
            (start, len(part)) for start, part in reader._placed()
        ), reader.skipped_packets

    return place


def joined(pieces):
    """Join pieces where one ends and the next begins: how they are cut up is nobody's concern."""
    whole = []
    for start, length in pieces:
        if whole and sum(whole[-1]) == start:
            whole[-1] = (whole[-1][0], whole[-1][1] + length)
        elif length:
            whole.append((start, length))
    return whole


MINUTE = 60 * SAMPLE_RATE


@pytest.mark.parametrize(
    ("first", "second", "places"),
    [
        (0, 1_600, [0, 1_600]),
        (None, None, [0, 1_600]),
        (500, None, [500, 2_100]),
        (-100, 8_000, [-100, 8_000]),
        (0, 2 * SAMPLE_RATE + MINUTE - 1, [0, 2 * SAMPLE_RATE + MINUTE - 1]),
        (0, 2 * SAMPLE_RATE + MINUTE, [0, 1_600]),
        (MINUTE, 2 * MINUTE + 1_599, [MINUTE, 2 * MINUTE + 1_599]),
        (MINUTE, 2 * MINUTE + 1_600, [MINUTE, MINUTE + 1_600]),
        (MINUTE, 1_601, [MINUTE, 1_601]),
        (MINUTE, 1_600, [MINUTE, MINUTE + 1_600]),
        (1 - MINUTE, 0, [1 - MINUTE, 0]),
        (-MINUTE, 0, [0, 0]),
    ],
)
def test_a_time_more_than_a_minute_from_all_that_is_known_is_not_believed(
    placed, first, second, places
):
    found, skipped = placed((first, tenth()), (second, tenth()))
    assert found == joined((place, 1_600) for place in places)
    assert skipped == 0


def test_another_format_begins_a_new_run_where_the_last_one_ended(placed):
    found, _ = placed((0, tenth()), (1_600, tenth(layout="stereo")), (3_200, tenth(rate=32_000)))
    ((start, length),) = found
    assert start == 0
    assert length == pytest.approx(4_800, abs=2)


def test_what_cannot_be_resampled_is_skipped_and_counted(placed, monkeypatch):
    whole = av.AudioResampler.resample

    class Resampler:
        def __init__(self, **how):
            self.inner = av_resampler(**how)

        def resample(self, frame):
            if frame is not None and frame.sample_rate == 8_000:
                raise ValueError("unknown format")
            return whole(self.inner, frame)

    av_resampler = av.AudioResampler
    monkeypatch.setattr(av, "AudioResampler", Resampler)
    frames = [(0, tenth()), (1_600, tenth(rate=8_000)), (3_200, tenth())]
    assert placed(*frames) == ([(0, 1_600), (3_200, 1_600)], 1)


def test_a_frame_without_a_time_tells_no_sample():
    assert _sample_number(None, 0.001, 0.0) is None
    assert _sample_number(90, 0.0, 0.0) is None
    assert _sample_number(90, 0.001, 0.0) == 1_440
    assert _sample_number(90, 0.001, 0.04) == 800


def test_silence_comes_in_pieces_of_a_block_at_most():
    assert [len(piece) for piece in _silence(10, 4)] == [4, 4, 2]
    assert [len(piece) for piece in _silence(8, 4)] == [4, 4]
    assert list(_silence(0, 4)) == list(_silence(-3, 4)) == []
    assert next(_silence(1, 4)).tolist() == [0.0]


@pytest.mark.parametrize("lengths", [(10,), (4, 4, 2), (1,) * 10, (0, 3, 7), (5, 0, 5)])
def test_pieces_of_any_length_become_blocks_of_one(lengths):
    sound = np.arange(10, dtype=np.float32)
    pieces = np.split(sound, np.cumsum(lengths)[:-1])
    assert [block.tolist() for block in _blocks(pieces, 4)] == [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
        [8, 9],
    ]
    assert [len(block) for block in _blocks([sound], 5)] == [5, 5]
    assert list(_blocks([], 5)) == []


def test_blocks_have_a_sample_at_least_and_thirty_seconds_by_default(films):
    film = films.make(times=None, sound=films.beeps(31, 16_000), rate=16_000)
    assert len(next(iter(AudioReader(film)))) == 30 * SAMPLE_RATE
    assert len(next(iter(AudioReader(film, block_seconds=0)))) == 1


def test_nothing_of_a_clean_movie_is_skipped(films):
    reader = AudioReader(films.make(sound=films.beeps(1)))
    assert sum(map(len, reader)) > 15_000
    assert reader.skipped_packets == 0


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        (Span(0, 3000), 0, 47_999),
        (Span(250, 1250), 4000, 19_999),
        (Span(1000, 1001), 16_000, 16_015),
    ],
)
@pytest.mark.parametrize("size", [1000, 16_000, 48_000])
def test_of_a_part_just_its_samples_are_given(part, first, last, size):
    sound = np.arange(48_000)
    given = np.concatenate(list(part_of(np.split(sound, range(size, 48_000, size)), part)))
    assert (given[0], given[-1], len(given)) == (first, last, last - first + 1)


def test_what_follows_a_part_is_not_read_and_beyond_the_end_there_is_nothing():
    read = []

    def pieces():
        for number in range(5):
            read.append(number)
            yield np.zeros(16_000)

    assert sum(map(len, part_of(pieces(), Span(500, 2000)))) == 24_000
    assert read == [0, 1]
    assert list(part_of(pieces(), Span(9000, 10_000))) == []
