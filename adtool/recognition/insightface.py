"""Faces of living people with insightface: SCRFD finds them, ArcFace tells them apart.

It is what AutoAD-Zero recognised characters with, and so the paper: the models "buffalo_l", faces
found from a confidence of .4 on in pictures of 640 pixels, and taken for somebody from a cosine of
.2 on. The weights are no part of adtool: insightface fetches them when it is first used.
"""

from __future__ import annotations

from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from adtool.errors import UnavailableError
from adtool.media.image import Image
from adtool.quiet import prints_aside
from adtool.recognition.recogniser import Face, Recogniser, unit
from adtool.settings import CharacterSettings

if TYPE_CHECKING:
    from adtool.model.vision_encoder import VisionEncoder

PACKAGES = ("insightface", "onnxruntime")
MODELS = "buffalo_l"
SIZE = 640
CONFIDENCE = 0.4

NOTICE = (
    "insightface's weights (buffalo_l) are for non-commercial research only; for other work choose "
    "another recogniser with --faces."
)


class InsightFace(Recogniser):
    """Finds and describes faces with insightface.

    Args:
        app: a prepared ``insightface.app.FaceAnalysis``.
        version: the package's version.
    """

    name = "insightface"
    threshold = 0.2
    frames = 16
    short_side = 720
    notice = NOTICE

    def __init__(self, app: Any, version: str) -> None:
        self.identity = f"insightface {version} {MODELS}"
        self._app = app

    def faces(self, picture: Image) -> list[Face]:
        """Find the faces in a picture."""
        height, width = picture.shape[:2]
        scale = np.array([width, height, width, height])
        found = self._app.get(np.ascontiguousarray(picture[..., ::-1]))  # it takes BGR
        boxes = [np.clip(face.bbox / scale, 0, 1).tolist() for face in found]
        return [
            Face((left, top, right, bottom), unit(face.embedding))
            for face, (left, top, right, bottom) in zip(found, boxes, strict=True)
        ]


def load(settings: CharacterSettings, encoder: VisionEncoder | None) -> Recogniser:
    """Load insightface and its weights; the first time, it fetches them.

    Raises:
        UnavailableError: if a package is not installed, or the weights cannot be had.
    """
    require()
    try:
        app = _prepared()
    except Exception as error:  # downloads, archives and runtimes fail in many ways
        raise UnavailableError(
            f"insightface's weights {MODELS} cannot be had ({type(error).__name__}).",
            f"Connect to the internet once, or put the files of its {MODELS}.zip into "
            f"{_weights()}.",
        ) from error
    return InsightFace(app, metadata.version("insightface"))


def require() -> None:
    """Make sure of its packages; the weights can be fetched.

    Raises:
        UnavailableError: if one is not installed.
    """
    for package in PACKAGES:
        if find_spec(package) is None:
            raise UnavailableError(
                f"The recogniser insightface is not available: the package {package} is not "
                "installed.",
                f"Run: pip install {' '.join(PACKAGES)}",
            )


def is_ready() -> bool:
    """Say whether its packages and its weights are there."""
    there = all(find_spec(package) is not None for package in PACKAGES)
    return there and any(_weights().glob("*.onnx"))


def _prepared() -> Any:
    """Return the analysis with the two models that are needed."""
    with prints_aside():
        import onnxruntime
        from insightface.app import FaceAnalysis

        cuda = "CUDAExecutionProvider" in onnxruntime.get_available_providers()
        app = FaceAnalysis(name=MODELS, allowed_modules=["detection", "recognition"])
        app.prepare(ctx_id=0 if cuda else -1, det_thresh=CONFIDENCE, det_size=(SIZE, SIZE))
    return app


def _weights() -> Path:
    return Path.home() / ".insightface" / "models" / MODELS
