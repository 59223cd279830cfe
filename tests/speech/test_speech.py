"""The table of detectors and the walk through a movie's sound."""

import subprocess
import sys

import numpy as np
import pytest

from adtool import speech
from adtool.settings import SpeechSettings
from adtool.speech import detect_speech
from adtool.speech.detector import SAMPLE_RATE
from adtool.timeline import Span


def loudness(settings):
    """Load a detector that takes every sample above one half for speech."""

    def detect(samples):
        loud = np.concatenate(([False], samples > 0.5, [False]))
        edges = np.flatnonzero(np.diff(loud.astype(int)))
        return [(a / SAMPLE_RATE, b / SAMPLE_RATE) for a, b in edges.reshape(-1, 2)]

    return detect


@pytest.fixture
def loud(monkeypatch):
    monkeypatch.setitem(speech.DETECTORS, "loudness", speech.Entry(loudness))


def sound(seconds, *stretches):
    samples = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    for start, end in stretches:
        samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)] = 1
    return samples


def test_speech_across_blocks_is_found_whole(loud):
    samples = sound(10, (1, 1.5), (1.9, 6.25), (9.5, 10))
    settings = SpeechSettings("loudness", block=2, context=0.5)
    found = detect_speech(np.split(samples, [5, 40_000, 70_001]), settings)
    assert found == (Span(1000, 1500), Span(1900, 6250), Span(9500, 10_000))


def test_times_are_rounded_away_from_the_gaps(loud):
    samples = sound(1)
    samples[1_603:3_210] = 1  # 100.19 ms to 200.63 ms
    assert detect_speech([samples], SpeechSettings("loudness")) == (Span(100, 201),)


def test_no_sound_at_all_has_no_speech(loud):
    assert detect_speech([], SpeechSettings("loudness")) == ()


def test_who_waits_for_the_detector_is_called_before_the_sound_is_read(loud):
    order = []

    def audio():
        order.append("read")
        yield sound(1)

    detect_speech(audio(), SpeechSettings("loudness"), loaded=lambda: order.append("loaded"))
    assert order == ["loaded", "read"]


def test_an_unknown_detector_is_named_beside_the_known_ones():
    with pytest.raises(ValueError, match=r"'ears' \(there are: pyannote, silero, whisperx\)"):
        detect_speech([], SpeechSettings("ears"))


@pytest.mark.parametrize(
    "wrong",
    [{"step": 0}, {"step": 5.1}, {"onset": 1.0}, {"offset": 0.0}, {"onset": 0.1}, {"block": 0},
     {"context": -1}],
)  # fmt: skip
def test_numbers_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        SpeechSettings(**wrong)


def test_the_table_of_detectors_imports_none_of_them():
    check = (
        "import sys; from adtool.speech import DETECTORS; assert len(DETECTORS) > 2;"
        "assert not {'torch', 'numpy', 'whisperx', 'pyannote.audio'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
