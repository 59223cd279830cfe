"""insightface, with a stand-in for its package."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

import adtool.recognition.insightface
from adtool.errors import UnavailableError
from adtool.recognition.insightface import load
from adtool.settings import CharacterSettings

Pretend = Callable[[object], None]


class _App:
    """Stands in for insightface's analysis: finds one face, and keeps what it was shown."""

    def __init__(self, **asked: object) -> None:
        self.asked = asked
        print("download_path: /somewhere")

    def prepare(self, **asked: object) -> None:
        self.asked |= asked

    def get(self, picture: np.ndarray) -> list[SimpleNamespace]:
        self.shown = picture
        box = np.array([-10.0, 20.0, 50.0, 60.0])
        return [SimpleNamespace(bbox=box, embedding=np.array([3.0, 4.0]))]


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch, without: Callable[..., None]) -> Pretend:
    """Have insightface be there, with an analysis of ours."""

    def install(app: object) -> None:
        module = adtool.recognition.insightface
        without(module)
        monkeypatch.setattr(module.metadata, "version", lambda _: "0")
        runtime = SimpleNamespace(get_available_providers=lambda: ["CPUExecutionProvider"])
        monkeypatch.setitem(sys.modules, "onnxruntime", runtime)
        monkeypatch.setitem(sys.modules, "insightface", ModuleType("insightface"))
        monkeypatch.setitem(sys.modules, "insightface.app", SimpleNamespace(FaceAnalysis=app))

    return install


def test_insightface_is_asked_as_autoad_zero_asks_it(
    pretend: Pretend, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(_App)
    found = load(CharacterSettings(), None)
    assert "non-commercial" in found.notice
    assert (found.threshold, found.frames) == (0.2, 16)
    picture = np.zeros((100, 200, 3), np.uint8)
    picture[..., 0] = 9
    (face,) = found.faces(picture)
    assert face.box == pytest.approx((0, 0.2, 0.25, 0.6))
    assert face.vector == pytest.approx([0.6, 0.8])
    app = found._app  # type: ignore[attr-defined]
    assert app.shown[0, 0].tolist() == [0, 0, 9]  # blue, green, red
    assert app.asked["det_thresh"] == 0.4
    assert app.asked["det_size"] == (640, 640)
    assert capsys.readouterr().out == ""


def test_insightface_without_its_weights_says_where_they_go(
    pretend: Pretend,
) -> None:
    def offline(**_: object) -> None:
        raise ConnectionError("no route")

    pretend(offline)
    with pytest.raises(UnavailableError, match=r"weights buffalo_l cannot be had .*ConnectionErr"):
        load(CharacterSettings(), None)
