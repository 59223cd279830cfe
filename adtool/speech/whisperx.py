"""WhisperX: what is said, word by word, and from that when somebody speaks.

It needs Whisper's weights and, for word times, a wav2vec 2.0 model of the film's language. Both
come from a model hub on first use; where a language has no such model, the times of the phrases
serve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adtool.errors import UnavailableError
from adtool.quiet import prints_aside, turn_telemetry_off
from adtool.settings import SpeechSettings
from adtool.speech.detector import Detector, Stretch

if TYPE_CHECKING:
    import numpy as np

BATCH = 8
"""Phrases that Whisper hears at once."""


@dataclass(frozen=True, slots=True)
class Word:
    """Something that is said, usually one word.

    Attributes:
        text: the word; a whole phrase where single words have no times.
        start: in seconds from the start of the audio that was heard.
        end: likewise.
    """

    text: str
    start: float
    end: float


def load(settings: SpeechSettings) -> Detector:
    """Load the detector.

    Raises:
        UnavailableError: if whisperx is not installed, or Whisper's weights are not to be had.
    """
    transcriber = Transcriber(settings.whisper_model)

    def detect(samples: np.ndarray) -> list[Stretch]:
        return [(word.start, word.end, word.text) for word in transcriber.words(samples)]

    return detect


class Transcriber:
    """Whisper and, for each language that is heard, a model that places its words in time."""

    def __init__(self, model: str, device: str = "cpu") -> None:
        """Load Whisper.

        Args:
            model: a Whisper model's name ("small"), or a folder with one for CTranslate2.
            device: "cpu" or "cuda".

        Raises:
            UnavailableError: if whisperx is not installed, or the model is not to be had.
        """
        turn_telemetry_off()
        self._device = device
        self._aligners: dict[str, Any] = {}
        compute = "int8" if device == "cpu" else "float16"
        try:
            with prints_aside():
                import whisperx

                self._whisperx: Any = whisperx
                self._whisper: Any = whisperx.load_model(model, device, compute_type=compute)
        except ImportError as error:
            raise UnavailableError(
                f"The whisperx detector needs whisperx ({error}).", "Run: pip install 'whisperx'"
            ) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise UnavailableError(
                f"The weights of the Whisper model {model!r} are not to be had "
                f"({_first_sentence(error)}).",
                "Connect once to a model hub, name a folder that holds them with --whisper-model, "
                "or choose another detector with --speech pyannote.",
            ) from error

    def words(self, samples: np.ndarray) -> list[Word]:
        """Return what is said in the samples, shape (n,), 16 kHz, in order."""
        with prints_aside():
            result = self._whisper.transcribe(samples, batch_size=BATCH)
            segments = result["segments"]
            aligner = self._aligner(result["language"]) if segments else None
            if aligner is not None:
                model, metadata = aligner
                segments = self._whisperx.align(segments, model, metadata, samples, self._device)[
                    "segments"
                ]
        return [word for segment in segments for word in _words(segment)]

    def _aligner(self, language: str) -> Any:
        """Return the model and metadata that align a language; None where there is no model."""
        if language not in self._aligners:
            try:
                self._aligners[language] = self._whisperx.load_align_model(language, self._device)
            except (OSError, ValueError, RuntimeError):
                self._aligners[language] = None
        return self._aligners[language]


def _words(segment: dict[str, Any]) -> Iterator[Word]:
    """Yield a segment's words; the whole segment if one of them was not placed in time."""
    words = segment.get("words") or [segment]
    if not all("start" in word and "end" in word for word in words):
        words = [segment]
    for word in words:
        text = word.get("word", segment["text"]).strip()
        yield Word(text, float(word["start"]), float(word["end"]))


def _first_sentence(error: Exception) -> str:
    line = (str(error).strip() or type(error).__name__).splitlines()[0]
    return line.partition(". ")[0].rstrip(".")[:200]
