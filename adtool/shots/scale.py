"""How large people are in a shot, told by the largest face in it.

Detectors' boxes are about as high as a head, and a head is an eighth of a standing person. A long
shot shows all of a person (eight heads and some air), a medium shot from the waist up (about four
heads), a medium close-up from the chest up (two and a half), a close-up head and shoulders (one and
a half), an extreme close-up no more than the face. The limits lie midway between, in proportion; on
the clips that they were tried on, singers seen from the thighs and from the waist up have .14 and
.28 of the height, a head with a neck .64, a face that fills the picture .92.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec

from adtool.media.image import Image

LEAST_FACES = (0.75, 0.48, 0.3, 0.16, 0.06)
"""The share of the picture's height that a face has at least, for each entry of ``SCALES`` but the
last."""

SMALLEST_SEARCHED = 40
"""Pixels of a picture's shorter side under which no face is looked for."""

FaceFinder = Callable[[Image], "float | None"]
"""From a picture to the share of its height that the largest face has; None where there is none."""


def scale_of(faces: Iterable[float]) -> float | None:
    """Return a shot's place in ``SCALES``; None where it has no face.

    Args:
        faces: the heights of the faces in it, in shares of the picture's.
    """
    largest = max(faces, default=None)
    return None if largest is None else float(sum(largest < least for least in LEAST_FACES))


def finds_faces() -> bool:
    """Say whether dlib is there: its frontal detector needs no weights."""
    return find_spec("dlib") is not None


@cache
def face_finder() -> FaceFinder:
    """Return what finds the largest frontal face; ``finds_faces`` must hold."""
    import dlib

    detector = dlib.get_frontal_face_detector()

    def largest(picture: Image) -> float | None:
        height = picture.shape[0]
        if min(picture.shape[:2]) < SMALLEST_SEARCHED:
            return None
        found = detector(picture, 1)  # doubled: it sees no face under 80 pixels
        return max((min(1.0, face.height() / height) for face in found), default=None)

    return largest
