"""What every recogniser can do: find people in a picture, and say what a portrait shows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from adtool.cast.character import Box
from adtool.media.image import Image

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Vector: TypeAlias = "npt.NDArray[np.float32]"


@dataclass(frozen=True)
class Face:
    """Somebody in a picture.

    Attributes:
        box: where, in shares of the picture's width and height.
        vector: what they look like: (D,) of unit length, to be compared by cosine.
    """

    box: Box
    vector: Vector

    @property
    def area(self) -> float:
        """The share of the picture that the box covers."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top)


class Recogniser(ABC):
    """Finds people in pictures.

    Attributes:
        name: its entry in ``RECOGNISERS``.
        identity: its name and all that its answers depend on: versions, weights, settings.
        threshold: the cosine from which on two faces are taken for one person.
        frames: how many frames of a clip it should see.
        short_side: how many pixels their shorter side should have at most.
        notice: what its user must know about its licence; empty where there is nothing.
    """

    name: str
    identity: str
    threshold: float
    frames: int
    short_side: int
    notice: str = ""

    @abstractmethod
    def faces(self, picture: Image) -> list[Face]:
        """Find the people in an RGB picture (H, W, 3) uint8."""

    def portrait(self, picture: Image) -> Face | None:
        """Return the largest face of a portrait (H, W, 3) uint8; None where there is none."""
        return max(self.faces(picture), key=lambda face: face.area, default=None)


def unit(vector: npt.ArrayLike) -> Vector:
    """Return a vector (D,) with length 1."""
    import numpy as np

    plain = np.asarray(vector, np.float32)
    return plain / max(float(np.linalg.norm(plain)), 1e-12)
