"""The silero detector."""

import sys

import numpy as np
import pytest

from adtool.errors import UnavailableError
from adtool.settings import SpeechSettings
from adtool.speech.detector import SAMPLE_RATE
from adtool.speech.silero import load


def test_silence_is_no_speech():
    assert load(SpeechSettings())(np.zeros(3 * SAMPLE_RATE, np.float32)) == []


def test_its_numbers_are_the_settings(monkeypatch):
    from faster_whisper import vad

    given = {}

    def stand_in(samples, options, rate):
        given.update(threshold=options.threshold, neg_threshold=options.neg_threshold, rate=rate)
        return [{"start": 1600, "end": 32_000}]

    monkeypatch.setattr(vad, "get_speech_timestamps", stand_in)
    found = load(SpeechSettings(onset=0.7, offset=0.4))(np.zeros(100, np.float32))
    assert found == [(0.1, 2.0)]
    assert given == {"threshold": 0.7, "neg_threshold": 0.4, "rate": SAMPLE_RATE}


def test_without_faster_whisper_there_is_advice(monkeypatch):
    monkeypatch.setitem(sys.modules, "faster_whisper.vad", None)
    with pytest.raises(UnavailableError, match="pip install faster-whisper"):
        load(SpeechSettings())
