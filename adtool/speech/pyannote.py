"""pyannote's voice activity detection, with the segmentation model of the whisperx package.

The network slides over the sound; where windows overlap, their scores are averaged with a Hamming
window; a frame's score is that of its likeliest speaker; and speech begins above one threshold
and ends below another. That is what ``pyannote.audio.pipelines.VoiceActivityDetection`` does, and
a test holds this module to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from adtool.errors import UnavailableError
from adtool.settings import SpeechSettings
from adtool.speech import SAMPLE_RATE, Detector, Stretch
from adtool.speech.segmentation import FRAME_SIZE, FRAME_STEP, WINDOW, PyanNet, load_network

BATCH = 8
"""Windows per pass of the network: more are no faster, and 32 take 130 MB more."""


def load(settings: SpeechSettings) -> Detector:
    """Load the detector.

    Raises:
        UnavailableError: if whisperx is not installed, or its model is not the one we know.
    """
    network = load_network(model_path())

    def detect(samples: np.ndarray) -> list[Stretch]:
        scores = speech_scores(network, samples, settings.step)
        return threshold(scores, settings.onset, settings.offset)

    return detect


def model_path() -> Path:
    """Say where the whisperx package keeps the model, without importing whisperx.

    Raises:
        UnavailableError: if whisperx is not installed.
    """
    package = find_spec("whisperx")
    if package is None or not package.submodule_search_locations:
        raise UnavailableError(
            "The pyannote detector's model comes with whisperx, which is not installed.",
            "Run: pip install 'whisperx>=3.8', or choose another detector with --speech silero.",
        )
    return Path(package.submodule_search_locations[0]) / "assets" / "pytorch_model.bin"


def speech_scores(network: PyanNet, samples: np.ndarray, step: float) -> np.ndarray:
    """Return how likely somebody speaks, frame by frame.

    Args:
        network: the segmentation network.
        samples: float32, shape (n,), 16 kHz.
        step: seconds between the starts of two windows.

    Returns:
        Probabilities in [0, 1], shape (frames,). Frame i is centred on sample
        ``i * FRAME_STEP + FRAME_SIZE / 2``. The last window is filled up with silence; frames
        centred in that silence are dropped.
    """
    hop = round(step * SAMPLE_RATE)
    count = 1 + max(0, -(-(len(samples) - WINDOW) // hop))
    padding = (count - 1) * hop + WINDOW - len(samples)
    windows = functional.pad(torch.from_numpy(samples), (0, padding)).unfold(0, WINDOW, hop)
    with _one_thread(), torch.inference_mode():
        scores = torch.cat(
            [network(batch[:, None]).amax(-1) for batch in torch.split(windows, BATCH)]
        )
    inside = 1 + max(0, len(samples) - FRAME_SIZE // 2) // FRAME_STEP
    return _overlap_add(scores.numpy(), hop)[:inside]


def _overlap_add(scores: np.ndarray, hop: int) -> np.ndarray:
    """Average the scores of overlapping windows, (windows, frames) -> (all frames,)."""
    count, frames = scores.shape
    starts = [round(index * hop / FRAME_STEP) for index in range(count)]
    weight = np.hamming(frames)
    total = np.zeros(starts[-1] + frames)
    weights = np.zeros_like(total)
    for start, window in zip(starts, scores, strict=True):
        total[start : start + frames] += weight * window
        weights[start : start + frames] += weight
    # Rounding can leave a frame between two windows that do not overlap; nothing is known of it.
    return np.divide(total, weights, out=np.zeros_like(total), where=weights > 0)


def threshold(scores: Sequence[float] | np.ndarray, onset: float, offset: float) -> list[Stretch]:
    """Turn scores into stretches: speech begins above ``onset``, and ends below ``offset``.

    Args:
        scores: shape (frames,), in [0, 1].
        onset: the score above which speech begins.
        offset: the score below which it ends, at most ``onset``.

    Returns:
        Stretches from frame centre to frame centre, in seconds.
    """
    found: list[Stretch] = []
    began: float | None = None
    time = 0.0
    for frame, score in enumerate(scores):
        time = (frame * FRAME_STEP + FRAME_SIZE / 2) / SAMPLE_RATE
        if began is None and score > onset:
            began = time
        elif began is not None and score < offset:
            found.append((began, time))
            began = None
    if began is not None:
        found.append((began, time))
    return found


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let torch work with one thread: on such short matrices, more cost more than they bring."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
