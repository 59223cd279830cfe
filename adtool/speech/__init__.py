"""Audio in, speech out: when somebody speaks, by one of several detectors.

A detector is one file with ``load(settings)``, and one entry in ``DETECTORS``. It gets the sound
in blocks (``adtool.speech.blocks``), so that memory does not grow with the movie. Where the
dialogue's subtitles are at hand, ``read_dialogue`` takes them as the truth instead.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from adtool.progress import SILENT, Progress
from adtool.settings import SpeechSettings
from adtool.speech.detector import Detector
from adtool.timeline import Said, Span, merge

if TYPE_CHECKING:
    import numpy as np

Loader: TypeAlias = Callable[[SpeechSettings], Detector]
"""Loads a detector; raises ``UnavailableError`` if what it needs is not there."""


def _in_module(name: str) -> Loader:
    """Return the ``load`` of ``adtool.speech.NAME``, which is imported when it is called."""

    def load(settings: SpeechSettings) -> Detector:
        return cast("Detector", import_module(f"adtool.speech.{name}").load(settings))

    return load


class Entry(NamedTuple):
    """A speech detector: what loads it, and the settings that its answers depend on."""

    load: Loader
    uses: tuple[str, ...] = ()


DETECTORS: dict[str, Entry] = {
    "pyannote": Entry(_in_module("pyannote"), ("step", "onset", "offset")),
    "silero": Entry(_in_module("silero"), ("onset", "offset")),
    "whisperx": Entry(_in_module("whisperx"), ("whisper_model",)),
}
"""Every speech detector by name."""


def used(settings: SpeechSettings) -> dict[str, object]:
    """Return the settings that the speech found depends on, by name."""
    uses = ("detector", "block", "context", *_entry(settings).uses)
    return {name: getattr(settings, name) for name in uses}


def load_detector(settings: SpeechSettings) -> Detector:
    """Load the detector that ``settings.detector`` names.

    Raises:
        ValueError: if there is no detector of that name.
        UnavailableError: if its package or its weights are not there.
    """
    return _entry(settings).load(settings)


def _entry(settings: SpeechSettings) -> Entry:
    try:
        return DETECTORS[settings.detector]
    except KeyError:
        known = ", ".join(DETECTORS)
        raise ValueError(
            f"no speech detector is called {settings.detector!r} (there are: {known})"
        ) from None


def detect_speech(
    audio: Iterable[np.ndarray],
    settings: SpeechSettings | None = None,
    progress: Progress = SILENT,
    *,
    duration: int | None = None,
    loaded: Callable[[], object] | None = None,
) -> tuple[Span, ...]:
    """Detect when somebody speaks: what ``hear`` gives, joined where it touches.

    Returns:
        The speech in order, none touching another.
    """
    return merge(hear(audio, settings, progress, duration=duration, loaded=loaded))


def hear(
    audio: Iterable[np.ndarray],
    settings: SpeechSettings | None = None,
    progress: Progress = SILENT,
    *,
    duration: int | None = None,
    loaded: Callable[[], object] | None = None,
) -> tuple[Span, ...]:
    """Detect speech, and what is said where the detector knows it.

    Args:
        audio: consecutive pieces of the movie's sound from its start, each of shape (n,), float32,
            16 kHz mono; ``adtool.media.AudioReader`` gives them. Read once, in order.
        settings: the detector and its numbers; the defaults where None.
        progress: told of the loading, and of the seconds that were searched.
        duration: the movie's length in ms, for progress only.
        loaded: called when the detector is loaded, and begins to detect.

    Returns:
        The stretches as they were detected, rounded outwards to milliseconds; those whose words
        are known are ``Said``.

    Raises:
        ValueError: if there is no such detector.
        UnavailableError: if its package or its weights are not there.
    """
    from adtool.speech.blocks import blocks

    settings = settings or SpeechSettings()
    with progress.stage(f"Loading {settings.detector}"):
        detect = load_detector(settings)
    if loaded is not None:
        loaded()
    spans: list[Span] = []
    total = None if duration is None else duration / 1000
    with progress.stage("Finding speech", total) as stage:
        for block in blocks(audio, settings.block, settings.context):
            for start, end, *words in block.kept(detect(block.samples)):
                first, last = math.floor(start * 1000), math.ceil(end * 1000)
                spans.append(Said(first, last, words[0]) if words else Span(first, last))
            stage.advance(block.duration)
    return tuple(spans)
