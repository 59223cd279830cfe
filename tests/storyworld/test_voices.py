"""The recorded sentences."""

import numpy as np
import pytest

from adtool.storyworld.voices import RATE, SENTENCES, sentences


def test_every_sentence_is_recorded():
    assert [(s.voice, s.text) for s in sentences()] == list(SENTENCES)
    for sentence in sentences():
        assert 500 < sentence.duration < 2500
        assert np.abs(sentence.samples).max() == pytest.approx(1)
        assert sentence.duration == len(sentence.samples) * 1000 // RATE
