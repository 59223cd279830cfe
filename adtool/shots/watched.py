"""What was watched of a film, and how it is kept."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from adtool.media.image import Image
from adtool.shots.looks import SIZE
from adtool.shots.watching import WatchedShot
from adtool.work import Codec, WorkFolder


@dataclass(frozen=True, slots=True)
class Part:
    """A shot in a clip.

    Attributes:
        time: when the frame is that stands for it, in ms.
        still: its file, relative to the work folder; empty where none is kept.
        face: the share of its height that the largest face has; None where none was found.
    """

    time: int
    still: str = ""
    face: float | None = None


@dataclass(frozen=True)
class Watched:
    """A stretch of a film that was watched.

    Attributes:
        shots: its shots, in order.
        parts: the shots in its clips, in order of time.
    """

    shots: Sequence[WatchedShot]
    parts: Sequence[Part]


def codec(work: WorkFolder) -> Codec[Watched]:
    """Return how a stretch is kept; without one of its stills it has to be watched again."""

    def load(content: bytes) -> Watched:
        kept = json.loads(content)
        parts = [Part(*part) for part in kept["parts"]]
        for part in parts:
            if part.still and not (work.folder and (work.folder / part.still).is_file()):
                raise FileNotFoundError(part.still)
        return Watched([_load_shot(*shot) for shot in kept["shots"]], parts)

    return Codec(".json", _dump, load)


def _dump(watched: Watched) -> bytes:
    shots = [
        [shot.start, shot.end, shot.motion, [_text(look) for look in shot.looks]]
        for shot in watched.shots
    ]
    parts = [[part.time, part.still, part.face] for part in watched.parts]
    return json.dumps({"shots": shots, "parts": parts}).encode()


def _load_shot(start: int, end: int, motion: float, looks: Sequence[str]) -> WatchedShot:
    width, height = SIZE
    pictures = [np.frombuffer(base64.b64decode(look), np.uint8) for look in looks]
    shaped = tuple(picture.reshape(height, width, 3) for picture in pictures)
    return WatchedShot(start, end, motion, shaped)


def _text(look: Image) -> str:
    return base64.b64encode(look.tobytes()).decode()
