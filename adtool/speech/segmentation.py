"""PyanNet, the speaker segmentation network whose weights the whisperx package carries.

SincNet filters, a bidirectional LSTM, two linear layers and a classifier, as H. Bredin and
A. Laurent describe it ("End-to-end speaker segmentation for overlap-aware resegmentation",
Interspeech 2021). It stands here, with the published weights' own names, because importing
``pyannote.audio`` brings in lightning, torchmetrics, transformers and matplotlib, a dozen seconds
of processor time, to run these few layers. A test holds its output to pyannote.audio's.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from pickle import UnpicklingError

import torch
from asteroid_filterbanks import Encoder, ParamSincFB
from torch import Tensor, nn
from torch.nn import functional

from adtool.errors import UnavailableError
from adtool.speech import SAMPLE_RATE

WINDOW = 5 * SAMPLE_RATE
"""Samples that the network was trained to see at once."""

FRAME_STEP = 270
"""Samples between the starts of two output frames."""

FRAME_SIZE = 991
"""Samples that one output frame sees before the LSTM."""


class SincNet(nn.Module):
    """Band-pass filters that are learned by their cut-off frequencies, then two convolutions.

    M. Ravanelli and Y. Bengio, "Speaker recognition from raw waveform with SincNet", SLT 2018.
    """

    def __init__(self) -> None:
        super().__init__()
        self.wav_norm1d = nn.InstanceNorm1d(1, affine=True)
        filters = ParamSincFB(80, 251, stride=10, sample_rate=SAMPLE_RATE)
        self.conv1d = nn.ModuleList([Encoder(filters), nn.Conv1d(80, 60, 5), nn.Conv1d(60, 60, 5)])
        self.norm1d = nn.ModuleList(
            nn.InstanceNorm1d(channels, affine=True) for channels in (80, 60, 60)
        )

    def forward(self, waveforms: Tensor) -> Tensor:
        """Turn waveforms (B, 1, samples) into features (B, 60, frames)."""
        x: Tensor = self.wav_norm1d(waveforms)
        for layer, (convolve, normalise) in enumerate(zip(self.conv1d, self.norm1d, strict=True)):
            x = convolve(x)
            x = functional.max_pool1d(x.abs() if layer == 0 else x, 3)
            x = functional.leaky_relu(normalise(x))
        return x


class PyanNet(nn.Module):
    """Who of up to three speakers in a window speaks, frame by frame."""

    def __init__(self) -> None:
        super().__init__()
        self.sincnet = SincNet()
        self.lstm = nn.LSTM(60, 128, num_layers=4, bidirectional=True, batch_first=True)
        self.linear = nn.ModuleList([nn.Linear(256, 128), nn.Linear(128, 128)])
        self.classifier = nn.Linear(128, 3)

    def forward(self, waveforms: Tensor) -> Tensor:
        """Turn waveforms (B, 1, samples) into probabilities (B, frames, 3 speakers)."""
        x, _ = self.lstm(self.sincnet(waveforms).transpose(1, 2))
        for layer in self.linear:
            x = functional.leaky_relu(layer(x))
        probabilities: Tensor = torch.sigmoid(self.classifier(x))
        return probabilities


class _Inert:
    """Stands for a class whose instances lie in the checkpoint but are not needed."""

    def __init__(self, *_: object) -> None:
        pass

    def __setstate__(self, state: object) -> None:
        pass


# Besides tensors, the checkpoint holds its training's settings. Only these names may occur in it,
# and what is not plain is never resolved to the class it names: a foreign pickle runs no code here.
_INERT = (
    "omegaconf.base.ContainerMetadata",
    "omegaconf.base.Metadata",
    "omegaconf.listconfig.ListConfig",
    "omegaconf.nodes.AnyNode",
    "pyannote.audio.core.model.Introspection",
    "pyannote.audio.core.task.Problem",
    "pyannote.audio.core.task.Resolution",
    "pyannote.audio.core.task.Specifications",
    "torch.torch_version.TorchVersion",
    "typing.Any",
)
_ALLOWED = [
    ("builtins.dict", dict),
    ("builtins.int", int),
    ("builtins.list", list),
    ("collections.defaultdict", defaultdict),
    *((name, type(name.rpartition(".")[2], (_Inert,), {})) for name in _INERT),
]


def load_network(path: Path) -> PyanNet:
    """Load the network with the weights of a pyannote.audio checkpoint.

    Raises:
        UnavailableError: if the file is not there, or holds another network.
    """
    network = PyanNet()
    try:
        with torch.serialization.safe_globals([(kind, name) for name, kind in _ALLOWED]):
            checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        network.load_state_dict(checkpoint["state_dict"])
    except (OSError, EOFError, RuntimeError, LookupError, TypeError, UnpicklingError) as error:
        raise _unusable(path, error) from error
    return network.eval().requires_grad_(False)


def _unusable(path: Path, error: Exception) -> UnavailableError:
    return UnavailableError(
        f"The segmentation model {path} cannot be used ({type(error).__name__}).",
        "Run: pip install --force-reinstall --no-deps 'whisperx>=3.8', or choose another detector "
        "with --speech silero.",
    )
