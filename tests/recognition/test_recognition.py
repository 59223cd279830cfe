"""Which recognisers there are, which is chosen, and what they say where they cannot run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import adtool.recognition.dlib
import adtool.recognition.insightface
from adtool import recognition
from adtool.errors import UnavailableError
from adtool.model.vision_encoder import VisionEncoder
from adtool.recognition import RECOGNISERS, Recogniser, choose, load_recogniser, require
from adtool.settings import CharacterSettings


def load(name: str, encoder: VisionEncoder | None, drawn: bool = True) -> Recogniser | None:
    return load_recogniser(CharacterSettings(name), drawn=drawn, encoder=encoder)[0]


def test_an_unknown_recogniser_is_one_error(encoder: VisionEncoder) -> None:
    for ask in (lambda: require("eyes"), lambda: load("eyes", encoder)):
        with pytest.raises(ValueError, match=r"no recogniser is called 'eyes' \(there are: i"):
            ask()


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
    without: Callable[..., None], encoder: VisionEncoder, name: str, absent: str, told: str
) -> None:
    module = getattr(recognition, name)
    without(module, absent)
    assert not module.is_ready()
    for ask in (lambda: require(name), lambda: load(name, encoder)):
        with pytest.raises(UnavailableError, match="is not available: ") as caught:
            ask()
        assert told in str(caught.value)


def test_the_recogniser_comes_with_what_the_user_should_know(
    monkeypatch: pytest.MonkeyPatch, encoder: VisionEncoder
) -> None:
    clip, note = load_recogniser(CharacterSettings(), drawn=True, encoder=encoder)
    assert clip is not None
    assert (clip.name, note) == ("clip", "")
    clip.notice = "Mind its licence."
    monkeypatch.setitem(RECOGNISERS, "clip", lambda settings, encoder: clip)
    assert load_recogniser(CharacterSettings("clip"), drawn=False, encoder=encoder) == (
        clip,
        "Mind its licence.",
    )
    for module in (adtool.recognition.insightface, adtool.recognition.dlib):
        monkeypatch.setattr(module, "is_ready", lambda: False)
    nobody, note = load_recogniser(CharacterSettings(), drawn=False, encoder=encoder)
    assert nobody is None
    assert "no recogniser of faces is installed" in note


def test_a_model_without_an_encoder_recognises_no_drawn_people_and_says_so() -> None:
    nobody, note = load_recogniser(CharacterSettings(), drawn=True, encoder=None)
    assert nobody is None
    assert "this model has none. Name one that has it with --model" in note
    with pytest.raises(
        UnavailableError, match=r"needs a CLIP, which this model does not have\. Choose dlib"
    ):
        load("clip", None)


def test_faces_are_recognised_without_an_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adtool.recognition.insightface, "is_ready", lambda: True)
    assert choose("auto", drawn=False, encodes=False) == ("insightface", "")
    assert choose("clip", drawn=False, encodes=False) == ("clip", "")
