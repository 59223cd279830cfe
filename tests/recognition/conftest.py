"""An encoder, packages that are or are not there, and recognisers by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType

import pytest

from adtool.model.vision_encoder import VisionConfig, VisionEncoder

Without = Callable[..., None]


@pytest.fixture(scope="session")
def encoder() -> VisionEncoder:
    import torch

    torch.manual_seed(3)
    shape = {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16}
    return VisionEncoder(VisionConfig(embed_dim=16, vision_cfg=shape)).for_inference()


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Without:
    """Have a recogniser's module see all packages but those that are named."""
    known = {name: find_spec(name) for name in ("dlib", "face_recognition_models")}
    there = ModuleSpec("there", None)

    def hide(module: ModuleType, *absent: str) -> None:
        def spec(name: str) -> ModuleSpec | None:
            return None if name in absent else known.get(name) or there

        monkeypatch.setattr(module, "find_spec", spec)

    return hide
