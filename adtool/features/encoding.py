"""Encoding the frames of many films with CLIP, one film after the other, in bounded memory.

What is to be encoded of a film is a ``Strip``: frames in blocks of about ``BLOCK``. Worker
processes read blocks ahead while the encoder works; memory never holds more than a few of them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from adtool.batches import Batch, batches_ahead
from adtool.errors import AdtoolError, TrainingError
from adtool.faults import UNHEARD, Fault, Faults
from adtool.features.settings import EncodingSettings
from adtool.model.device import AUTO, pick_device
from adtool.model.vision_encoder import VisionEncoder
from adtool.parallel import device
from adtool.progress import SILENT, Progress

BLOCK = 256
"""Frames a block, which is 37 MB at 224 pixels a side."""


class Strip(Protocol):
    """The frames of one film that are to be encoded."""

    @property
    def movie(self) -> str:
        """The film's name."""

    @property
    def blocks(self) -> int:
        """How many blocks there are."""

    def read(self, block: int, encoder: VisionEncoder) -> tuple[Tensor, Tensor]:
        """Return the frames of a block that can be read, and which of its frames they are.

        Returns:
            (n, 3, H, W) uint8, of the encoder's size; and True for each of them in (m,).

        Raises:
            AdtoolError: if the film cannot be read at all.
        """


def encode_strips(
    encoder: VisionEncoder,
    strips: Sequence[Strip],
    keep: Callable[[int, Tensor], None],
    settings: EncodingSettings,
    faults: Faults = UNHEARD,
    progress: Progress = SILENT,
) -> list[Fault]:
    """Encode films.

    Args:
        encoder: the encoder; it is not changed.
        strips: the films.
        keep: called with the number of each film in ``strips`` and its features (n, C) fp16. A
            frame that cannot be read has the features of the one before it, the first ones those
            of the one after.
        settings: how.
        faults: hears of films with frames that cannot be read.
        progress: hears of every block.

    Returns:
        The films that could not be encoded.

    Raises:
        AdtoolError: if one could not, and the settings are strict.
        TrainingError: if memory runs out.
    """
    plan = [(number, block) for number, s in enumerate(strips) for block in range(s.blocks)]
    ready = copy.deepcopy(encoder).for_inference(chosen_device(settings.device))
    broken: dict[int, Fault] = {}
    parts: list[tuple[Tensor, Tensor]] = []
    with (
        progress.stage("Encoding films", len(plan)) as stage,
        batches_ahead(_Blocks(strips, encoder, plan), range(len(plan)), settings.workers) as ahead,
    ):
        for (number, block), read in zip(plan, ahead, strict=True):
            strip = strips[number]
            if "fault" in read:
                _refuse_if(settings.strict, strip.movie, read["fault"])
                broken.setdefault(number, Fault("broken film", strip.movie, read["fault"]))
            elif number not in broken:
                parts.append((_encode(ready, read["pixels"], settings), read["there"]))
            if block == strip.blocks - 1:
                if number not in broken and not any(there.any() for _, there in parts):
                    _refuse_if(settings.strict, strip.movie, NOTHING)
                    broken[number] = Fault("broken film", strip.movie, NOTHING)
                if number not in broken:
                    keep(number, _whole(strip.movie, parts, faults))
                parts = []
            stage.advance()
    return list(broken.values())


def chosen_device(name: str | torch.device) -> str | torch.device:
    """Return the device that was named; where it is "auto", this process's own.

    Raises:
        UnavailableError: if there is no such device.
    """
    return device() if name == AUTO else pick_device(str(name))


NOTHING = "none of its frames can be read"


@dataclass(frozen=True)
class _Blocks:
    """Blocks by their place in the plan, to be made in other processes."""

    strips: Sequence[Strip]
    encoder: VisionEncoder
    plan: Sequence[tuple[int, int]]

    def __call__(self, step: int) -> Batch:
        number, block = self.plan[step]
        try:
            pixels, there = self.strips[number].read(block, self.encoder)
        except AdtoolError as error:  # an error of two arguments cannot cross processes
            return {"fault": " ".join(str(error).split())}
        return {"pixels": pixels, "there": there}


def _refuse_if(strict: bool, movie: str, fault: str) -> None:
    if strict:
        raise AdtoolError(f"{movie} cannot be encoded: {fault}")


@torch.inference_mode()
def _encode(ready: VisionEncoder, pixels: Tensor, settings: EncodingSettings) -> Tensor:
    device = settings.device
    try:
        parts = [
            ready(ready.normalise(part.to(device))).cpu()
            for part in torch.split(pixels, settings.batch)
            if len(part)
        ]
    except torch.OutOfMemoryError as error:
        raise TrainingError(
            f"{device} has too little memory for {settings.batch} frames at once; "
            "lower the batch, and run again to go on."
        ) from error
    return torch.cat(parts).half() if parts else torch.zeros(0, ready.config.embed_dim).half()


def _whole(movie: str, parts: Sequence[tuple[Tensor, Tensor]], faults: Faults) -> Tensor:
    """Join a film's features, each missing frame's filled by the one before it."""
    features = torch.cat([part for part, _ in parts])
    there = torch.cat([there for _, there in parts])
    missing = int((~there).sum())
    if missing > len(there) // 100:  # a container is often longer than its pictures
        faults.report(Fault("frames", movie, f"{missing} of {len(there)} frames"))
    return features[(there.cumsum(0) - 1).clamp(min=0)]
