"""pyannote's segmentation network, built here: its own package takes seconds to import.

SincNet (Ravanelli & Bengio, SLT 2018, with the odd filters of Pariente et al., ICASSP 2020), four
bidirectional LSTM layers and two linear ones say of each frame how likely each of three speakers
speaks (Bredin & Laurent, Interspeech 2021). Names and order of all operations are those of
``pyannote.audio.models.segmentation.PyanNet``, so that its checkpoints fit and its scores are the
same to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from adtool.speech.detector import SAMPLE_RATE

WINDOW = 5 * SAMPLE_RATE
"""Samples that the network was trained on, and gets at once."""

FRAME, STEP = 991, 270
"""Samples that a frame sees, and from one frame to the next."""

SPEAKERS, FILTERS, TAPS, STRIDE = 3, 80, 251, 10
LOWEST = NARROWEST = 50
"""In Hz: where the lowest filter may begin, and how wide one is at least."""

HYPER_PARAMETERS: Mapping[str, Mapping[str, object]] = {
    "sincnet": {"stride": STRIDE},
    "lstm": {"hidden_size": 128, "num_layers": 4, "bidirectional": True, "monolithic": True},
    "linear": {"hidden_size": 128, "num_layers": 2},
}
"""What a checkpoint must say of its network for this to be it; the weights' shapes say the rest."""


class SincFilters(nn.Module):
    """Band-pass filters, each cosine-shaped and sine-shaped; their edges were learned."""

    n_: Tensor
    window_: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.low_hz_ = nn.Parameter(torch.zeros(FILTERS // 2, 1))
        self.band_hz_ = nn.Parameter(torch.zeros(FILTERS // 2, 1))
        self.register_buffer("window_", torch.zeros(TAPS // 2))
        self.register_buffer("n_", torch.zeros(1, TAPS // 2))

    def filters(self) -> Tensor:
        """Return the filters (80, 1, 251)."""
        low = LOWEST + torch.abs(self.low_hz_)
        high = torch.clamp(low + NARROWEST + torch.abs(self.band_hz_), LOWEST, SAMPLE_RATE / 2)
        band = (high - low)[:, 0]
        to_low, to_high = torch.matmul(low, self.n_), torch.matmul(high, self.n_)
        even = ((torch.sin(to_high) - torch.sin(to_low)) / (self.n_ / 2)) * self.window_
        odd = ((torch.cos(to_low) - torch.cos(to_high)) / (self.n_ / 2)) * self.window_
        middle = 2 * band.view(-1, 1)
        cosines = torch.cat([even, middle, torch.flip(even, dims=[1])], dim=1)
        sines = torch.cat([odd, torch.zeros_like(middle), -torch.flip(odd, dims=[1])], dim=1)
        shape = (FILTERS // 2, 1, TAPS)
        parts = [(half / (2 * band[:, None])).view(shape) for half in (cosines, sines)]
        return torch.cat(parts, dim=0)


class SincConvolution(nn.Module):
    """The convolution of sound with those filters."""

    def __init__(self) -> None:
        super().__init__()
        self.filterbank = SincFilters()

    def forward(self, sound: Tensor) -> Tensor:
        """Map sound (B, 1, n) to (B, 80, m)."""
        return torch.abs(F.conv1d(sound, self.filterbank.filters(), stride=STRIDE))


class SincNet(nn.Module):
    """Sound (B, 1, n) to features (B, 60, frames)."""

    def __init__(self) -> None:
        super().__init__()
        self.wav_norm1d = nn.InstanceNorm1d(1, affine=True)
        self.conv1d = nn.ModuleList(
            [SincConvolution(), nn.Conv1d(FILTERS, 60, 5), nn.Conv1d(60, 60, 5)]
        )
        self.pool1d = nn.ModuleList(nn.MaxPool1d(3, stride=3) for _ in range(3))
        self.norm1d = nn.ModuleList(nn.InstanceNorm1d(n, affine=True) for n in (FILTERS, 60, 60))

    def forward(self, sound: Tensor) -> Tensor:
        """Convolve, pool and normalise, three times."""
        x: Tensor = self.wav_norm1d(sound)
        for convolve, pool, norm in zip(self.conv1d, self.pool1d, self.norm1d, strict=True):
            x = F.leaky_relu(norm(pool(convolve(x))))
        return x


class Segmentation(nn.Module):
    """The whole network, for sound of ``WINDOW`` samples."""

    def __init__(self) -> None:
        super().__init__()
        self.sincnet = SincNet()
        self.lstm = nn.LSTM(60, 128, num_layers=4, bidirectional=True, batch_first=True)
        self.linear = nn.ModuleList([nn.Linear(256, 128), nn.Linear(128, 128)])
        self.classifier = nn.Linear(128, SPEAKERS)

    def forward(self, sound: Tensor) -> Tensor:
        """Map sound (B, 1, n) to the probability that each speaker speaks (B, frames, 3)."""
        x, _ = self.lstm(self.sincnet(sound).transpose(1, 2))
        for linear in self.linear:
            x = F.leaky_relu(linear(x))
        scores: Tensor = torch.sigmoid(self.classifier(x))
        return scores


def load_segmentation(path: Path) -> Segmentation:
    """Build the network with the weights of pyannote's checkpoint, which runs no code.

    Raises:
        OSError, EOFError, RuntimeError, UnpicklingError: if there is no file, or none of torch's.
        AttributeError, LookupError, RuntimeError, TypeError, ValueError: if it holds another model.
    """
    with _known_names():
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    return network_of(checkpoint)


def network_of(checkpoint: Any) -> Segmentation:
    """Build the network from what its checkpoint holds; raises the second line of those."""
    told = checkpoint["hyper_parameters"]
    for part, expected in HYPER_PARAMETERS.items():
        if {name: told[part][name] for name in expected} != expected:
            raise ValueError(f"{part} is {told[part]}, not {expected}")
    what = checkpoint["pyannote.audio"]["specifications"]
    if (what.duration * SAMPLE_RATE, len(what.classes)) != (WINDOW, SPEAKERS):
        raise ValueError(f"it is for {len(what.classes)} speakers in {what.duration} s")
    network = Segmentation()
    network.load_state_dict(checkpoint["state_dict"])
    return network.requires_grad_(False).eval()


def _known_names() -> AbstractContextManager[None]:
    """Let a checkpoint name what pyannote's do, besides tensors: what its training was told.

    Each name stands for an empty class, so that no package is imported, and nothing of it is run.
    """
    named = {
        "builtins": ["dict", "int", "list"],
        "collections": ["defaultdict"],
        "omegaconf.base": ["ContainerMetadata", "Metadata"],
        "omegaconf.listconfig": ["ListConfig"],
        "omegaconf.nodes": ["AnyNode"],
        "pyannote.audio.core.model": ["Introspection"],
        "pyannote.audio.core.task": ["Problem", "Resolution", "Specifications"],
        "torch.torch_version": ["TorchVersion"],
        "typing": ["Any"],
    }
    standins: list[Any] = [
        type(name, (_Told,), {"__module__": module})
        for module, names in named.items()
        for name in names
    ]
    return torch.serialization.safe_globals(standins)


class _Told:
    """Stands for something of a checkpoint; keeps what it is told as its attributes."""

    def __init__(self, *values: object) -> None:
        self.values = values

    def __setitem__(self, key: object, value: object) -> None:
        """Take what a dict is filled with."""
