"""DistinctAD as a model: from frames to candidate sentences.

The names below are loaded when they are first used, so that importing this package stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adtool.model.config import DistinctADConfig as DistinctADConfig
    from adtool.model.contextual_ema import ContextualEMA as ContextualEMA
    from adtool.model.distinctad import DistinctAD as DistinctAD
    from adtool.model.language_model import LanguageModel as LanguageModel
    from adtool.model.perceiver import Perceiver as Perceiver
    from adtool.model.vision_encoder import VisionConfig as VisionConfig
    from adtool.model.vision_encoder import VisionEncoder as VisionEncoder

_HOMES = {
    "ContextualEMA": "contextual_ema",
    "DistinctAD": "distinctad",
    "DistinctADConfig": "config",
    "LanguageModel": "language_model",
    "Perceiver": "perceiver",
    "VisionConfig": "vision_encoder",
    "VisionEncoder": "vision_encoder",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
