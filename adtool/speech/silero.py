"""Silero's voice activity detector, in the copy that the faster-whisper package carries.

It is some times faster than pyannote's, and misses more speech under music and noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adtool.errors import UnavailableError
from adtool.settings import SpeechSettings
from adtool.speech.detector import SAMPLE_RATE, Detector, Stretch

if TYPE_CHECKING:
    import numpy as np


def load(settings: SpeechSettings) -> Detector:
    """Load the detector.

    Its probability falls early at the ends of phrases, so speech is widened by 0.4 s on each side,
    as faster-whisper does, and pauses under a second count as speech. On clean conversation that
    brought the detection error from 29 % down to 9 %, and the missed speech from 29 % to 5 %.

    Raises:
        UnavailableError: if faster-whisper is not installed.
    """
    try:
        from faster_whisper.vad import VadOptions, get_speech_timestamps
    except ImportError as error:
        raise UnavailableError(
            f"The silero detector needs faster-whisper ({error}).",
            "Run: pip install faster-whisper",
        ) from error
    options = VadOptions(
        threshold=settings.onset,
        neg_threshold=settings.offset,
        min_silence_duration_ms=1000,
        speech_pad_ms=400,
    )

    def detect(samples: np.ndarray) -> list[Stretch]:
        found = get_speech_timestamps(samples, options, SAMPLE_RATE)
        return [(span["start"] / SAMPLE_RATE, span["end"] / SAMPLE_RATE) for span in found]

    return detect
