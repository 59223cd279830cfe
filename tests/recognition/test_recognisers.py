"""The recognisers: which are there, what they find, and what they say where they cannot run."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

import adtool.recognition.dlib
import adtool.recognition.insightface
from adtool import recognition
from adtool.errors import UnavailableError
from adtool.model.vision_encoder import VisionConfig, VisionEncoder
from adtool.recognition import choose, load_recogniser, require
from adtool.recognition.crops import crops
from adtool.settings import CharacterSettings

SETTINGS = CharacterSettings()


@pytest.fixture(scope="module")
def encoder() -> VisionEncoder:
    import torch

    torch.manual_seed(3)
    shape = {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16}
    return VisionEncoder(VisionConfig(embed_dim=16, vision_cfg=shape)).for_inference()


def test_an_unknown_recogniser_is_one_error(encoder: VisionEncoder) -> None:
    for ask in (lambda: require("eyes"), lambda: load_recogniser("eyes", SETTINGS, encoder)):
        with pytest.raises(ValueError, match=r"no recogniser is called 'eyes' \(there are: i"):
            ask()


def test_the_recogniser_none_asks_for_nothing_and_finds_nobody(encoder: VisionEncoder) -> None:
    require("none")
    assert load_recogniser("none", SETTINGS, encoder) is None


def test_drawn_people_are_recognised_by_the_models_own_eyes() -> None:
    assert choose("auto", drawn=True) == ("clip", "")
    assert choose("dlib", drawn=True) == ("dlib", "")


@pytest.mark.parametrize(
    ("there", "chosen"),
    [({"insightface", "dlib"}, "insightface"), ({"dlib"}, "dlib"), (set(), "none")],
)
def test_of_the_recognisers_of_faces_the_best_that_is_there_is_chosen(
    monkeypatch: pytest.MonkeyPatch, there: set[str], chosen: str
) -> None:
    for module in (adtool.recognition.insightface, adtool.recognition.dlib):
        name = module.__name__.rpartition(".")[2]
        monkeypatch.setattr(module, "is_ready", lambda name=name: name in there)
    name, note = choose("auto", drawn=False)
    assert name == chosen
    assert bool(note) == (chosen == "none")
    assert not note or "pip install 'adtool[faces]'" in note


def _without(monkeypatch: pytest.MonkeyPatch, module: ModuleType, *absent: str) -> None:
    known = {name: find_spec(name) for name in ("dlib", "face_recognition_models")}
    there = ModuleSpec("there", None)
    monkeypatch.setattr(
        module, "find_spec", lambda name: None if name in absent else known.get(name) or there
    )


@pytest.mark.parametrize(
    ("name", "absent", "told"),
    [
        ("dlib", "dlib", "the package dlib is not installed. Run: pip install 'adtool[faces]'"),
        ("dlib", "face_recognition_models", "face_recognition_models, which carries its weights"),
        ("insightface", "insightface", "Run: pip install insightface onnxruntime"),
        ("insightface", "onnxruntime", "the package onnxruntime is not installed"),
    ],
)
def test_a_recogniser_without_its_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, encoder: VisionEncoder, name: str, absent: str, told: str
) -> None:
    module = getattr(recognition, name)
    _without(monkeypatch, module, absent)
    assert not module.is_ready()
    for ask in (lambda: require(name), lambda: load_recogniser(name, SETTINGS, encoder)):
        with pytest.raises(UnavailableError, match="is not available: ") as caught:
            ask()
        assert told in str(caught.value)


def test_clip_takes_every_square_for_somebody(encoder: VisionEncoder) -> None:
    clip = load_recogniser("clip", SETTINGS, encoder)
    assert clip is not None
    picture = np.random.default_rng(0).integers(0, 256, (77, 137, 3), np.uint8)
    faces = clip.faces(picture)
    assert tuple(face.box for face in faces) == crops(picture)
    for face in (faces[0], faces[-1]):
        left, top, right, bottom = np.multiply(face.box, [137, 77, 137, 77]).round().astype(int)
        plain = encoder.encode([picture[top:bottom, left:right]])[0].numpy()
        assert face.vector @ plain / np.linalg.norm(plain) > 0.99
        assert np.linalg.norm(face.vector) == pytest.approx(1)
    assert clip.short_side == 77  # the smallest squares are as large as the encoder's input


def test_clip_takes_the_upper_square_of_a_portrait(encoder: VisionEncoder) -> None:
    clip = load_recogniser("clip", SETTINGS, encoder)
    assert clip is not None
    tall = np.random.default_rng(1).integers(0, 256, (90, 60, 3), np.uint8)
    face, same = clip.portrait(tall), clip.portrait(tall[:60])
    assert face is not None
    assert same is not None
    assert face.box == (0, 0, 1, 60 / 90)
    assert face.vector @ same.vector == pytest.approx(1, abs=1e-5)
    wide = clip.portrait(np.swapaxes(tall, 0, 1))
    assert wide is not None
    assert wide.box == pytest.approx((1 / 6, 0, 5 / 6, 1))


def test_another_encoder_is_another_recogniser(encoder: VisionEncoder) -> None:
    other = VisionEncoder(encoder.config).for_inference()
    names = [load_recogniser("clip", SETTINGS, one) for one in (encoder, encoder, other)]
    first, again, changed = [one.identity for one in names if one]
    assert first == again != changed


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


def test_insightface_is_asked_as_autoad_zero_asks_it(
    monkeypatch: pytest.MonkeyPatch, encoder: VisionEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    _pretend_insightface(monkeypatch, _App)
    found = load_recogniser("insightface", SETTINGS, encoder)
    assert found is not None
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
    monkeypatch: pytest.MonkeyPatch, encoder: VisionEncoder
) -> None:
    def offline(**_: object) -> None:
        raise ConnectionError("no route")

    _pretend_insightface(monkeypatch, offline)
    with pytest.raises(UnavailableError, match=r"weights buffalo_l cannot be had .*ConnectionErr"):
        load_recogniser("insightface", SETTINGS, encoder)


def _pretend_insightface(monkeypatch: pytest.MonkeyPatch, app: object) -> None:
    module = adtool.recognition.insightface
    _without(monkeypatch, module)
    monkeypatch.setattr(module.metadata, "version", lambda _: "0")
    runtime = SimpleNamespace(get_available_providers=lambda: ["CPUExecutionProvider"])
    monkeypatch.setitem(sys.modules, "onnxruntime", runtime)
    monkeypatch.setitem(sys.modules, "insightface", ModuleType("insightface"))
    monkeypatch.setitem(sys.modules, "insightface.app", SimpleNamespace(FaceAnalysis=app))


@pytest.mark.skipif(
    not adtool.recognition.dlib.is_ready(), reason="the extra adtool[faces] is not installed"
)
@pytest.mark.parametrize("detector", ["hog", "cnn"])
def test_dlib_sees_no_face_where_there_is_none(encoder: VisionEncoder, detector: str) -> None:
    dlib = load_recogniser("dlib", CharacterSettings(detector=detector), encoder)
    assert dlib is not None
    assert detector in dlib.identity
    noise = np.random.default_rng(2).integers(0, 256, (60, 80, 3), np.uint8)
    noise.setflags(write=False)
    assert dlib.faces(noise) == []
    assert dlib.portrait(noise[:40, :40].copy()) is None
