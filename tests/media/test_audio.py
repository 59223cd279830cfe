from __future__ import annotations

import struct
import tracemalloc

import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.media import SAMPLE_RATE, AudioReader


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
