"""What every speech detector does: samples in, stretches of speech out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np

SAMPLE_RATE = 16_000
"""Samples per second of the audio that detectors get (mono, float32, -1 to 1)."""

Stretch: TypeAlias = tuple[float, float] | tuple[float, float, str]
"""When speech begins and ends, in seconds from the start of the audio that it got; its words, where
the detector knows them."""

Detector: TypeAlias = "Callable[[np.ndarray], list[Stretch]]"
"""Detects when somebody speaks in samples of shape (n,)."""
