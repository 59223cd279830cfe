"""Whatever is in any channel is heard in the mix."""

from __future__ import annotations

import numpy as np
import pytest

from adtool.media import SAMPLE_RATE, AudioReader
from adtool.media.mixing import Mixer

STEREO = ["FL", "FR"]
SURROUND = ["FL", "FR", "FC", "LFE", "BL", "BR"]
SEVEN = [*SURROUND, "SL", "SR"]
BLOCK = SAMPLE_RATE // 4


def tone(hertz, seconds=2.0, level=0.2):
    return level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)


VOICE, OTHER, MUSIC = tone(440), tone(620), tone(150, level=0.4)
NOTHING, CONSTANT = np.zeros_like(VOICE), np.full_like(VOICE, 0.4)
HUM, HISS = tone(50, level=0.4), np.random.default_rng(1).normal(0, 0.001, len(VOICE))


def mixed(names, **channels):
    """Mix a sound of named channels (the others are silent) block by block."""
    silence = np.zeros(max(map(len, channels.values()), default=len(NOTHING)))
    sound = np.array([channels.get(name, silence) for name in names], np.float32)
    mixer = Mixer(names)
    return np.concatenate(
        [mixer.mix(sound[:, at : at + BLOCK]) for at in range(0, sound.shape[1], BLOCK)]
    )


def level(sound, hertz):
    """Return how loud a pitch is in a sound: the amplitude of its sine."""
    turn = np.exp(-2j * np.pi * hertz * np.arange(len(sound)) / SAMPLE_RATE)
    return 2 * abs(np.mean(sound * turn))


@pytest.mark.parametrize(
    ("names", "channels", "at_least"),
    [
        (["FC"], {"FC": VOICE}, 0.199),
        (STEREO, {"FL": VOICE, "FR": VOICE}, 0.199),
        (STEREO, {"FL": VOICE, "FR": -VOICE}, 0.199),
        (STEREO, {"FL": -VOICE, "FR": VOICE}, 0.199),
        (STEREO, {"FL": VOICE, "FR": -0.5 * VOICE}, 0.15),
        (STEREO, {"FL": 0.5 * VOICE, "FR": -VOICE}, 0.12),
        (STEREO, {"FL": 0.7 * VOICE, "FR": -VOICE}, 0.13),
        (STEREO, {"FL": VOICE}, 0.1),
        (STEREO, {"FR": VOICE}, 0.08),
        (STEREO, {"FL": VOICE, "FR": OTHER}, 0.1),
        (STEREO, {"FL": OTHER, "FR": VOICE}, 0.066),
        (STEREO, {"FL": MUSIC + VOICE, "FR": MUSIC - VOICE}, 0.066),
        (STEREO, {"FL": CONSTANT + VOICE, "FR": CONSTANT - VOICE}, 0.199),
        (STEREO, {"FL": HUM + VOICE, "FR": HUM - VOICE}, 0.199),
        (STEREO, {"FL": HISS, "FR": VOICE}, 0.199),
        (STEREO, {"FL": HUM, "FR": 0.2 * VOICE}, 0.013),
        (SURROUND, {"FC": VOICE}, 0.199),
        (SURROUND, {"FL": VOICE, "FR": VOICE}, 0.1),
        (SURROUND, {"FL": VOICE, "FR": -VOICE}, 0.1),
        (SURROUND, {"BL": VOICE}, 0.03),
        (SURROUND, {"BL": VOICE, "BR": -VOICE}, 0.03),
        (SURROUND, {"FL": VOICE, "FR": VOICE, "BL": -VOICE, "BR": -VOICE}, 0.199),
        (SURROUND, {"FC": 0.001 * OTHER, "FL": VOICE}, 0.05),
        (SURROUND, {"FC": 0.1 * VOICE, "FL": MUSIC, "FR": MUSIC}, 0.01),
        (SURROUND, {"FC": 0.1 * OTHER, "BL": VOICE, "BR": VOICE}, 0.08),
        (SURROUND, {"FC": 0.3 * OTHER, "BL": VOICE, "BR": -VOICE}, 0.035),
        (SURROUND, {"FC": 0.5 * HUM, "FL": VOICE, "FR": VOICE}, 0.09),
        (SURROUND, {"LFE": VOICE}, 0.199),
        (SURROUND, {"LFE": VOICE, "FL": MUSIC}, 0.05),
        (SEVEN, {"FC": VOICE, "SL": MUSIC, "SR": MUSIC}, 0.18),
        (SEVEN, {"SL": VOICE, "SR": -VOICE}, 0.02),
        (["FL", "FR", "BL", "BR"], {"FL": VOICE, "FR": -VOICE}, 0.1),
        (["FL", "FR", "FC"], {"FL": -VOICE, "FR": VOICE}, 0.199),
        (["FL", "FR", "LFE"], {"FL": VOICE, "FR": -VOICE, "LFE": MUSIC}, 0.199),
        (["NONE"] * 6, {"NONE": VOICE}, 0.199),
    ],
)  # fmt: skip
def test_a_voice_is_heard_in_whatever_channels_it_is(names, channels, at_least):
    sound = mixed(names, **channels)
    assert level(sound, 440) >= at_least
    assert np.abs(sound).max() <= 1
    assert len(sound) == len(VOICE)


def test_beside_a_voice_in_the_centre_little_else_is_heard():
    sound = mixed(SURROUND, FC=VOICE, FL=MUSIC, FR=-MUSIC, LFE=MUSIC, BL=OTHER)
    assert level(sound, 440) > 0.17
    assert level(sound, 150) < 0.05
    assert level(sound, 620) < 0.01


def test_the_quieter_the_centre_the_more_is_heard_of_the_others():
    parts = [mixed(SURROUND, FC=share * OTHER, BL=VOICE) for share in (1, 0.3, 0.1, 0.03, 0.001)]
    levels = [level(part, 440) for part in parts]
    assert levels == sorted(levels)
    assert levels[0] < 0.02
    assert levels[-1] > 0.19


def test_channels_with_nothing_in_them_take_no_share():
    assert level(mixed(SEVEN, SL=VOICE), 440) > 0.199
    assert level(mixed(["NONE"] * 16, NONE=VOICE), 440) > 0.199


def test_bass_has_no_voice_in_it_and_is_left_out():
    assert not mixed(SURROUND, LFE=MUSIC).any()
    assert mixed(["LFE"], LFE=MUSIC) == pytest.approx(MUSIC, abs=1e-6)  # but where it is all


def test_stereo_that_agrees_is_the_same_as_before():
    assert mixed(STEREO, FL=VOICE, FR=VOICE) == pytest.approx(VOICE, abs=1e-6)


def test_channels_that_turn_round_in_the_middle_are_faded_without_a_click():
    turned = np.concatenate([VOICE, VOICE]), np.concatenate([VOICE, -VOICE])
    sound = mixed(STEREO, FL=turned[0], FR=turned[1])
    assert level(sound[-SAMPLE_RATE:], 440) > 0.199
    assert np.abs(np.diff(sound)).max() < 1.05 * np.abs(np.diff(VOICE)).max()


def test_a_centre_that_falls_silent_gives_way_to_the_others_and_comes_back():
    centre = np.concatenate([VOICE, NOTHING, VOICE])
    left = np.concatenate([NOTHING, OTHER, NOTHING])
    sound = mixed(SURROUND, FC=centre, FL=left)
    parts = np.split(sound, 3)
    assert [level(part, 440) > 0.18 for part in parts] == [True, False, True]
    assert level(parts[1], 620) > 0.05
    assert np.abs(np.diff(sound)).max() < 1.1 * np.abs(np.diff(OTHER)).max()


def test_silence_stays_silence_and_nothing_nothing():
    assert not mixed(STEREO).any()
    assert not mixed(SURROUND).any()
    assert len(Mixer(STEREO).mix(np.zeros((2, 0), np.float32))) == 0


def test_full_scale_in_all_channels_is_not_clipped():
    loud = dict.fromkeys(SURROUND, 5 * VOICE)
    assert mixed(SURROUND, **loud).max() == pytest.approx(1, abs=1e-6)
    loud.pop("FC")
    assert mixed(SURROUND, **loud).max() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("layout", "voiced"),
    [
        ("stereo", {0: 1, 1: -1}),
        ("5.1", {2: 1}),
        ("5.1", {0: 1, 1: -1}),
        ("5.1(side)", {4: 1, 5: -1}),
        ("7.1", {2: 1}),
        ("7.1", {6: 1}),
        ("quad", {2: 1, 3: -1}),
        ("3.0", {0: -1, 1: 1}),
        ("2.1", {1: 1}),
        ("downmix", {0: 1, 1: -1}),
        ("6.1", {3: 0.5, 2: 1}),
    ],
)
def test_files_of_all_layouts_are_heard(films, layout, voiced):
    import av

    sound = np.zeros((len(av.AudioLayout(layout).channels), len(VOICE)))
    for channel, sign in voiced.items():
        sound[channel] = sign * VOICE
    film = films.with_tracks("film.mkv", {"sound": sound, "layout": layout})
    heard = np.concatenate(list(AudioReader(film)))
    assert len(heard) == pytest.approx(len(VOICE), abs=32)
    assert level(heard, 440) > 0.02


@pytest.mark.parametrize(
    ("name", "codec", "layout", "channel"),
    [("a.flac", "flac", "7.1", 7), ("a.mp4", "aac", "5.1", 2), ("a.mp4", "aac", "stereo", 1)],
)
def test_coded_surround_is_heard(films, name, codec, layout, channel):
    sound = np.zeros(({"7.1": 8, "5.1": 6, "stereo": 2}[layout], 2 * SAMPLE_RATE))
    sound[channel] = VOICE
    film = films.with_tracks(name, {"sound": sound, "layout": layout, "codec": codec})
    assert level(np.concatenate(list(AudioReader(film))), 440) > 0.02


def test_channels_without_names_are_heard_as_well(tmp_path):
    import struct

    samples = np.zeros((len(VOICE), 6), "<i2")
    samples[:, 3] = 20_000 * VOICE / 0.2
    data = samples.tobytes()
    head = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 6, 16_000, 16_000 * 12, 12, 16)
    body = b"WAVE" + head + struct.pack("<4sI", b"data", len(data)) + data
    path = tmp_path / "six.wav"
    path.write_bytes(struct.pack("<4sI", b"RIFF", len(body)) + body)
    assert level(np.concatenate(list(AudioReader(path))), 440) > 0.02
