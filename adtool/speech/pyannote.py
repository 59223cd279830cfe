"""pyannote.audio's voice activity detection, with the segmentation model of the whisperx package.

Importing pyannote.audio brings in lightning, transformers and matplotlib: a dozen seconds of
processor time, most of which ``describe`` needs for its model anyway.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from adtool.errors import UnavailableError
from adtool.quiet import turn_telemetry_off
from adtool.settings import SpeechSettings
from adtool.speech.detector import SAMPLE_RATE, Detector, Stretch

if TYPE_CHECKING:
    from pyannote.audio import Model

BATCH = 8
"""Windows per pass of the network: more are no faster, and 32 take 130 MB more."""

INSTEAD = "or choose another detector with --speech silero."


def load(settings: SpeechSettings) -> Detector:
    """Load the detector.

    Raises:
        UnavailableError: if pyannote.audio or whisperx is not installed, or whisperx's model is
            not the one we know.
    """
    path = model_path()
    with _importing():
        from pyannote.audio.pipelines import VoiceActivityDetection

    pipeline = VoiceActivityDetection(load_model(path), step=settings.step, batch_size=BATCH)
    thresholds = {"onset": settings.onset, "offset": settings.offset}
    pipeline.instantiate({**thresholds, "min_duration_on": 0.0, "min_duration_off": 0.0})

    def detect(samples: np.ndarray) -> list[Stretch]:
        sound = {"waveform": torch.from_numpy(samples)[None], "sample_rate": SAMPLE_RATE}
        with _one_thread():
            found = pipeline(sound)
        return [(segment.start, segment.end) for segment in found.get_timeline()]

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


def load_model(path: Path) -> Model:
    """Build pyannote.audio's segmentation network with the weights of a checkpoint.

    ``Model.from_pretrained`` would run whatever code a checkpoint holds; here one that names
    anything but a few known classes is refused.

    Raises:
        UnavailableError: if pyannote.audio is not installed, or the file is not there, or it holds
            another model.
    """
    with _importing():
        from pyannote.audio.models.segmentation import PyanNet

        allowed = _allowed()
    try:
        with torch.serialization.safe_globals(allowed):
            checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        model = PyanNet(**checkpoint["hyper_parameters"])
        model.on_load_checkpoint(checkpoint)
        model.load_state_dict(checkpoint["state_dict"])
    except _UNUSABLE as error:
        raise UnavailableError(
            f"The segmentation model {path} cannot be used ({type(error).__name__}).",
            f"Run: pip install --force-reinstall --no-deps 'whisperx>=3.8', {INSTEAD}",
        ) from error
    return model


_UNUSABLE = (
    *(OSError, EOFError, UnpicklingError),  # no file, or none of torch's
    *(RuntimeError, LookupError, TypeError, ValueError, AttributeError),  # another model's
)


def _allowed() -> list[Any]:
    """Return what the checkpoint holds besides tensors: what its training was told."""
    from omegaconf.base import ContainerMetadata, Metadata
    from omegaconf.listconfig import ListConfig
    from omegaconf.nodes import AnyNode
    from pyannote.audio.core.model import Introspection
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from torch.torch_version import TorchVersion

    plain = [Any, TorchVersion, defaultdict, dict, int, list]
    configuration = [AnyNode, ContainerMetadata, ListConfig, Metadata]
    return [*plain, *configuration, Introspection, Problem, Resolution, Specifications]


@contextmanager
def _importing() -> Iterator[None]:
    """Let pyannote.audio be imported: it reports nothing home, and warns of nothing needless."""
    turn_telemetry_off()
    try:
        with warnings.catch_warnings():
            # It could not open files, but it is given samples.
            warnings.filterwarnings("ignore", r"\s*torchcodec is not installed correctly")
            yield
    except (ImportError, OSError, AttributeError) as error:  # a torchaudio that is not torch's: any
        raise UnavailableError(
            f"The pyannote detector needs pyannote.audio ({' '.join(str(error).split())[:200]}).",
            f"Run: pip install 'pyannote.audio>=4.0', {INSTEAD}",
        ) from error


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let torch work with one thread: on such short matrices, more cost more than they bring."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
