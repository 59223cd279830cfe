"""What detectors get."""

from __future__ import annotations

from adtool import media
from adtool.speech.detector import SAMPLE_RATE


def test_detectors_get_the_sound_at_the_rate_at_which_movies_are_read():
    assert SAMPLE_RATE == media.SAMPLE_RATE == 16_000
