"""People as the model's own vision encoder sees them: for drawn films, where faces are no faces.

It finds nobody by itself: every square of a fixed grid is taken for somebody, and only the
comparison with the portraits tells who, or nobody, is in it. So portraits should show people as
the squares do: head and shoulders, filling the picture.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

from adtool.cast.character import Box
from adtool.errors import UnavailableError
from adtool.media.image import Image
from adtool.recognition.crops import SIDES, crops, cut
from adtool.recognition.recogniser import Face, Recogniser, Vector, unit
from adtool.settings import CharacterSettings

if TYPE_CHECKING:
    from adtool.model.vision_encoder import VisionEncoder


class Clip(Recogniser):
    """Compares squares of the picture with the portraits, through a CLIP encoder.

    Args:
        encoder: the encoder, frozen.
    """

    name = "clip"
    threshold = 0.7
    frames = 4

    def __init__(self, encoder: VisionEncoder) -> None:
        self.encoder = encoder
        self.identity = f"clip {_digest(encoder)}"
        self.short_side = math.ceil(max(encoder.config.image_size) / min(SIDES))

    def faces(self, picture: Image) -> list[Face]:
        """Return every square of the picture's grid."""
        boxes = crops(picture)
        cuts = [cut(picture, box) for box in boxes]
        vectors: dict[int, Vector] = {}
        for shape in dict.fromkeys(one.shape for one in cuts):  # those of one size go together
            alike = [i for i, one in enumerate(cuts) if one.shape == shape]
            encoded = self.encoder.encode([cuts[i] for i in alike], len(alike)).numpy()
            vectors.update(zip(alike, encoded, strict=True))
        return [Face(box, unit(vectors[i])) for i, box in enumerate(boxes)]

    def portrait(self, picture: Image) -> Face:
        """Return the upper square of a portrait, or the middle one of a wide picture."""
        box = _square(*picture.shape[:2])
        return Face(box, unit(self.encoder.encode([cut(picture, box)])[0].numpy()))


def load(settings: CharacterSettings, encoder: VisionEncoder | None) -> Recogniser:
    """Take the narrator's encoder.

    Raises:
        UnavailableError: if it has none.
    """
    if encoder is None:
        raise UnavailableError(
            "The recogniser clip needs a CLIP, which this model does not have.",
            "Choose dlib or insightface with --faces.",
        )
    return Clip(encoder)


def require() -> None:
    """Ask for nothing: it can always run."""


def _square(height: int, width: int) -> Box:
    if height >= width:
        return 0.0, 0.0, 1.0, width / height
    left = (1 - height / width) / 2
    return left, 0.0, 1 - left, 1.0


def _digest(encoder: VisionEncoder) -> str:
    from adtool.model.digest import weights_digest

    made = f"{encoder.config!r} {weights_digest(encoder)}"
    return hashlib.sha256(made.encode()).hexdigest()[:16]
