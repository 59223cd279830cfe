"""What is encoded, and how: the settings of ``adtool features``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.datasets.annotations import PLAIN
from adtool.model.device import AUTO
from adtool.settings import ENCODING_BATCH, FEATURES_FPS, PICTURES_FPS, SHORT_SIDE, ModelSettings

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """What is encoded of the films, and with which CLIP.

    Attributes:
        clip: a CLIP: a folder in open_clip's form, or one of its architectures.
        pretrained: for an architecture: one of open_clip's tags, or a weight file.
        annotations: the table whose clips are encoded; None encodes whole films.
        kind: the table's form, an entry of ``adtool.datasets.annotations.FORMATS``.
        frames: T, frames a clip.
        fps: frames a second of whole films.
        picture_fps: pictures a second, where films are pictures.
        short_side: as in ``DataSettings``.
        overwrite: replace features of another encoder, of other clips or of another rate.
    """

    clip: str
    pretrained: str = ""
    annotations: Path | None = None
    kind: str = PLAIN
    frames: int = ModelSettings().frames
    fps: float = FEATURES_FPS
    picture_fps: float = PICTURES_FPS
    short_side: int = SHORT_SIDE
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class EncodingSettings:
    """How frames are encoded.

    Attributes:
        device: "auto", or a torch device.
        batch: frames that go through the encoder at once.
        workers: processes that read frames ahead; 0 reads each block when it is wanted.
        strict: stop at the first film that cannot be read, instead of going on without it.
    """

    device: str | torch.device = AUTO
    batch: int = ENCODING_BATCH
    workers: int = 2
    strict: bool = False
