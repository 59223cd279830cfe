"""What a shot looks like, and which shots look alike: from one set-up of the camera, in one scene.

Films return to a set-up again and again (shot, reverse shot, shot); film analysis calls the shots
of one set-up a thread. Shots are compared by small pictures of their beginning, middle and end:
where the picture's parts correlate and have the same colours, the framing is the same. The limits
were measured on halves of one shot (correlations from .91 where the camera stands still) and on
different shots (up to .66) of trailers and clips, and on drawn films.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from adtool.media.image import Image

SIZE = (32, 18)
"""Width and height of a look in pixels, whatever the picture's proportions."""

SAME_FRAMING = 0.8
"""The least correlation of two looks of one set-up."""

SAME_COLOURS = 20.0
"""Levels (of 255) by which two looks of one set-up differ at most, in the mean."""

FLAT = 4.0
"""Levels of spread from which on a look shows something; what is flat (black) is like nothing."""

SAME_SCENE = 0.3
"""The share of colours that shots have in common, from which on they may be of one scene.
Of one place: .6 to 1; of two: up to .25."""

BLACK = 30
"""Levels that some look of a film has somewhere, where there is more than a black bar."""

_BINS = 4  # of each colour


def look_of(image: Image) -> Image:
    """Return the look of a frame (H, W, 3): a picture of ``SIZE``."""
    return np.asarray(Pillow.fromarray(image).resize(SIZE, Pillow.Resampling.BOX))


@dataclass(frozen=True)
class Looks:
    """What one shot looks like, ready to be compared with others of its film.

    Attributes:
        colours: (n, D) its looks, as numbers from 0 to 255.
        framing: (n, D) the same less their mean, of unit length; zero where they are flat.
        palette: the share of each colour in them.
    """

    colours: npt.NDArray[np.float32]
    framing: npt.NDArray[np.float32]
    palette: npt.NDArray[np.float32]

    def same_setup(self, other: Looks) -> bool:
        """Say whether two shots are from the same set-up of the camera."""
        alike = self.framing @ other.framing.T >= SAME_FRAMING
        return any(
            float(np.abs(self.colours[one] - other.colours[two]).mean()) <= SAME_COLOURS
            for one, two in np.argwhere(alike).tolist()
        )

    def same_scene(self, other: Looks) -> bool:
        """Say whether two shots may be of the same scene; a no is meant."""
        shared = float(np.minimum(self.palette, other.palette).sum())
        return shared >= SAME_SCENE or self.same_setup(other)


def compare(shots: Sequence[Sequence[Image]]) -> list[Looks]:
    """Make the shots of a film ready to be compared.

    What is black throughout the film, as bars above and below a wide picture are, is left out: it
    would make everything look alike.

    Args:
        shots: for each its looks, at least one.
    """
    if not shots:
        return []
    shown = np.stack([look for looks in shots for look in looks]).max(axis=(0, 3)) > BLACK
    if not shown.any():
        shown[:] = True
    return [_ready(np.stack(looks)[:, shown]) for looks in shots]


def setups(shots: Sequence[Looks]) -> list[int]:
    """Return the number of each shot's set-up, from 1 in the order in which they first appear.

    A shot belongs to the set-up of the latest earlier shot that is from the same one.
    """
    if not shots:
        return []
    framing = np.concatenate([shot.framing for shot in shots])
    owners = np.repeat(np.arange(len(shots)), [len(shot.framing) for shot in shots])
    numbers: list[int] = []
    for place, shot in enumerate(shots):
        past = int(np.searchsorted(owners, place))
        alike = (framing[:past] @ shot.framing.T >= SAME_FRAMING).any(axis=1)
        near = np.unique(owners[:past][alike])[::-1].tolist()
        like = next((one for one in near if shot.same_setup(shots[one])), None)
        numbers.append(max(numbers, default=0) + 1 if like is None else numbers[like])
    return numbers


def _ready(pictures: npt.NDArray[np.uint8]) -> Looks:
    """Return the looks (n, cells, 3) of a shot."""
    colours = pictures.reshape(len(pictures), -1).astype(np.float32)
    centred = colours - colours.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1, keepdims=True)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    framing = np.where(spread > FLAT, centred / np.maximum(lengths, 1e-6), 0)
    some = spread[:, 0] > FLAT  # a fade's black is no colour of the scene
    return Looks(
        colours, framing.astype(np.float32), _palette(pictures[some] if some.any() else pictures)
    )


def _palette(pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    levels = pictures.reshape(-1, 3).astype(np.int64) * _BINS // 256
    place = (levels[:, 0] * _BINS + levels[:, 1]) * _BINS + levels[:, 2]
    counts = np.bincount(place, minlength=_BINS**3)
    return (counts / len(levels)).astype(np.float32)
