"""Everything that shapes a DistinctAD."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import cast

from adtool.model.prompt import NAMES, PROMPTS
from adtool.model.refinement import SCALES
from adtool.model.vision_encoder import VisionConfig
from adtool.settings import BUNDLED, ModelSettings

_SETTINGS = ModelSettings()


@dataclass(frozen=True)
class Shape:
    """What shapes the learned parts of a DistinctAD, and its prompts.

    The defaults are the paper's, or its ancestors'; building blocks and trainings take them from
    here.

    Attributes:
        frames: T, frames a clip.
        window: N, clips that see each other.
        latents: T' of Eq. 4.
        perceiver_layers: transformer blocks of the Perceiver.
        perceiver_heads: attention heads of the Perceiver; None is one per 64 channels.
        bases: K of Eq. 6-8.
        iterations: R, E and M steps.
        temperature: τ of Eq. 6.
        momentum: see ``ContextualEMA``.
        l2norm: see ``ContextualEMA``.
        persist: see ``ContextualEMA``.
        stop_grad: see ``ContextualEMA``.
        alpha: weight of Ĥ in Eq. 10.
        beta: weight of H̃ in Eq. 10.
        scale: how Ĥ and H̃ meet H in Eq. 10, an entry of ``refinement.SCALES``.
        prompt: what prompts hold beside what is seen, an entry of ``prompt.PROMPTS``.
        contexts: how many ADs before a clip a prompt of the kind "contexts" holds.
        names: how prompts name people, an entry of ``prompt.NAMES``.
        faces: whether prompts of the kind "characters" have a token for the face of each of two
            or more (§3.2).
        drawn: whether the films of its training were drawn: recognisers of living faces do not see
            the people in such films.

    Raises:
        ValueError: if a value is of the wrong type, or out of range.
    """

    frames: int = _SETTINGS.frames
    window: int = _SETTINGS.window
    latents: int = 10
    perceiver_layers: int = 2
    perceiver_heads: int | None = None
    bases: int = 32
    iterations: int = 9
    temperature: float = 1.0
    momentum: float = 0.9
    l2norm: bool = True
    persist: bool = True
    stop_grad: bool = True
    alpha: float = 3.0
    beta: float = 1.0
    scale: str = "unit"
    prompt: str = "characters"
    contexts: int = 3
    names: str = "first"
    faces: bool = False
    drawn: bool = False

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name != "vision":
                _check(field.name, getattr(self, field.name), str(field.type))
        if self.temperature <= 0 or not 0 <= self.momentum <= 1:
            raise ValueError("temperature must be above 0, and momentum between 0 and 1")
        if self.scale not in SCALES:
            raise ValueError(f"scale cannot be {self.scale!r}; choose from {', '.join(SCALES)}")
        if self.prompt not in PROMPTS:
            raise ValueError(f"prompt cannot be {self.prompt!r}; choose from {', '.join(PROMPTS)}")
        if self.names not in NAMES:
            raise ValueError(f"names cannot be {self.names!r}; choose from {', '.join(NAMES)}")
        if self.faces and self.prompt != "characters":
            raise ValueError(f"a prompt of the kind {self.prompt!r} has no place for faces")


@dataclass(frozen=True, kw_only=True)
class DistinctADConfig(Shape):
    """Everything that shapes a DistinctAD: its ``Shape``, and the models that it stands on.

    Attributes:
        vision: the vision encoder's architecture and preparation.
        language_model: a hub name or a folder; "bundled" when its weights lie in the checkpoint.
    """

    vision: VisionConfig
    language_model: str = BUNDLED


_LARGEST = 4096  # of any count; far above sense, and low enough that nothing exhausts the memory


def _check(name: str, value: object, kind: str) -> None:
    """Raise ValueError unless a setting has its type, and a sane size."""
    if kind == "bool":
        right = isinstance(value, bool)
    elif kind == "str":
        right = isinstance(value, str) and value != ""
    elif kind == "float":
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        right = number and math.isfinite(cast("float", value))
    else:
        right = type(value) is int and 1 <= value <= _LARGEST
        right = right or (value is None and kind == "int | None")
    if not right:
        raise ValueError(f"{name} cannot be {value!r}")
