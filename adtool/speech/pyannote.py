"""pyannote.audio's voice activity detection, with the segmentation model of the whisperx package.

The rules are those of its ``VoiceActivityDetection``, step by step, so that the decisions are the
same. The package itself is not imported: that takes seconds, for parts that only training needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from pickle import UnpicklingError

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from adtool.errors import UnavailableError
from adtool.settings import SpeechSettings
from adtool.speech.detector import SAMPLE_RATE, Detector, Stretch
from adtool.speech.segmentation import FRAME, STEP, WINDOW, Segmentation, load_segmentation

BATCH = 8
"""Windows per pass of the network: more are no faster, and 32 take 130 MB more."""

INSTEAD = "or choose another detector with --speech silero."


def load(settings: SpeechSettings) -> Detector:
    """Load the detector.

    Raises:
        UnavailableError: if whisperx is not installed, or its model is not the one we know.
    """
    network = load_network(model_path())

    def detect(samples: np.ndarray) -> list[Stretch]:
        with _one_thread():
            scores = activity(network, samples, settings.step)
        return active(scores, settings.onset, settings.offset)

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
            f"Run: pip install 'whisperx>=3.8', {INSTEAD}",
        )
    return Path(package.submodule_search_locations[0]) / "assets" / "pytorch_model.bin"


def load_network(path: Path) -> Segmentation:
    """Load pyannote's segmentation network.

    Raises:
        UnavailableError: if the file is not there, or holds another model.
    """
    try:
        return load_segmentation(path)
    except _UNUSABLE as error:
        raise UnavailableError(
            f"The segmentation model {path} cannot be used ({type(error).__name__}).",
            f"Run: pip install --force-reinstall --no-deps 'whisperx>=3.8', {INSTEAD}",
        ) from error


_UNUSABLE = (
    *(OSError, EOFError, UnpicklingError),  # no file, or none of torch's
    *(RuntimeError, LookupError, TypeError, ValueError, AttributeError),  # another model's
)


@torch.inference_mode()
def activity(network: Segmentation, samples: np.ndarray, step: float) -> np.ndarray:
    """Say of each frame how likely somebody speaks: windows' mean, weighted to their middles.

    Args:
        network: the network.
        samples: (n,) float32.
        step: seconds from one window to the next.

    Returns:
        (frames,) float32.
    """
    found: list[np.ndarray] = []
    for batch in _batches(torch.from_numpy(samples), round(step * SAMPLE_RATE)):
        found.extend(network(batch[:, None]).amax(-1).numpy())
    mean = _overlapped(found, step)
    if _is_padded(len(samples), round(step * SAMPLE_RATE)):
        return mean[: int(len(samples) / SAMPLE_RATE / (STEP / SAMPLE_RATE)) + 1]
    return mean


def _batches(sound: Tensor, step: int) -> Iterator[Tensor]:
    """Yield windows (B, n) every ``step`` samples; the last one is alone, and filled with zeros."""
    whole = 0
    if len(sound) >= WINDOW:
        windows = sound.unfold(0, WINDOW, step)
        yield from torch.split(windows, BATCH)
        whole = len(windows)
    if _is_padded(len(sound), step):
        rest = sound[whole * step :]
        yield F.pad(rest, (0, WINDOW - len(rest)))[None]


def _is_padded(samples: int, step: int) -> bool:
    """Say whether the last window reaches past the sound's end."""
    return samples < WINDOW or (samples - WINDOW) % step > 0


def _overlapped(windows: Sequence[np.ndarray], step: float) -> np.ndarray:
    """Return the mean of windows' scores where they overlap, under Hamming's window.

    A score that is no number (of a sound that holds such) counts for nothing.
    """
    shape = np.hamming(len(windows[0]))
    end = WINDOW / SAMPLE_RATE + (len(windows) - 1) * step
    total, weights = np.zeros((2, _nearest(end) + 1), np.float32)
    for number, scores in enumerate(windows):
        first = _nearest(number * step)
        weight = shape * ~np.isnan(scores)
        total[first : first + len(scores)] += np.nan_to_num(scores) * weight
        weights[first : first + len(scores)] += weight
    return total / np.maximum(weights, 1e-12)


def _nearest(seconds: float) -> int:
    """Return the frame that begins nearest to a time."""
    half = 0.5 * (FRAME / SAMPLE_RATE)  # pyannote adds it and takes it off, which rounds
    return int(np.rint((seconds + half - half) / (STEP / SAMPLE_RATE)))


def active(scores: np.ndarray, onset: float, offset: float) -> list[Stretch]:
    """Return the stretches that begin over ``onset`` and last until a score under ``offset``.

    Args:
        scores: (frames,); a frame's time is its middle.
        onset: above it, speech begins.
        offset: below it, speech ends.
    """
    above, below = scores > onset, scores < offset
    length, step = FRAME / SAMPLE_RATE, STEP / SAMPLE_RATE
    times = [0.5 * (number * step + (number * step + length)) for number in range(len(scores))]
    found: list[Stretch] = []
    begun = times[0] if above[0] else None
    for time, is_above, is_below in zip(times[1:], above[1:], below[1:], strict=True):
        if begun is None:
            begun = time if is_above else None
        elif is_below:
            found.append((begun, time))
            begun = None
    if begun is not None and times[-1] > begun:
        found.append((begun, times[-1]))
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
