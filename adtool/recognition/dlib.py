"""Faces of living people with dlib, offline: the extra ``adtool[faces]``.

Faces are found by their gradients (HOG), which is quick and sees them from the front, or by a
network (CNN), which takes seventy times as long on a CPU and sees more. Five landmarks straighten
them, and a ResNet describes them in 128 numbers. Weak on profiles and on drawings.

The weights are those that the package face_recognition_models carries, all in the public domain
(its 68-point landmarks, which are not, stay unused). It is not imported, only looked into: its code
needs a setuptools of old.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adtool.cast.character import Box
from adtool.errors import UnavailableError
from adtool.media.image import Image
from adtool.recognition.recogniser import Face, Recogniser, unit
from adtool.settings import CharacterSettings

if TYPE_CHECKING:
    from adtool.model.vision_encoder import VisionEncoder

WEIGHTS = {
    "landmarks": "shape_predictor_5_face_landmarks.dat",
    "descriptor": "dlib_face_recognition_resnet_model_v1.dat",
    "cnn": "mmod_human_face_detector.dat",
}

FEW_LINES = 540
"""Pictures with fewer are doubled for HOG, which sees no face under 80 pixels."""

LARGEST_PORTRAIT = 640
"""Pixels of a portrait's longer side; larger ones take long, and smaller ones are enlarged."""


class Dlib(Recogniser):
    """Finds and describes faces with dlib.

    Args:
        folder: where the weights are.
        detector: "hog" or "cnn".
    """

    name = "dlib"
    # dlib's own limit is a distance of .6, and its vectors are about 1.45 long.
    threshold = 1 - 0.6**2 / (2 * 1.45**2)
    frames = 16
    short_side = 720

    def __init__(self, folder: Path, detector: str) -> None:
        import dlib

        self.identity = f"dlib {dlib.__version__} {detector}"
        self._dlib = dlib
        self._detect = _DETECTORS[detector](dlib, folder)
        self._landmarks = dlib.shape_predictor(str(folder / WEIGHTS["landmarks"]))
        self._network = dlib.face_recognition_model_v1(str(folder / WEIGHTS["descriptor"]))

    def faces(self, picture: Image) -> list[Face]:
        """Find the faces in a picture: with "hog" those over a ninth of its height."""
        places = self._detect(picture)
        marks = self._dlib.full_object_detections()
        marks.extend([self._landmarks(picture, place) for place in places])
        vectors = self._network.compute_face_descriptor(picture, marks) if places else []
        return [
            Face(_box(place, picture), unit(vector))
            for place, vector in zip(places, vectors, strict=True)
        ]

    def portrait(self, picture: Image) -> Face | None:
        """Return the largest face of a portrait."""
        scale = LARGEST_PORTRAIT / max(picture.shape[:2])
        return super().portrait(self._dlib.resize_image(picture, scale))


def load(settings: CharacterSettings, encoder: VisionEncoder | None) -> Recogniser:
    """Load dlib and its weights.

    Raises:
        UnavailableError: if a package is not installed, or the weights are not in it.
    """
    try:
        return Dlib(require(), settings.detector)
    except (ImportError, RuntimeError) as error:
        raise UnavailableError(
            f"The recogniser dlib cannot be loaded ({' '.join(str(error).split())}).",
            "Install it again: pip install --force-reinstall dlib-bin face_recognition_models",
        ) from error


def require() -> Path:
    """Return the folder of its weights.

    Raises:
        UnavailableError: if a package is not installed, or the weights are not in it.
    """
    folder, fault = _find()
    if folder is None:
        raise UnavailableError(
            f"The recogniser dlib is not available: {fault}.", "Run: pip install 'adtool[faces]'"
        )
    return folder


def is_ready() -> bool:
    """Say whether its packages and its weights are there."""
    return _find()[0] is not None


def _find() -> tuple[Path | None, str]:
    """Return the folder of the weights, or what is missing."""
    if find_spec("dlib") is None:
        return None, "the package dlib is not installed"
    models = find_spec("face_recognition_models")
    if models is None or not models.submodule_search_locations:
        return None, "the package face_recognition_models, which carries its weights, is not there"
    folder = Path(next(iter(models.submodule_search_locations)), "models")
    missing = [name for name in WEIGHTS.values() if not (folder / name).is_file()]
    return (None, f"{folder / missing[0]} is missing") if missing else (folder, "")


def _hog(dlib: Any, folder: Path) -> Callable[[Image], Sequence[Any]]:
    detector = dlib.get_frontal_face_detector()
    return lambda picture: list(detector(picture, int(min(picture.shape[:2]) < FEW_LINES)))


def _cnn(dlib: Any, folder: Path) -> Callable[[Image], Sequence[Any]]:
    detector = dlib.cnn_face_detection_model_v1(str(folder / WEIGHTS["cnn"]))
    return lambda picture: [found.rect for found in detector(picture, 0)]


_DETECTORS: dict[str, Callable[[Any, Path], Callable[[Image], Sequence[Any]]]] = {
    "hog": _hog,
    "cnn": _cnn,
}


def _box(place: Any, picture: Image) -> Box:
    """Return a rectangle of pixels, which may leave the picture, as shares of it."""
    height, width = picture.shape[:2]
    left, right = max(0, place.left()) / width, min(width, place.right() + 1) / width
    top, bottom = max(0, place.top()) / height, min(height, place.bottom() + 1) / height
    return left, top, right, bottom
