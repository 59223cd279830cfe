"""The recogniser that recognises nobody."""

from __future__ import annotations

from adtool.model.vision_encoder import VisionEncoder
from adtool.recognition import load_recogniser, require
from adtool.settings import CharacterSettings


def test_the_recogniser_none_asks_for_nothing_and_finds_nobody(encoder: VisionEncoder) -> None:
    require("none")
    for known in (encoder, None):
        loaded = load_recogniser(CharacterSettings("none"), drawn=False, encoder=known)
        assert loaded == (None, "")
