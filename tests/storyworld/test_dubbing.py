"""The sound of a film: speech in its dialogue, and near silence elsewhere."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from adtool.media import SAMPLE_RATE, AudioReader
from adtool.storyworld import dubbing, release, sample_film

SIZE = (160, 90)


FILM = sample_film(11, 3)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    made = release.prepare(FILM, tmp_path_factory.mktemp("world") / "film")
    release.write(FILM, made, SIZE)
    return made


@pytest.fixture(scope="module")
def sound(files):
    return np.concatenate(list(AudioReader(files.movie)))


def loudness(sound, start, end):
    """Return the root mean square from start to end, in ms."""
    part = sound[start * SAMPLE_RATE // 1000 : end * SAMPLE_RATE // 1000]
    return float(np.sqrt(np.mean(part**2)))


def test_there_is_speech_in_the_dialogue_and_near_silence_everywhere_else(sound):
    for start, end in FILM.dialogue:
        assert loudness(sound, start + 80, end - 80) > 0.03
        assert loudness(sound, start + 80, start + 400) > 0.01
        assert loudness(sound, end - 400, end - 80) > 0.01
    for shot in FILM.clips:
        assert loudness(sound, shot.start, shot.end) < 0.002


def test_dialogue_of_any_length_is_filled_by_voices_in_turn():
    lengths = range(2400, 5200, 40)
    talk = tuple((i, i + i) for i in lengths)
    film = replace(FILM, seed=1, dialogue=talk, duration=100_000)
    rng = random.Random(film.seed)
    for start, end in film.dialogue:
        said = dubbing._fill(start, end, rng)
        assert said[0].start - start < 150
        assert end - said[-1].end < 150
        for before, after in itertools.pairwise(said):
            assert 30 < after.start - before.end < 400
            assert before.sentence.voice != after.sentence.voice


def test_the_same_film_has_the_same_sound_every_time():
    assert np.array_equal(dubbing.sound_track(FILM), dubbing.sound_track(FILM))
    assert np.abs(dubbing.sound_track(FILM)).max() <= 1
